import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Vessel, VesselState } from '../../data/model/vessel.ts'
import { Foresight } from '../foresight.ts'
import { sign, temperature } from '../format.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { Ticking } from '../ticking.ts'
import { foreseenWords, modeLine, newReasons, readingWords, troubles } from '../words.ts'
import './activity-badge.ts'
import './autotune-card.ts'
import './deviation-bar.ts'
import './history-chart.ts'
import './learned-card.ts'
import './mode-control.ts'
import './process-value.ts'
import './reason-list.ts'
import './vessel-safety.ts'
import { card, shared } from './shared-styles.ts'
import { titleLine } from './title-styles.ts'
import { vesselLayout } from './vessel-page-styles.ts'
import './vessel-notes.ts'
import './wait-list.ts'

/** One vessel: what it measures and does, what it is told to do, and its chart. */
@customElement('vessel-page')
export class VesselPage extends LitElement {
  static override styles = [shared, card, titleLine, vesselLayout]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) vesselId = ''

  private foresight = new Foresight(this, () => ({ vessel: this.vesselId, connection: this.house.connection }))

  constructor() {
    super()
    new Ticking(this)
  }

  protected override willUpdate(_: PropertyValues<this>): void {
    const state = this.house.brewery.states[this.vesselId]
    if (state) this.foresight.observe(state)
  }

  protected override render() {
    const { brewery, connection, link, signals } = this.house
    const vessel = brewery.vessels.find(({ id }) => id === this.vesselId)
    if (!vessel)
      return html`<h1>There is no vessel “${this.vesselId}”</h1>
        <p><a href="#/">Back to the brewery</a></p>`
    const state = brewery.states[vessel.id]
    return html`
      <div class="title">
        <a class="back" href="#/" aria-label="Brewery">${icon('back')}</a>
        <h1>${vessel.name}</h1>
        ${state ? html`<activity-badge .state=${state}></activity-badge>` : nothing}
      </div>
      <div class="columns ${link === 'lost' ? 'lost' : ''}">
        <div class="left">${state ? this.live(vessel, state) : html`<p class="card quiet">No word from this vessel yet.</p>`}</div>
        <div class="right">
          <section class="card chart" aria-labelledby="history">
            <h2 class="hidden" id="history">History</h2>
            <history-chart
              .vessel=${vessel}
              .state=${state}
              .forecast=${this.foresight.value?.points ?? []}
              .connection=${connection}
              .profiles=${brewery.profiles}
              .unit=${brewery.settings.unit}
            ></history-chart>
          </section>
          <section class="card" aria-labelledby="notes">
            <h2 id="notes">Notes</h2>
            <vessel-notes .vessel=${vessel.id} .connection=${connection} .by=${signals.name}></vessel-notes>
          </section>
        </div>
      </div>
    `
  }

  private live(vessel: Vessel, state: VesselState) {
    const { brewery, connection } = this.house
    const { unit } = brewery.settings
    const now = connection.now()
    const sensor = brewery.sensors.find(({ id }) => id === vessel.sensor)
    const missing = readingWords(state, sensor, now)
    // What has tripped comes before all else.
    const tripped = (state.safety?.trips.length ?? 0) > 0
    const safety = html`<vessel-safety class=${tripped ? 'tripped' : ''} .house=${this.house} .vessel=${vessel} .state=${state}></vessel-safety>`
    return html`
      ${tripped ? safety : nothing}
      <section class="card now" aria-labelledby="now">
        <h2 class="hidden" id="now">Now</h2>
        <div class="values">
          <process-value .value=${state.processValue} .unit=${unit} ?unsure=${missing !== null}></process-value>
          ${
            state.setPoint === null
              ? nothing
              : html`<p class="set number">
                  ${icon('target')}${temperature(state.setPoint, unit)}<small
                    >${sign(unit)} set point</small
                  >
                </p>`
          }
        </div>
        <deviation-bar .value=${missing === null ? state.processValue : null} .setPoint=${state.setPoint} .unit=${unit}></deviation-bar>
        <p class="quiet number">${[modeLine(state, brewery.profiles, now, unit), foreseenWords(this.foresight.value, state, [], now)].filter(Boolean).join(' · ')}</p>
        <wait-list
          .waits=${state.waits}
          .actuators=${brewery.actuators}
          .troubles=${troubles(state, missing, this.house.link)}
          .now=${now}
        ></wait-list>
        <reason-list .reasons=${newReasons(this.foresight.value)}></reason-list>
      </section>
      <section class="card control" aria-labelledby="control">
        <h2 class="hidden" id="control">Control</h2>
        <mode-control .vessel=${vessel} .state=${state} .profiles=${brewery.profiles} .schedules=${brewery.schedules} .unit=${unit}></mode-control>
      </section>
      ${
        vessel.tuning.kind === 'pid'
          ? html`<autotune-card .vessel=${vessel} .state=${state} .unit=${unit} .now=${now}></autotune-card>`
          : nothing
      }
      ${
        vessel.tuning.kind === 'chamber' || vessel.tuning.kind === 'kettle'
          ? html`<learned-card .vessel=${vessel} .actuators=${brewery.actuators} .unit=${unit}></learned-card>`
          : nothing
      }
      ${tripped ? nothing : safety}
    `
  }
}
