import { css, html, LitElement, nothing, svg } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { PinKind } from '../kinds.ts'
import { shared } from './shared-styles.ts'

const row = 34

/** Which leg of a part goes where on the board. */
@customElement('wiring-sketch')
export class WiringSketch extends LitElement {
  static override styles = [
    shared,
    css`
      figure {
        margin: 0;
        padding: 12px;
        border-radius: 12px;
        background: var(--sunken);
      }
      svg {
        width: 100%;
        display: block;
      }
      text {
        font: 500 13px var(--wa-font-family-body);
        fill: var(--ink);
      }
      figcaption {
        margin-top: 8px;
        font-size: 0.875rem;
      }
    `,
  ]

  @property({ attribute: false }) kind!: PinKind
  @property() pin = ''

  protected override render() {
    const wires = this.kind.wires(this.pin)
    const height = wires.length * row + 6
    const label = wires.map(([from, to]) => `${from} to ${to}`).join('; ')
    return html`<figure>
      <svg viewBox="0 0 320 ${height}" role="img" aria-label="Wiring: ${label}">
        ${wires.map(([from, to], n) => {
          const y = n * row + row / 2 + 3
          return svg`<rect x="1" y=${y - 13} width="104" height="26" rx="6" fill="var(--card)" stroke="var(--control)" />
            <text x="53" y=${y + 4.5} text-anchor="middle">${from}</text>
            <path d="M105 ${y}H215" stroke="var(--quiet)" stroke-width="2.5" />
            <rect x="215" y=${y - 13} width="104" height="26" rx="6" fill="var(--card)" stroke="var(--control)" />
            <text x="267" y=${y + 4.5} text-anchor="middle">${to}</text>`
        })}
      </svg>
      ${this.kind.note ? html`<figcaption>${this.kind.note}</figcaption>` : nothing}
    </figure>`
  }
}
