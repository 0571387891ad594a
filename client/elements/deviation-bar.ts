import { css, html, LitElement, nothing, svg } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Unit } from '../format.ts'
import { deviationWords } from '../words.ts'
import { shared } from './shared-styles.ts'

const widest = 10

/** Half a bar's length for a deviation in °C: square root, so that a tenth shows and ten still fit. */
const reach = (deviation: number) => Math.sqrt(Math.min(Math.abs(deviation), widest) / widest) * 100

/** How far the value is from the set point: a bar to the left when it is below, to the right when above. */
@customElement('deviation-bar')
export class DeviationBar extends LitElement {
  static override styles = [
    shared,
    css`
      svg {
        display: block;
        width: 100%;
        height: 14px;
      }
      .track {
        fill: var(--sunken);
      }
      .bar {
        fill: var(--quiet);
      }
      .tick {
        fill: var(--line);
      }
      .middle {
        fill: var(--ink);
      }
    `,
  ]

  @property({ attribute: false }) value: number | null = null
  @property({ attribute: false }) setPoint: number | null = null
  @property({ attribute: false }) unit: Unit = 'celsius'

  protected override render() {
    const known = this.value !== null && this.setPoint !== null
    const deviation = known ? this.value! - this.setPoint! : 0
    const length = reach(deviation)
    const label = known ? deviationWords(this.value!, this.setPoint!, this.unit) : 'no deviation: nothing to compare'
    return html`<svg viewBox="-101 0 202 14" preserveAspectRatio="none" role="img" aria-label=${label}>
      <rect class="track" x="-101" y="4" width="202" height="6"></rect>
      ${[-1, 1].map(side => svg`<rect class="tick" x=${side * reach(1) - 0.25} y="4" width="0.5" height="6"></rect>`)}
      ${known ? svg`<rect class="bar" x=${deviation < 0 ? -length : 0} y="4" width=${length} height="6"></rect>` : nothing}
      ${known ? svg`<rect class="middle" x="-0.5" y="0" width="1" height="14"></rect>` : nothing}
    </svg>`
  }
}
