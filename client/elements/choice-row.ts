import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { shared } from './shared-styles.ts'

/** One of a few, side by side; dispatches `chosen` with its value. */
@customElement('choice-row')
export class ChoiceRow extends LitElement {
  static override styles = [
    shared,
    css`
      div {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: 4px;
        padding: 4px;
        border-radius: 14px;
        background: var(--sunken);
      }
      button {
        overflow-wrap: normal;
        border-color: transparent;
        background: transparent;
        padding: 0 6px;
        font-size: 0.9375rem;
      }
      button[aria-pressed='true'] {
        background: var(--card);
        border-color: var(--control);
        font-weight: 650;
      }
    `,
  ]

  @property() label = ''
  @property() value = ''
  @property({ attribute: false }) choices: { value: string; text: string }[] = []

  protected override render() {
    return html`<div role="group" aria-label=${this.label}>
      ${this.choices.map(
        ({
          value,
          text,
        }) => html`<button type="button" aria-pressed=${value === this.value} @click=${() => this.choose(value)}>
          ${text}
        </button>`,
      )}
    </div>`
  }

  private choose(value: string) {
    if (value !== this.value) this.dispatchEvent(new CustomEvent('chosen', { detail: value }))
  }
}
