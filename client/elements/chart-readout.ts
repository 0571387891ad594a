import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Readout } from '../chart/readout.ts'
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

  @property({ attribute: false }) readout!: Readout

  protected override render() {
    const { time, value, setPoint, output, spread } = this.readout
    return html`<dl class="number">
      <div><dt>Time</dt><dd>${time}</dd></div>
      <div><dt><span class="key"></span>Temperature</dt><dd>${value}<small> ${spread}</small></dd></div>
      <div><dt><span class="key set"></span>Set point</dt><dd>${setPoint}</dd></div>
      <div><dt><span class="key output"></span>Output</dt><dd>${output}</dd></div>
    </dl>`
  }
}
