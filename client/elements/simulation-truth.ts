import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { RelayName, Simulation } from '../../data/model/simulation.ts'
import { levelWords, relays } from '../debugger/faults.ts'
import { degrees, number, type Unit } from '../format.ts'
import { shared } from './shared-styles.ts'

/** What is really so in a simulated brewery, whatever its sensors say: temperatures, water, and what each relay does. */
@customElement('simulation-truth')
export class SimulationTruth extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin-top: 8px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 4px 16px;
        font-size: 0.9375rem;
      }
      dl > div {
        display: flex;
        justify-content: space-between;
        gap: 8px;
      }
      .caption {
        font-size: 0.875rem;
        margin-bottom: 6px;
      }
      dl + dl {
        margin-top: 8px;
        padding-top: 8px;
        border-top: 1px solid var(--line);
      }
      dd {
        font-weight: 600;
      }
      @media (max-width: 359px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  @property({ attribute: false }) simulation!: Simulation
  @property({ attribute: false }) unit: Unit = 'celsius'

  protected override render() {
    const { board, powered, beer, fridgeAir, kettle, room, kettleVolume, level } = this.simulation
    const truths: [string, number][] = [
      ['Beer', beer],
      ['Fridge air', fridgeAir],
      ['Kettle', kettle],
      ['Room', room],
    ]
    return html`
      <p class="caption quiet">The truth behind “${board}”${powered ? '' : ', which has no power'}:</p>
      <dl>
        ${truths.map(
          ([name, value]) => html`<div>
            <dt class="quiet">${name}</dt>
            <dd class="number">${degrees(value, this.unit)}</dd>
          </div>`,
        )}
        <div>
          <dt class="quiet">Water</dt>
          <dd class="number">${number(kettleVolume, 1)} L</dd>
        </div>
        <div>
          <dt class="quiet">Level switch</dt>
          <dd>${levelWords(level)}</dd>
        </div>
      </dl>
      <dl>
        ${(Object.keys(relays) as RelayName[]).map(
          relay => html`<div>
            <dt class="quiet">${relays[relay]}</dt>
            <dd>${this.contact(relay)}</dd>
          </div>`,
        )}
      </dl>
    `
  }

  private contact(relay: RelayName) {
    const { driven, closed } = this.simulation.relays[relay]
    if (driven === closed) return closed ? 'on' : 'off'
    return closed ? 'welded' : 'open!'
  }
}
