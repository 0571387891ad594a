import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Bucket } from '../../data/model/reading.ts'
import { sign, temperature, type Unit } from '../format.ts'
import { frame, path } from '../trend.ts'
import { shared } from './shared-styles.ts'

const width = 300
const height = 56

/** The last hours as a line, with the set point dashed. */
@customElement('spark-line')
export class SparkLine extends LitElement {
  static override styles = [
    shared,
    css`
      figure {
        margin: 0;
      }
      svg {
        display: block;
        width: 100%;
        height: 56px;
        overflow: hidden;
      }
      path {
        fill: none;
        vector-effect: non-scaling-stroke;
        stroke-linejoin: round;
      }
      .value {
        stroke: var(--ink);
        stroke-width: 1.75px;
      }
      .set {
        stroke: var(--quiet);
        stroke-width: 1.25px;
        stroke-dasharray: 4 4;
      }
      figcaption {
        display: flex;
        justify-content: space-between;
        color: var(--quiet);
        font-size: 0.8125rem;
        margin-top: 2px;
        min-height: 1.45em;
      }
    `,
  ]

  @property({ attribute: false }) value: Bucket[] = []
  @property({ attribute: false }) setPoint: Bucket[] = []
  /** Server time at the right edge. */
  @property({ attribute: false }) to = 0
  @property({ attribute: false }) span = 0
  @property({ attribute: false }) unit: Unit = 'celsius'

  protected override render() {
    const box = frame(this.to - this.span, this.to, [this.value, this.setPoint], 2)
    const pen = { width, height, gap: this.span / 20 }
    const last = this.setPoint.at(-1)
    const held = last && last.at < this.to ? [...this.setPoint, { ...last, at: this.to }] : this.setPoint
    const low = this.value.length > 0 ? Math.min(...this.value.map(({ minimum }) => minimum)) : null
    const high = this.value.length > 0 ? Math.max(...this.value.map(({ maximum }) => maximum)) : null
    const hours = `${Math.round(this.span / 3_600_000)} h`
    const extremes = `${temperature(low, this.unit)} to ${temperature(high, this.unit)} ${sign(this.unit)}`
    const label = low === null ? 'no trend yet' : `last ${hours}: ${extremes}`
    return html`<figure>
      <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${label}>
        <path class="set" d=${path(held, box, { ...pen, stepped: true })} />
        <path class="value" d=${path(this.value, box, pen)} />
      </svg>
      <figcaption class="number" aria-hidden="true"><span>${hours}</span><span>${low === null ? 'no trend yet' : extremes}</span></figcaption>
    </figure>`
  }
}
