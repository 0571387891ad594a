import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { known } from '../alarms.ts'
import { handSwitched } from '../brewery.ts'
import type { House } from '../pages.ts'
import { Ticking } from '../ticking.ts'
import './alarm-list.ts'
import './demo-hint.ts'
import './first-run.ts'
import './hand-switch.ts'
import { card, shared } from './shared-styles.ts'
import './vessel-card.ts'

/** The home page: what is wrong, a card for each vessel, pumps and valves. */
@customElement('brewery-page')
export class BreweryPage extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      .vessels {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
        gap: 16px;
      }
      vessel-card:only-child {
        max-width: 640px;
      }
      vessel-card {
        display: block;
      }
      .switches {
        margin-top: 16px;
      }
      .switches ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
        gap: 4px 48px;
      }
      @media (max-width: 719px) {
        .vessels {
          gap: 12px;
        }
      }
    `,
  ]

  @property({ attribute: false }) house!: House

  constructor() {
    super()
    new Ticking(this)
  }

  protected override render() {
    const { brewery, connection } = this.house
    const now = connection.now()
    const lasting = known(brewery.alarms)
    return html`
      <h1 class="hidden">Brewery</h1>
      ${lasting.length > 0 ? html`<alarm-list .alarms=${lasting} .now=${now}></alarm-list>` : nothing}
      ${brewery.vessels.length > 0 ? this.vessels() : this.empty()} ${this.switches(now)}
      <demo-hint .connection=${connection}></demo-hint>
    `
  }

  private vessels() {
    const { brewery, connection, link } = this.house
    return html`<div class="vessels">
      ${brewery.vessels.map(
        vessel => html`<vessel-card
          .vessel=${vessel}
          .state=${brewery.states[vessel.id]}
          .sensor=${brewery.sensors.find(({ id }) => id === vessel.sensor)}
          .actuators=${brewery.actuators}
          .profiles=${brewery.profiles}
          .schedules=${brewery.schedules}
          .unit=${brewery.settings.unit}
          .connection=${connection}
          .link=${link}
        ></vessel-card>`,
      )}
    </div>`
  }

  private switches(now: number) {
    const { brewery } = this.house
    const actuators = handSwitched(brewery)
    if (actuators.length === 0) return nothing
    return html`<section class="card switches" aria-labelledby="switches">
      <h2 id="switches">Pumps and valves</h2>
      <ul>
        ${actuators.map(
          actuator => html`<li>
            <hand-switch .actuator=${actuator} .state=${brewery.outputs[actuator.id]} .now=${now}></hand-switch>
          </li>`,
        )}
      </ul>
    </section>`
  }

  private empty() {
    const { sensors, actuators } = this.house.brewery
    return html`<first-run ?bare=${sensors.length + actuators.length === 0}></first-run>`
  }
}
