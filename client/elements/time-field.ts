import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { localInput } from '../profiles/words.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

const parts = [
  { name: 'days', sign: 'd', seconds: 86_400, most: 3650 },
  { name: 'hours', sign: 'h', seconds: 3600, most: 999 },
  { name: 'minutes', sign: 'min', seconds: 60, most: 9999 },
] as const

/** A time of a profile: days, hours and minutes since its start, or a date. Dispatches `value` in units of `at`. */
@customElement('time-field')
export class TimeField extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      .parts {
        display: flex;
        gap: 4px 6px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 3px;
        color: var(--quiet);
        font-size: 0.875rem;
      }
      .parts input {
        width: 46px;
        padding: 0 4px;
        text-align: center;
        color: var(--ink);
        font-size: 1rem;
        font-variant-numeric: tabular-nums;
      }
    `,
  ]

  @property() label = ''
  @property() by: 'elapsed' | 'date' = 'elapsed'
  /** Seconds, or ms since 1970 by date. */
  @property({ attribute: false }) value = 0
  @property({ type: Boolean }) invalid = false

  protected override render() {
    if (this.by === 'date') {
      return html`<input
        type="datetime-local"
        aria-label=${this.label}
        aria-invalid=${this.invalid}
        .value=${localInput(this.value)}
        @change=${this.dated}
        @blur=${this.settle}
      />`
    }
    const { shown } = this
    return html`<div class="parts" role="group" aria-label=${this.label}>
      ${parts.map(
        ({ name, sign }, n) => html`<label>
          <input
            inputmode="numeric"
            autocomplete="off"
            aria-label="${this.label}, ${name}"
            aria-invalid=${this.invalid}
            .value=${String(shown[n])}
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            @change=${this.typed}
          />${sign}
        </label>`,
      )}
    </div>`
  }

  private dated(event: Event) {
    const at = new Date((event.target as HTMLInputElement).value).getTime()
    if (!Number.isNaN(at)) this.tell(at)
  }

  /** While one types, there may be no date at all; who is done sees the one that holds. */
  private settle(event: Event) {
    const input = event.target as HTMLInputElement
    input.value = localInput(this.value)
  }

  private typed() {
    const inputs = [...this.renderRoot.querySelectorAll('input')]
    const numbers = inputs.map(({ value }) => Number(value.trim().replace(',', '.') || '0'))
    const right = numbers.every((number, n) => number >= 0 && number <= parts[n]!.most)
    if (right)
      this.tell(Math.round(parts.reduce((sum, { seconds }, n) => sum + numbers[n]! * seconds, this.value % 60)))
    // The fields show what holds: 60 min are an hour more, and what is no time is not taken.
    for (const [n, input] of inputs.entries()) input.value = String(this.shown[n])
  }

  private get shown() {
    const { value } = this
    return [Math.floor(value / 86_400), Math.floor((value % 86_400) / 3600), Math.floor((value % 3600) / 60)]
  }

  private tell(at: number) {
    this.value = at
    this.dispatchEvent(new CustomEvent('value', { detail: at }))
  }
}
