import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import { acknowledge } from '../alarm-api.ts'
import { priorityWords } from '../alarm-words.ts'
import { waiting } from '../alarms.ts'
import { Heeding } from '../heeding.ts'
import { icon } from '../icons.ts'
import type { Signals } from '../signals.ts'
import { priorityStyles } from './priority-styles.ts'
import { shared } from './shared-styles.ts'

/** A tap sooner than this many ms after another alarm took the place was meant for the one before. */
const thinkFor = 350

/** The most urgent alarm that waits to be acknowledged, on every page. */
@customElement('alarm-banner')
export class AlarmBanner extends LitElement {
  static override styles = [
    shared,
    priorityStyles,
    css`
      :host {
        display: block;
        position: sticky;
        top: var(--bar);
        z-index: 9;
      }
      section {
        display: flex;
        align-items: center;
        gap: 8px 16px;
        padding: 8px 20px;
        border-bottom: 2px solid var(--mark);
      }
      section,
      .failed {
        background: var(--fill);
        color: var(--on-fill);
      }
      a {
        display: flex;
        align-items: center;
        gap: 12px;
        flex: 1;
        min-width: 0;
        min-height: 44px;
        text-decoration: none;
      }
      a .icon {
        width: 26px;
        height: 26px;
      }
      .title {
        font-weight: 700;
      }
      .message {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        overflow: hidden;
        overflow-wrap: anywhere;
        line-height: 1.3;
      }
      .actions {
        display: flex;
        gap: 8px;
        flex: none;
      }
      button {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
        border-color: currentColor;
        background: transparent;
        font-weight: 650;
      }
      button:hover:not(:disabled),
      button:active:not(:disabled) {
        background: color-mix(in srgb, var(--fill) 82%, var(--on-fill));
      }
      .acknowledge,
      .acknowledge:hover:not(:disabled),
      .acknowledge:active:not(:disabled) {
        background: var(--on-fill);
        color: var(--fill);
        border-color: var(--on-fill);
      }
      :focus-visible {
        outline-color: var(--on-fill);
      }
      .sound {
        padding: 0 10px;
      }
      .failed {
        padding: 0 20px 10px;
      }
      @media (max-width: 719px) {
        section {
          flex-direction: column;
          align-items: stretch;
          padding: 8px 12px;
        }
        .acknowledge {
          flex: 1 1 auto;
        }
        .message {
          -webkit-line-clamp: 6;
        }
        .words {
          width: 7.2em;
          font-size: 0.8125rem;
          line-height: 1.15;
          text-align: left;
        }
        .failed {
          padding-inline: 12px;
        }
      }
    `,
  ]

  @property({ attribute: false }) alarms: Alarm[] = []
  @property({ attribute: false }) signals!: Signals
  @state() private failed = ''
  private shownId = ''
  private shownAt = 0

  constructor() {
    super()
    new Heeding(this, () => this.signals)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('alarms')) return
    const id = waiting(this.alarms)[0]?.id ?? ''
    if (id === this.shownId) return
    this.shownId = id
    this.shownAt = performance.now()
    this.failed = ''
  }

  protected override render() {
    const all = waiting(this.alarms)
    const first = all[0]
    return html`<div role="alert">${first ? this.banner(first, all.length) : nothing}</div>
      <p class="failed ${first?.priority ?? ''}" role="alert" ?hidden=${this.failed === '' || !first}>${this.failed}</p>`
  }

  private banner(alarm: Alarm, count: number) {
    const { signals } = this
    const gone = alarm.state === 'returned' ? ', returned to normal' : ''
    const more = count > 1 ? ` and ${count - 1} more` : ''
    const sound = signals.muted ? 'Sound is off on this device: switch it on' : 'Switch sound off on this device'
    return html`<section class=${alarm.priority} aria-label="Alarm">
      <a href="#/alarms">
        ${icon('alarm')}
        <span>
          <span class="title">${priorityWords[alarm.priority]} alarm${gone}${more}</span>
          <span class="message">${alarm.message}</span>
        </span>
      </a>
      <div class="actions">
        <button class="acknowledge" @click=${this.acknowledge}>${icon('check')}Acknowledge</button>
        ${
          signals.locked
            ? html`<button class="sound" aria-label="Sound is off, tap to allow" @click=${this.allow}>
                ${icon('silence')}<span class="words">Sound is off, tap to allow</span>
              </button>`
            : html`<button class="sound" aria-label=${sound} title=${sound} @click=${() => (signals.muted = !signals.muted)}>
                ${icon(signals.muted ? 'silence' : 'sound')}
              </button>`
        }
      </div>
    </section>`
  }

  private allow() {
    this.signals.unlock()
    void this.signals.ask()
  }

  private async acknowledge() {
    if (performance.now() - this.shownAt < thinkFor) return
    this.failed = ''
    try {
      await acknowledge(this.shownId, this.signals.name)
    } catch (error) {
      this.failed = `Not acknowledged. ${(error as Error).message}`
    }
  }
}
