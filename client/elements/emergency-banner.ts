import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { EmergencyStop } from '../../data/model/safety.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { clearEmergencyStop } from '../safety-api.ts'
import type { Signals } from '../signals.ts'
import './hold-button.ts'
import { shared } from './shared-styles.ts'

/** On every page while the emergency stop is latched: who pressed it and when, and how it is cleared. */
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
      hold-button {
        flex: none;
        min-width: 12em;
      }
      @media (max-width: 719px) {
        section {
          flex-wrap: wrap;
          padding: 10px 12px;
        }
        hold-button {
          flex: 1 1 100%;
        }
      }
    `,
  ]

  @property({ attribute: false }) stop: EmergencyStop | undefined
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
          Pressed by ${by ?? 'somebody'}${at === null ? '' : ` at ${clockTime(at, this.now)}`}. After it is cleared every vessel
          stays off until you tell it what to do.
        </p>
        ${this.failed === '' ? nothing : html`<p>${icon('warning')} ${this.failed}</p>`}
      </div>
      <hold-button label="Hold to clear" @confirm=${this.clear}></hold-button>
    </section>`
  }

  private async clear() {
    this.failed = ''
    try {
      await clearEmergencyStop(this.signals.name)
    } catch (error) {
      this.failed = `Not cleared. ${(error as Error).message}`
    }
  }
}
