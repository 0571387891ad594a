import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { BreweryFault, RelayName, SensorName, Simulation } from '../../data/model/simulation.ts'
import { getSimulations } from '../api.ts'
import type { Connection } from '../connection.ts'
import type { Bench, Call } from '../debugger/experiment.ts'
import {
  boardFailures,
  type Failure,
  faultQuery,
  faultWords,
  relayFailures,
  relays,
  sensorFailures,
  sensors,
} from '../debugger/faults.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { Subscription } from '../subscription.ts'
import './call-list.ts'
import { tester } from './debugger-styles.ts'
import { faultLayout } from './fault-panel-styles.ts'
import { card, shared } from './shared-styles.ts'
import './simulation-truth.ts'

const factors = [1, 10, 30, 60]
/** Litres, as at the start of a brew. */
const fullKettle = 30

/** Lets things go wrong in a simulated board, heals them, shows the truth behind its sensors, and lets time run faster. */
@customElement('fault-panel')
export class FaultPanel extends LitElement {
  static override styles = [shared, card, tester, faultLayout]

  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) unit: Unit = 'celsius'
  /** Makes a bench that notes its calls. */
  @property({ attribute: false }) bench!: (note: (call: Call) => void) => Bench
  @state() private chosen = ''
  @state() private sensor: SensorName = 'kettle'
  @state() private relay: RelayName = 'kettleElement'
  @state() private calls: Call[] = []
  private simulations = new Subscription<Simulation[]>(this, {
    connection: () => this.connection,
    channels: ['data.simulations', 'configuration.boards'],
    snapshot: getSimulations,
    fold(known, { channel, data }) {
      if (channel === 'configuration.boards') {
        const { event, id } = data as { event: string; id: string }
        return event === 'deleted' ? known.filter(({ board }) => board !== id) : known
      }
      const news = data as unknown as Simulation
      const at = known.findIndex(({ board }) => board === news.board)
      return at < 0 ? [...known, news] : known.with(at, news)
    },
  })

  protected override render() {
    const all = this.simulations.state ?? []
    const simulation = all.find(({ board }) => board === this.chosen) ?? all[0]
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">Faults</h2>
      ${
        simulation
          ? this.panel(simulation, all)
          : html`<p class="quiet note">
              ${
                this.simulations.state
                  ? 'There is no simulated board. “Add Controllers/Devices” adds one.'
                  : 'Asking for the simulated boards …'
              }
            </p>`
      }
      <call-list .calls=${this.calls}></call-list>
    </section>`
  }

  private panel(simulation: Simulation, all: Simulation[]) {
    return html`
      ${
        all.length > 1
          ? html`<label>
              Simulated board
              <select @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
                ${all.map(({ board }) => html`<option .value=${board} .selected=${board === simulation.board}>${board}</option>`)}
              </select>
            </label>`
          : nothing
      }
      <simulation-truth .simulation=${simulation} .unit=${this.unit}></simulation-truth>
      <button class="all" @click=${() => this.fill(simulation.board)}>Fill the kettle to ${fullKettle} L</button>
      ${this.active(simulation)} ${this.choice('Sensor', sensors, this.sensor, name => (this.sensor = name))}
      ${this.failures(simulation, sensorFailures(this.sensor), { sensor: this.sensor })}
      ${this.choice('Relay', relays, this.relay, name => (this.relay = name))}
      ${this.failures(simulation, relayFailures(this.relay), { relay: this.relay })}
      <h3>Board</h3>
      ${this.failures(simulation, boardFailures, {})} ${this.time(simulation)}
    `
  }

  private active({ board, faults }: Simulation) {
    if (faults.length === 0) return html`<p class="none quiet note">${icon('check')} Nothing is broken.</p>`
    const path = `/simulations/${board}/faults`
    return html`<ul class="active" aria-label="Faults now">
        ${faults.map(
          fault => html`<li>
            <span>${icon('warning')} ${faultWords(fault)}</span>
            <button
              aria-label="Heal ${faultWords(fault)}"
              @click=${() => this.call('DELETE', `${path}?${faultQuery(fault)}`)}
            >
              Heal
            </button>
          </li>`,
        )}
      </ul>
      <button class="all" @click=${() => this.call('DELETE', path)}>Heal all</button>`
  }

  private choice<T extends string>(label: string, names: Record<T, string>, now: T, choose: (name: T) => void) {
    return html`<h3>
      <label>
        ${label}
        <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as T)}>
          ${(Object.keys(names) as T[]).map(
            name => html`<option .value=${name} .selected=${name === now}>${names[name]}</option>`,
          )}
        </select>
      </label>
    </h3>`
  }

  private failures(
    { board }: Simulation,
    failures: (Failure & { silently?: true })[],
    subject: { sensor?: SensorName; relay?: RelayName },
  ) {
    return html`<ul class="failures">
      ${failures.map(
        ({ kind, label, see, silently }) => html`<li>
          <button
            @click=${() => this.inject(board, { kind, ...subject, ...(silently ? { silently } : {}) } as BreweryFault)}
          >
            ${label}
          </button>
          <span class="note quiet">${see}</span>
        </li>`,
      )}
    </ul>`
  }

  private time({ speed: { factor, pace, ahead } }: Simulation) {
    const hurried = factor === 1 ? 'Time runs as on the wall.' : `Time runs ${pace} times faster at the moment.`
    const gained =
      ahead < 1000 ? '' : ` The house is ${Math.round(ahead / 60_000)} min ahead of the wall, until a board is real.`
    return html`<h3 id="time">Time</h3>
      <div class="factors" role="group" aria-labelledby="time">
        ${factors.map(
          choice =>
            html`<button aria-pressed=${factor === choice} @click=${() => this.hurry(choice)}>${choice}×</button>`,
        )}
      </div>
      <p class="note quiet number">${hurried}${gained} Only while all boards are simulated.</p>`
  }

  private fill(board: string) {
    return this.call('PUT', `/simulations/${board}/kettle`, { volume: fullKettle })
  }

  private inject(board: string, fault: BreweryFault) {
    const lasts = fault.kind !== 'board-hung' && fault.kind !== 'board-reset'
    return this.call('POST', `/simulations/${board}/faults`, fault, lasts ? { kind: 'faults', board } : undefined)
  }

  private hurry(factor: number) {
    return this.call('PUT', '/simulations/speed', { factor }, factor === 1 ? undefined : { kind: 'speed' })
  }

  private async call(...call: Parameters<Bench['call']>) {
    const bench = this.bench(done => {
      this.calls = [done, ...this.calls].slice(0, 50)
    })
    await bench.call(...call)
  }
}
