import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import type { EmergencyStop } from '../../data/model/safety.ts'
import { acknowledge } from '../alarm-api.ts'
import { isWaiting } from '../alarms.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { clearEmergencyStop } from '../safety-api.ts'
import type { Signals } from '../signals.ts'
import './hold-button.ts'
import { shared } from './shared-styles.ts'

/** On every page while the emergency stop is latched, in place of its alarm: who pressed it and when, and how it is cleared. */
@customElement('emergency-banner')
export class EmergencyBanner extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        align-items: center;
        gap: 8px 16px;
        padding: 12px 20px;
        background: var(--ink);
        color: var(--page);
      }
      section > .icon {
        width: 32px;
        height: 32px;
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .title {
        font-weight: 700;
        font-size: 1.125rem;
      }
      .actions {
        display: flex;
        gap: 8px;
        flex: none;
      }
      hold-button {
        min-width: 12em;
      }
      .acknowledge,
      .acknowledge:hover:not(:disabled),
      .acknowledge:active:not(:disabled) {
        background: var(--page);
        color: var(--ink);
        border-color: var(--page);
        font-weight: 650;
      }
      :focus-visible {
        outline-color: var(--page);
      }
      @media (max-width: 719px) {
        section {
          flex-wrap: wrap;
          gap: 8px 12px;
          padding: 8px 12px;
        }
        section > .icon {
          width: 26px;
          height: 26px;
        }
        .words {
          font-size: 0.9375rem;
          line-height: 1.3;
        }
        .title {
          font-size: inherit;
        }
        .actions {
          flex: 1 1 100%;
        }
        hold-button {
          flex: 1;
          min-width: 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) stop: EmergencyStop | undefined
  /** The stop's own alarm, while it lasts. */
  @property({ attribute: false }) alarm: Alarm | undefined
  @property({ attribute: false }) signals!: Signals
  @property({ attribute: false }) now = 0
  @state() private failed = ''

  protected override render() {
    const { stop } = this
    return html`<div role="alert">${stop?.latched ? this.banner(stop) : nothing}</div>`
  }

  private banner({ at, by }: EmergencyStop) {
    return html`<section aria-label="Emergency stop">
      ${icon('stop')}
      <div class="words">
        <p class="title">Emergency stop: everything is off</p>
        <p>
          Pressed by ${by ?? 'somebody'}${at === null ? '' : ` at ${clockTime(at, this.now)}`}. Cleared, all stays off until
          you tell it what to do.
        </p>
        ${this.failed === '' ? nothing : html`<p>${icon('warning')} ${this.failed}</p>`}
      </div>
      <div class="actions">
        ${this.alarm && isWaiting(this.alarm) ? html`<button class="acknowledge" @click=${this.acknowledge}>Acknowledge</button>` : nothing}
        <hold-button label="Hold to clear" @confirm=${this.clear}></hold-button>
      </div>
    </section>`
  }

  private acknowledge() {
    return this.ask('Not acknowledged', acknowledge(this.alarm!.id, this.signals.name))
  }

  private clear() {
    return this.ask('Not cleared', clearEmergencyStop(this.signals.name))
  }

  private async ask(otherwise: string, asked: Promise<unknown>) {
    this.failed = ''
    try {
      await asked
    } catch (error) {
      this.failed = `${otherwise}. ${(error as Error).message}`
    }
  }
}
