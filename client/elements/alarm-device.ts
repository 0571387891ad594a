import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { Heeding } from '../heeding.ts'
import { icon } from '../icons.ts'
import type { Signals } from '../signals.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

/** How this device tells of alarms, and who uses it. */
@customElement('alarm-device')
export class AlarmDevice extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    css`
      .card {
        display: grid;
        gap: 12px;
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 8px 12px;
      }
      .row span {
        display: flex;
        gap: 8px;
        flex: 1 1 11em;
      }
      .row .icon {
        margin-top: 0.1em;
      }
      .row button {
        flex: none;
      }
    `,
  ]

  @property({ attribute: false }) signals!: Signals

  constructor() {
    super()
    new Heeding(this, () => this.signals)
  }

  protected override render() {
    const { signals } = this
    return html`<section class="card" aria-labelledby="device">
      <h2 id="device">On this device</h2>
      <div class="field">
        <label for="name">Your name</label>
        <input
          id="name"
          autocomplete="name"
          maxlength="60"
          aria-describedby="name-hint"
          .value=${signals.name}
          @change=${(event: Event) => (signals.name = (event.target as HTMLInputElement).value)}
        />
        <p class="hint" id="name-hint">Goes into the journal with what you do. You may leave it empty.</p>
      </div>
      <div class="row">
        <span>${icon(signals.muted ? 'silence' : 'sound')}${this.soundWords()}</span>
        <button @click=${() => (signals.muted = !signals.muted)}>
          ${signals.muted ? 'Switch sound on' : 'Switch sound off'}
        </button>
      </div>
      <div class="row">
        <span>${icon('alarm')}${notices[signals.permission]}</span>
        ${
          signals.permission === 'default'
            ? html`<button @click=${() => void signals.ask()}>Allow notifications</button>`
            : ''
        }
      </div>
    </section>`
  }

  private soundWords() {
    if (this.signals.muted) return 'Alarms are silent here.'
    return this.signals.locked
      ? 'Sound begins when you have tapped this page once.'
      : 'Alarms sound until they are acknowledged.'
  }
}

const notices = {
  absent: 'This browser shows no notifications here.',
  insecure: 'Browsers show notifications only of pages that come over HTTPS or from the same computer.',
  default: 'Notifications are off.',
  granted: 'New alarms are notified while you look elsewhere.',
  denied: 'The browser keeps notifications from being shown: allow them in its settings for this page.',
}
