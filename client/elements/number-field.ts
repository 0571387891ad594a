import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { typedNumber } from '../drafts.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

/** A number to type in, with its label, its unit and what is wrong with it beside it; dispatches `value`. */
@customElement('number-field')
export class NumberField extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .measure {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--quiet);
      }
      .measure input {
        width: 84px;
        text-align: right;
        color: var(--ink);
        font-weight: 600;
      }
      .problem {
        margin-top: 4px;
      }
    `,
  ]

  @property() label = ''
  /** Where it is, for those who cannot see what stands around it. */
  @property() of = ''
  @property() unit = ''
  @property({ attribute: false }) value: number | null = 0
  @property({ attribute: false }) minimum = 0
  @property({ attribute: false }) maximum = 100
  @property({ attribute: false }) decimals = 1
  /** Empty is a value too: null. */
  @property({ type: Boolean }) optional = false
  /** What the brewery says is wrong. */
  @property() issue = ''
  @state() private refused = ''

  protected override render() {
    const problem = this.refused || this.issue
    return html`<label class="field"
        ><span class="label">${this.label}</span>
        <span class="measure"
          ><input
            inputmode="decimal"
            autocomplete="off"
            aria-label="${this.of ? `${this.of}, ` : ''}${this.label}"
            aria-invalid=${problem !== ''}
            .value=${this.value === null ? '' : String(this.rounded(this.value))}
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            @change=${this.typed}
          />${this.unit}</span
        >
      </label>
      ${problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${problem}</span></p>` : nothing}`
  }

  private rounded(value: number): number {
    return Math.round(value * 10 ** this.decimals) / 10 ** this.decimals
  }

  private typed(event: Event) {
    const text = (event.target as HTMLInputElement).value.trim()
    if (text === '' && this.optional) return this.tell(null)
    const value = typedNumber(text)
    if (value >= this.minimum && value <= this.maximum) return this.tell(value)
    const [least, most] = [this.rounded(this.minimum), this.rounded(this.maximum)]
    this.refused = `Expected ${least} to ${most}${this.unit ? `\u00a0${this.unit}` : ''}.`
  }

  private tell(value: number | null) {
    this.refused = ''
    this.dispatchEvent(new CustomEvent('value', { detail: value }))
  }
}
