import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Bucket } from '../../data/model/reading.ts'
import { slowGap, type VesselSeries } from '../chart/datasets.ts'
import { degrees, moment, percent, temperature, type Unit } from '../format.ts'
import { nearest } from '../ranges.ts'
import { shared } from './shared-styles.ts'

/** All values at one time of a chart; the chart's legend at once. */
@customElement('chart-readout')
export class ChartReadout extends LitElement {
  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: 4px 16px;
        font-size: 0.9375rem;
      }
      dt {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--quiet);
        font-size: 0.8125rem;
      }
      dd {
        font-weight: 600;
        white-space: nowrap;
      }
      small {
        font-weight: 400;
        color: var(--quiet);
      }
      .key {
        width: 16px;
        height: 0;
        border-top: 2px solid var(--ink);
      }
      .set {
        border-top: 2px dashed var(--quiet);
      }
      .output {
        height: 10px;
        border: 0;
        background: linear-gradient(90deg, var(--heating-fill) 50%, var(--cooling-fill) 50%);
      }
      @media (max-width: 719px) {
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ]

  @property({ attribute: false }) series!: VesselSeries
  /** The time asked for; null: the last there is. */
  @property({ attribute: false }) at: number | null = null
  @property({ attribute: false }) now = 0
  @property({ attribute: false }) unit: Unit = 'celsius'

  /** The same in one sentence. */
  get words(): string {
    const { time, value, setPoint, output } = this.values()
    return `${time}: ${value}, set point ${setPoint}, ${output}`
  }

  protected override render() {
    const { time, value, setPoint, output, spread } = this.values()
    return html`<dl class="number">
      <div><dt>Time</dt><dd>${time}</dd></div>
      <div><dt><span class="key"></span>Temperature</dt><dd>${value}<small> ${spread}</small></dd></div>
      <div><dt><span class="key set"></span>Set point</dt><dd>${setPoint}</dd></div>
      <div><dt><span class="key output"></span>Output</dt><dd>${output}</dd></div>
    </dl>`
  }

  private values() {
    const { processValue, setPoint, output, width } = this.series
    const at = this.at ?? this.now
    const value = around(processValue, at, Math.max(15_000, 3 * width))
    const set = before(setPoint, at, Math.max(slowGap, 3 * width))
    const out = before(output, at, Math.max(slowGap, 3 * width))
    const words = (celsius: number | undefined) => (celsius === undefined ? '–' : degrees(celsius, this.unit))
    const apart = value && temperature(value.maximum, this.unit) !== temperature(value.minimum, this.unit)
    return {
      time: this.at === null ? 'now' : moment(this.at, this.now),
      value: words(value?.mean),
      spread: apart ? `${temperature(value.minimum, this.unit)} to ${temperature(value.maximum, this.unit)}` : '',
      setPoint: words(set?.mean),
      output: out ? outputWords(out.mean) : '–',
    }
  }
}

function around(buckets: Bucket[], at: number, gap: number): Bucket | undefined {
  const bucket = buckets[nearest(buckets, at)]
  return bucket && Math.abs(bucket.at - at) <= gap ? bucket : undefined
}

function before(buckets: Bucket[], at: number, gap: number): Bucket | undefined {
  const bucket = buckets.findLast(candidate => candidate.at <= at)
  return bucket && at - bucket.at <= gap ? bucket : undefined
}

function outputWords(output: number): string {
  if (Math.abs(output) < 0.5) return 'resting'
  return `${output > 0 ? 'heating' : 'cooling'} ${percent(output)}`
}

declare global {
  interface HTMLElementTagNameMap {
    'chart-readout': ChartReadout
  }
}
