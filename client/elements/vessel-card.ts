import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Actuator } from '../../data/model/actuator.ts'
import type { Profile } from '../../data/model/profile.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Vessel, VesselState } from '../../data/model/vessel.ts'
import type { Connection, Link } from '../connection.ts'
import { Foresight } from '../foresight.ts'
import { sign, temperature, type Unit } from '../format.ts'
import { History, trendSpan } from '../history.ts'
import { icon } from '../icons.ts'
import { Ticking } from '../ticking.ts'
import { foreseenWords, modeLine, newReasons, readingWords, troubles } from '../words.ts'
import './activity-badge.ts'
import './deviation-bar.ts'
import './mode-sheet.ts'
import './process-value.ts'
import './reason-list.ts'
import { card, shared } from './shared-styles.ts'
import './spark-line.ts'
import './wait-list.ts'
import { cardLayout } from './vessel-card-styles.ts'

/** A vessel at a glance: how warm, how warm it should be, what it does and why; a tap changes it. */
@customElement('vessel-card')
export class VesselCard extends LitElement {
  static override styles = [shared, card, cardLayout]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) state: VesselState | undefined
  @property({ attribute: false }) sensor: Sensor | undefined
  @property({ attribute: false }) actuators: Actuator[] = []
  @property({ attribute: false }) profiles: Profile[] = []
  @property({ attribute: false }) schedules: Schedule[] = []
  @property({ attribute: false }) unit: Unit = 'celsius'
  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) link: Link = 'open'
  private foresight = new Foresight(this, () => ({ vessel: this.vessel.id, connection: this.connection }))
  private history = new History(this, () => ({ vessel: this.vessel.id, connection: this.connection }))

  constructor() {
    super()
    new Ticking(this)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state') || !this.state) return
    this.history.observe(this.connection.now(), this.state.processValue, this.state.setPoint)
    this.foresight.observe(this.state)
  }

  protected override render() {
    const { vessel, state } = this
    return html`<article class="card ${this.link === 'lost' ? 'lost' : ''}" aria-labelledby="name">
      <header>
        <h2 id="name"><a href="#/vessels/${vessel.id}">${vessel.name}</a></h2>
        ${state ? html`<activity-badge .state=${state}></activity-badge>` : nothing}
      </header>
      ${state ? this.live(state) : html`<p class="quiet waiting">No word from this vessel yet.</p>`}
    </article>`
  }

  private live(state: VesselState) {
    const now = this.connection.now()
    const missing = readingWords(state, this.sensor, now)
    const { processValue, setPoint } = state
    return html`
      <div class="values">
        <process-value .value=${processValue} .unit=${this.unit} ?unsure=${missing !== null}></process-value>
        <button class="set" @click=${() => this.renderRoot.querySelector('mode-sheet')?.show()}>
          ${setPoint === null ? this.modeName(state) : html`${icon('target')}<span class="number">${temperature(setPoint, this.unit)}<small> ${sign(this.unit)}</small></span>`}
          <span class="hidden">${setPoint === null ? '' : 'set point,'} change ${this.vessel.name}</span>
        </button>
      </div>
      <deviation-bar .value=${missing === null ? processValue : null} .setPoint=${setPoint} .unit=${this.unit}></deviation-bar>
      <p class="line number">${modeLine(state, this.profiles, now, this.unit)}${this.arrival(state, now)}</p>
      <wait-list
        .waits=${state.waits}
        .actuators=${this.actuators}
        .troubles=${troubles(state, missing, this.link)}
        .now=${now}
      ></wait-list>
      <reason-list .reasons=${newReasons(this.foresight.value)}></reason-list>
      <spark-line
        .value=${this.history.processValue}
        .setPoint=${this.history.setPoint}
        .to=${now}
        .span=${trendSpan}
        .unit=${this.unit}
      ></spark-line>
      <mode-sheet .vessel=${this.vessel} .state=${state} .profiles=${this.profiles} .schedules=${this.schedules} .unit=${this.unit}></mode-sheet>
    `
  }

  private modeName({ mode }: VesselState) {
    return mode.kind === 'off' ? 'Turn on' : 'Change'
  }

  private arrival(state: VesselState, now: number) {
    const words = foreseenWords(this.foresight.value, state, this.history.processValue, now)
    return words ? ` · ${words}` : nothing
  }
}
