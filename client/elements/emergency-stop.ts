import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import { stopEverything } from '../safety-api.ts'
import { shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'

/** The emergency stop of the brewery; asks once. */
@customElement('emergency-stop')
export class EmergencyStop extends LitElement {
  static override styles = [
    shared,
    sheet,
    css`
      .stop {
        display: flex;
        align-items: center;
        gap: 8px;
        padding-inline: 12px;
      }
      .stop .icon {
        color: var(--alarm);
      }
      .do {
        width: 100%;
        min-height: 60px;
        margin-top: 16px;
        background: var(--alarm);
        border-color: var(--alarm);
        color: var(--on-alarm);
        font-weight: 700;
      }
      .do:hover:not(:disabled),
      .do:active:not(:disabled) {
        background: color-mix(in srgb, var(--alarm) 88%, var(--ink));
      }
      .keep {
        width: 100%;
        margin-top: 8px;
      }
    `,
  ]

  @property({ attribute: false }) by = ''
  @property({ type: Boolean }) latched = false
  @state() private open = false
  @state() private busy = false
  @state() private failed = ''

  protected override render() {
    return html`
      <button class="stop" ?disabled=${this.latched} @click=${this.ask}>
        ${icon('stop')}Stop<span class="hidden"> everything</span>
      </button>
      <wa-dialog
        label="Switch everything off?"
        without-header
        light-dismiss
        ?open=${this.open}
        @wa-hide=${() => (this.open = false)}
      >
        ${this.open ? this.question() : nothing}
      </wa-dialog>
    `
  }

  private question() {
    return html`
      <div class="head"><h2>Switch everything off?</h2></div>
      <p>
        Emergency stop: all heaters, coolers, pumps and valves go off at once, and nothing can be switched on until
        somebody clears it.
      </p>
      <p role="alert">${this.failed}</p>
      <button class="do" ?disabled=${this.busy} @click=${this.stop}>Switch everything off</button>
      <button class="keep" @click=${() => (this.open = false)}>Keep running</button>
    `
  }

  private ask() {
    this.failed = ''
    this.open = true
  }

  private async stop() {
    this.busy = true
    this.failed = ''
    try {
      await stopEverything(this.by)
      this.open = false
    } catch (error) {
      this.failed = (error as Error).message
    }
    this.busy = false
  }
}
