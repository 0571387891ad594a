import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { sign, temperature, type Unit } from '../format.ts'
import { shared } from './shared-styles.ts'

/** The measured temperature, the largest thing on the page; hatched and dimmed when it is not to be relied on. */
@customElement('process-value')
export class ProcessValue extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-block;
        font-size: var(--value-size, 3.25rem);
        line-height: 1;
      }
      .value {
        display: inline-flex;
        align-items: baseline;
        border-radius: 8px;
        font-weight: 600;
        letter-spacing: -0.02em;
        min-width: 3.2em;
        /* “150.” on one line and “5” on the next is another temperature. */
        white-space: nowrap;
      }
      .unit {
        font-size: 0.38em;
        font-weight: 500;
        letter-spacing: 0;
        margin-left: 0.25em;
        color: var(--quiet);
      }
      .unsure {
        color: var(--quiet);
        font-weight: 450;
        background: var(--hatch);
        box-shadow: 0 0 0 4px color-mix(in srgb, var(--quiet) 10%, transparent);
      }
    `,
  ]

  @property({ attribute: false }) value: number | null = null
  @property({ attribute: false }) unit: Unit = 'celsius'
  /** Whether the value is older than it should be, or never was good. */
  @property({ type: Boolean }) unsure = false

  protected override render() {
    return html`<span class="value number ${this.unsure ? 'unsure' : ''}"
      >${temperature(this.value, this.unit)}<span class="unit">${sign(this.unit)}</span>${
        this.unsure && this.value !== null ? html`<span class="hidden"> (not current)</span>` : nothing
      }</span
    >`
  }
}
