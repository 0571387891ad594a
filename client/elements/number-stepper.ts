import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { typedNumber } from '../drafts.ts'
import { number } from '../format.ts'
import { icon } from '../icons.ts'
import { stepFrom } from '../modes.ts'
import { shared } from './shared-styles.ts'

/** A number with − and + for thumbs and a field for typing; tells its `value` event what was chosen. */
@customElement('number-stepper')
export class NumberStepper extends LitElement {
  static override styles = [
    shared,
    css`
      .row {
        display: flex;
        align-items: stretch;
        gap: 8px;
      }
      button {
        width: 64px;
        min-height: 60px;
        padding: 0;
        flex: none;
      }
      button .icon {
        width: 26px;
        height: 26px;
      }
      label {
        flex: 1;
        min-width: 0;
        display: flex;
        align-items: baseline;
        justify-content: center;
        gap: 4px;
        border: 1px solid var(--control);
        border-radius: 10px;
        padding: 0 8px;
        background: var(--card);
      }
      label:focus-within {
        outline: 2.5px solid var(--ink);
        outline-offset: 2px;
      }
      input {
        width: 3.6em;
        min-width: 0;
        min-height: 58px;
        border: 0;
        padding: 0;
        background: none;
        color: inherit;
        font: 600 1.75rem / 1 var(--wa-font-family-body);
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      input:focus {
        outline: none;
      }
      .unit {
        color: var(--quiet);
        min-width: 1.6em;
      }
      .label {
        font-size: 0.9375rem;
        font-weight: 600;
        margin-bottom: 4px;
      }
      .problem {
        margin-top: 6px;
        font-size: 0.9375rem;
      }
      .problem .icon {
        color: var(--alarm);
      }
      @media (max-width: 359px) {
        input {
          font-size: 1.375rem;
        }
      }
    `,
  ]

  @property() label = ''
  /** Its label stands above it; without, what is around says what it is. */
  @property({ type: Boolean }) named = false
  @property() unit = ''
  @property({ attribute: false }) value = 0
  @property({ attribute: false }) minimum = 0
  @property({ attribute: false }) maximum = 100
  @property({ attribute: false }) step = 1
  @property({ attribute: false }) decimals = 0
  @state() private problem = ''

  protected override render() {
    return html`
      ${this.named ? html`<p class="label" aria-hidden="true">${this.label}</p>` : nothing}
      <div class="row">
        <button aria-label="Less: ${this.label}" ?disabled=${this.value <= this.minimum} @click=${() => this.move(-1)}>
          ${icon('minus')}
        </button>
        <label>
          <input
            class="number"
            aria-label=${this.label}
            aria-describedby="problem"
            aria-invalid=${this.problem !== ''}
            inputmode="decimal"
            autocomplete="off"
            .value=${this.value.toFixed(this.decimals)}
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            @change=${this.typed}
            @keydown=${this.key}
          />
          <span class="unit">${this.unit}</span>
        </label>
        <button aria-label="More: ${this.label}" ?disabled=${this.value >= this.maximum} @click=${() => this.move(1)}>
          ${icon('plus')}
        </button>
      </div>
      <p id="problem" class="problem" role="alert" ?hidden=${this.problem === ''}>${icon('warning')} ${this.problem}</p>
    `
  }

  private move(direction: 1 | -1, from = this.value) {
    const target = stepFrom(from, this.step, direction)
    this.choose(Math.min(this.maximum, Math.max(this.minimum, target)))
  }

  private key(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const input = event.target as HTMLInputElement
    const typed = typedNumber(input.value)
    this.move(event.key === 'ArrowUp' ? 1 : -1, Number.isNaN(typed) ? this.value : typed)
    input.value = this.value.toFixed(this.decimals)
  }

  private typed(event: Event) {
    const input = event.target as HTMLInputElement
    const value = this.round(typedNumber(input.value))
    if (value >= this.round(this.minimum) && value <= this.round(this.maximum)) {
      this.choose(value)
      // As it is taken, also where that is what was there before.
      input.value = this.value.toFixed(this.decimals)
      return
    }
    const bound = (limit: number) => number(limit, this.decimals)
    this.problem = `${this.label} goes from ${bound(this.minimum)} to ${bound(this.maximum)} ${this.unit}.`
  }

  private choose(value: number) {
    this.problem = ''
    this.value = this.round(value)
    this.dispatchEvent(new CustomEvent('value', { detail: this.value }))
  }

  /** As it is shown: a limit of 69.998 °F is 70.0. */
  private round(value: number): number {
    return Number(value.toFixed(this.decimals))
  }
}
