import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Sensor } from '../../data/model/sensor.ts'
import { getIo } from '../api.ts'
import { readingText } from '../board-words.ts'
import { roughly } from '../format.ts'
import { icon } from '../icons.ts'
import { foldIo, type Io, ioChannels } from '../io.ts'
import type { House } from '../pages.ts'
import { Subscription } from '../subscription.ts'
import { Ticking } from '../ticking.ts'
import './actuator-row.ts'
import './board-card.ts'
import { form } from './form-styles.ts'
import { ioLayout } from './io-page-styles.ts'
import './io-sheet.ts'
import type { Subject } from './io-sheet.ts'
import { card, row, shared } from './shared-styles.ts'

/** Boards, what hangs on their pins, and the vessels put together from it. */
@customElement('io-page')
export class IoPage extends LitElement {
  static override styles = [shared, card, form, row, ioLayout]

  @property({ attribute: false }) house!: House
  private io = new Subscription<Io>(this, {
    connection: () => this.house.connection,
    channels: ioChannels,
    snapshot: getIo,
    fold: foldIo,
  })

  constructor() {
    super()
    new Ticking(this)
  }

  protected override render() {
    const io = this.io.state
    if (!io) return html`<h1>IO</h1><p class="quiet">${this.io.error?.message ?? 'Asking the brewery…'}</p>`
    return html`
      <div class="title">
        <h1>IO</h1>
        ${io.boards.length > 0 ? html`<button @click=${() => this.open({ kind: 'board', board: null })}>${icon('plus')} Board</button>` : nothing}
      </div>
      ${this.steps(io)}
      <div class="columns">
        <section class="boards" aria-label="Boards">${io.boards.map(board => this.board(io, board))}</section>
        ${io.boards.length > 0 ? html`<div class="lists">${this.sensors(io)}${this.actuators()}${this.vessels()}</div>` : nothing}
      </div>
      <io-sheet .house=${this.house} .io=${io}></io-sheet>
    `
  }

  /** The way from an empty house to a first reading. */
  private steps(io: Io) {
    const { sensors } = this.house.brewery
    const ready = Object.values(io.states).some(({ phase }) => phase === 'ready')
    if (sensors.length > 0) return nothing
    const step = io.boards.length === 0 ? 1 : ready ? 2 : 1
    const mark = (n: number) => (n < step ? icon('check') : html`<span class="count">${n}</span>`)
    return html`<section class="card steps" aria-labelledby="steps">
      <h2 id="steps">Three steps to a first reading</h2>
      <ol>
        <li aria-current=${step === 1 ? 'step' : nothing}>${mark(1)}
          <div><b>Connect a board.</b> An Arduino on a USB cable, or a simulated one to look around.
            ${
              io.boards.length === 0
                ? html`<p><button class="loud" @click=${() => this.open({ kind: 'board', board: null })}>Connect a board</button></p>`
                : step === 1
                  ? html`<p class="quiet">Waiting for it to answer…</p>`
                  : nothing
            }</div></li>
        <li aria-current=${step === 2 ? 'step' : nothing}>${mark(2)}
          <div><b>Tap a pin</b> and choose what hangs on it. Each choice shows how it is wired.</div></li>
        <li>${mark(3)}<div><b>Give it a name.</b> It measures from then on.</div></li>
      </ol>
    </section>`
  }

  private board(io: Io, board: Io['boards'][number]) {
    return html`<board-card
      .board=${board}
      .brewery=${this.house.brewery}
      .io=${io}
      .now=${this.house.connection.now()}
      @edit=${() => this.open({ kind: 'board', board })}
      @pin=${(event: CustomEvent) => this.open({ kind: 'pin', board: board.id, pin: event.detail })}
    ></board-card>`
  }

  private sensors(io: Io) {
    const { sensors } = this.house.brewery
    return html`<section class="card" aria-labelledby="sensors">
      <h2 id="sensors">Sensors</h2>
      ${sensors.length === 0 ? html`<p class="quiet">None yet: tap a pin of a board.</p>` : nothing}
      <ul>${sensors.map(sensor => html`<li>${this.sensor(sensor, io)}</li>`)}</ul>
      <button @click=${() => this.open({ kind: 'channel' })}>${icon('plus')} Sensor on a channel</button>
    </section>`
  }

  private sensor(sensor: Sensor, io: Io) {
    const reading = io.readings[sensor.id]
    const digital = sensor.driver.kind === 'digital'
    const age = reading ? this.house.connection.now() - reading.at : 0
    const old = age > sensor.staleAfter * 1000 ? `no reading for ${roughly(age)}` : ''
    const doubt = reading?.quality === 'good' ? old : (reading?.reason ?? reading?.quality ?? 'no reading yet')
    return html`<div class="row">
      <div class="words">
        <span>${sensor.name}</span> <span class="quiet">${sensor.calibration.length > 0 ? 'calibrated' : ''}</span>
        <div class=${doubt ? 'problem' : 'hint'}>${doubt ? html`${icon('warning')}<span>${doubt}</span>` : 'good'}</div>
      </div>
      <span class="value number ${doubt ? 'unsure' : ''}">${readingText(reading, digital, this.house.brewery.settings.unit)}</span>
      ${digital ? nothing : html`<button aria-label="Calibrate ${sensor.name}" @click=${() => this.open({ kind: 'calibration', sensor: sensor.id })}>${icon('probe')}</button>`}
      <button aria-label="Change ${sensor.name}" @click=${() => this.open({ kind: 'occupant', occupant: { kind: 'sensor', thing: sensor } })}>
        ${icon('edit')}
      </button>
    </div>`
  }

  private actuators() {
    const { actuators, outputs, vessels } = this.house.brewery
    return html`<section class="card" aria-labelledby="actuators">
      <h2 id="actuators">Actuators</h2>
      ${actuators.length === 0 ? html`<p class="quiet">None yet: tap a pin of a board.</p>` : nothing}
      <ul>
        ${actuators.map(
          actuator => html`<li>
            <actuator-row
              .actuator=${actuator}
              .state=${outputs[actuator.id]}
              .vessel=${vessels.find(({ heater, cooler }) => heater === actuator.id || cooler === actuator.id)?.name ?? ''}
              .now=${this.house.connection.now()}
              @edit=${() => this.open({ kind: 'occupant', occupant: { kind: 'actuator', thing: actuator } })}
            ></actuator-row>
          </li>`,
        )}
      </ul>
    </section>`
  }

  private vessels() {
    const { vessels, sensors, actuators } = this.house.brewery
    const name = (id: string | null) => [...sensors, ...actuators].find(thing => thing.id === id)?.name
    return html`<section class="card" aria-labelledby="vessels">
      <h2 id="vessels">Vessels</h2>
      <ul>
        ${vessels.map(
          vessel => html`<li class="row">
            <div class="words">
              <span>${vessel.name}</span>
              <div class="hint">${[vessel.sensor, vessel.air, vessel.level, vessel.heater, vessel.cooler].map(name).filter(Boolean).join(' · ') || 'nothing in it yet'}</div>
            </div>
            <button aria-label="Change ${vessel.name}" @click=${() => this.open({ kind: 'vessel', vessel })}>${icon('edit')}</button>
          </li>`,
        )}
      </ul>
      <button @click=${() => this.open({ kind: 'vessel', vessel: null })}>${icon('plus')} Vessel</button>
    </section>`
  }

  private open(subject: Subject) {
    this.renderRoot.querySelector('io-sheet')?.show(subject)
  }
}
