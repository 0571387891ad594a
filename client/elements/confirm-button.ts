import { css, html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type IconName, icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

const forgetAfter = 5000
/** A double tap is one tap: the second one counts only after this many ms. */
const thinkFor = 350

/** A button for what heats, or what hurts with a `symbol` of its own: the first tap arms it for five seconds, the second dispatches `confirm`. */
@customElement('confirm-button')
export class ConfirmButton extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        width: 100%;
        min-height: 52px;
      }
      .armed.plain,
      .armed.plain:hover:not(:disabled) {
        color: var(--page);
        background: var(--ink);
        border-color: var(--ink);
      }
      .armed:not(.plain),
      .armed:not(.plain):hover:not(:disabled) {
        color: var(--card);
        background: var(--heating);
        border-color: var(--heating);
      }
    `,
  ]

  @property() label = ''
  @property() symbol: IconName = 'flame'
  @state() private armedAt = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.disarm()
  }

  /** Forgets the first tap, because what it was about has changed. */
  disarm(): void {
    clearTimeout(this.timer)
    this.armedAt = 0
  }

  private tap() {
    const now = performance.now()
    if (this.armedAt === 0) {
      this.armedAt = now
      this.timer = setTimeout(() => this.disarm(), forgetAfter)
    } else if (now - this.armedAt >= thinkFor) {
      this.disarm()
      this.dispatchEvent(new CustomEvent('confirm'))
    }
  }

  protected override render() {
    const armed = this.armedAt !== 0
    return html`
      <button class="${armed ? 'armed' : ''} ${this.symbol === 'flame' ? '' : 'plain'}" @click=${this.tap}>
        ${icon(this.symbol)} ${armed ? `Tap again: ${this.label.charAt(0).toLowerCase()}${this.label.slice(1)}` : this.label}
      </button>
      <span class="hidden" role="status">${armed ? 'Press again to confirm' : ''}</span>
    `
  }
}
