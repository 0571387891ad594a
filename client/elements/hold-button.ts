import { css, html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Milliseconds for which it has to be held. */
const holdFor = 1200

/** A button for what must not happen by accident: held down, by finger, mouse or key, it dispatches `confirm`. */
@customElement('hold-button')
export class HoldButton extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        position: relative;
        overflow: hidden;
        width: 100%;
        min-height: 52px;
        border-color: currentColor;
        background: transparent;
        font-weight: 650;
        user-select: none;
        -webkit-user-select: none;
      }
      button:hover:not(:disabled),
      button:active:not(:disabled) {
        background: transparent;
      }
      .fill {
        position: absolute;
        inset: 0;
        background: currentColor;
        opacity: 0.25;
        transform: scaleX(0);
        transform-origin: left;
      }
      .held .fill {
        transform: scaleX(1);
        transition: transform ${holdFor / 1000}s linear;
      }
      :focus-visible {
        outline-color: currentColor;
      }
    `,
  ]

  @property() label = ''
  @state() private held = false
  private timer: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.release()
  }

  protected override render() {
    return html`<button
      class=${this.held ? 'held' : ''}
      aria-describedby="how"
      @pointerdown=${this.press}
      @pointerup=${this.release}
      @pointerleave=${this.release}
      @pointercancel=${this.release}
      @keydown=${this.key}
      @keyup=${this.release}
      @blur=${this.release}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      <span class="fill"></span>${icon('check')} ${this.held ? 'Keep holding' : this.label}
      <span class="hidden" id="how">Hold for a second</span>
    </button>`
  }

  private key(event: KeyboardEvent) {
    if ((event.key !== 'Enter' && event.key !== ' ') || event.repeat) return
    event.preventDefault()
    this.press()
  }

  private press() {
    this.release()
    this.held = true
    this.timer = setTimeout(() => {
      this.release()
      this.dispatchEvent(new CustomEvent('confirm'))
    }, holdFor)
  }

  private release() {
    clearTimeout(this.timer)
    this.held = false
  }
}
