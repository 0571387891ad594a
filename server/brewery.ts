import type { ActuatorState } from '../data/model/actuator.ts'
import type { BoardState } from '../data/model/board.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Mode, Vessel, VesselState } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Devices } from '../hardware/device.ts'
import type { Alarms } from './alarms.ts'
import type { Configuration } from './configuration.ts'
import { allot } from './control/budget.ts'
import { Drive, type Tick } from './control/drive.ts'
import { Loop } from './control/loop.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import { checkMode, checkSwitch, describeMode } from './mode.ts'
import { createTrials, type Trials } from './trials.ts'

/** What a brewery is built of. */
export interface BreweryParts {
  clock: Clock
  hub: Hub
  log: Log
  alarms: Alarms
  devices: Devices
  store: Pick<Store, 'modes' | 'switches'>
  configuration: Configuration
}

/** How often the loops decide. */
export const tickMs = 1000

/** The application: readings come in, commands come down, facts go out. */
export class Brewery {
  readonly #parts: BreweryParts
  readonly #loops = new Map<Id, Loop>()
  readonly #drives = new Map<Id, Drive>()
  readonly #switches = new Map<Id, number>()
  readonly #trials: Trials
  readonly #published = new Map<string, string>()
  #cancels: Cancel[] = []
  #tickedAt: number

  constructor(parts: BreweryParts) {
    this.#parts = parts
    this.#trials = createTrials(parts)
    this.#tickedAt = parts.clock.uptime()
  }

  get configuration(): Configuration {
    return this.#parts.configuration
  }

  /** Goes on where the house stopped: modes, hand switches and profiles as they were, every output at rest at first. */
  async open(): Promise<void> {
    const { store, devices, clock } = this.#parts
    const modes = new Map((await store.modes.all()).map(({ vessel, mode }) => [vessel, mode]))
    for (const { actuator, output } of await store.switches.all()) this.#switches.set(actuator, output)
    this.#cancels = [
      devices.listen({ reading: reading => this.observe(reading), board: state => this.#hearBoard(state) }),
    ]
    this.#build(modes)
    this.#cancels.push(clock.every(tickMs, () => this.tick()))
  }

  /** Stops deciding and puts every output to rest. */
  async close(): Promise<void> {
    for (const cancel of this.#cancels) cancel()
    await this.#parts.devices.close()
  }

  /** Takes the configuration as it is now into force, once the brewery is open. */
  reconfigure(): void {
    this.#trials.end([...this.#drives.keys()])
    if (this.#cancels.length > 0) this.#build(new Map())
  }

  /** A reading comes in, from a sensor of ours or through any door. */
  observe(reading: Reading): void {
    this.#publish(`data.sensors.${reading.sensor}`, reading)
    for (const loop of this.#loops.values()) {
      if (loop.observe(reading, this.#parts.clock.uptime())) this.#publishVessel(loop)
    }
  }

  /** Fails with `not-found`. */
  vessel(id: Id): VesselState {
    return this.#loop(id).state()
  }

  /** Tells a vessel what to do; kept before it is answered. Fails with `not-found`, `invalid` or `conflict`. */
  async setMode(id: Id, asked: Mode): Promise<Mode> {
    const { store, clock, log } = this.#parts
    const loop = this.#loop(id)
    const mode = asked.kind === 'profile' ? { ...asked, startedAt: asked.startedAt ?? clock.now() } : asked
    checkMode(mode, loop.vessel, this.configuration.plan)
    // Off is done first: no disk may keep a heater on.
    if (mode.kind === 'off') loop.setMode(mode)
    this.#trials.end([loop.vessel.heater, loop.vessel.cooler])
    await store.modes.set(id, mode)
    loop.setMode(mode)
    log('info', `vessel ${id}`, describeMode(mode))
    this.#publishVessel(loop)
    return mode
  }

  /** Fails with `not-found`. */
  mode(id: Id): Mode {
    return this.#loop(id).mode
  }

  /** Fails with `not-found`. */
  actuator(id: Id): ActuatorState {
    this.configuration.find('actuators', id)
    const drive = this.#drives.get(id)!
    return {
      actuator: id,
      output: drive.told,
      vessel: this.#driver(id)?.id ?? null,
      waits: drive.wait ? [drive.wait] : [],
    }
  }

  /** Switches a pump or valve by hand. Fails with `not-found`, `conflict` or `refused`. */
  async setOutput(id: Id, output: number): Promise<ActuatorState> {
    checkSwitch(this.configuration.find('actuators', id), this.#driver(id))
    this.#trials.end([id])
    await this.#parts.store.switches.set(id, output)
    this.#switches.set(id, output)
    this.#parts.log('info', `actuator ${id}`, output > 0 ? `switched on by hand, ${output} %` : 'switched off by hand')
    return this.actuator(id)
  }

  /** Switches an actuator on for some seconds to see what it does. Fails with `not-found` or like `Trials.start`. */
  test(id: Id, seconds: number): ActuatorState {
    const vessel = this.#driver(id)
    const driver = vessel ? { vessel, mode: this.mode(vessel.id) } : null
    this.#trials.start(this.configuration.find('actuators', id), seconds, driver)
    return this.actuator(id)
  }

  /** Fails with `not-found`. */
  board(id: Id): BoardState {
    this.configuration.find('boards', id)
    return this.#parts.devices.board(id)!
  }

  /** Whether a channel is the brewery's own, which nobody else may publish on. */
  owns(channel: string): boolean {
    const [root, second = ''] = channel.split('.')
    if (root === 'configuration') return true
    return root === 'data' && (['sensors', 'actuators', 'boards'].includes(second) || this.#loops.has(second))
  }

  /** Decides for all vessels, shares out the power, moves the actuators, and tells the boards that it did. */
  tick(): void {
    const { clock, devices } = this.#parts
    const uptime = clock.uptime()
    const tick: Tick = { at: clock.now(), uptime, seconds: Math.min((uptime - this.#tickedAt) / 1000, 10) }
    this.#tickedAt = uptime
    const driven = [...this.#loops.values()].flatMap(loop => loop.plan(tick))
    const others = [...this.#drives.values()].filter(drive => !this.#driver(drive.actuator.id))
    const switched = others.map(drive => drive.plan(this.#switches.get(drive.actuator.id) ?? 0, tick))
    const requests = this.#trials.apply([...driven, ...switched], tick)
    for (const { request, output, budgeted } of allot(requests, this.configuration.settings.powerBudget))
      request.drive.commit(output, uptime, budgeted)
    devices.beat()
    for (const loop of this.#loops.values()) this.#publishVessel(loop)
    for (const id of this.#drives.keys()) this.#publish(`data.actuators.${id}`, this.actuator(id))
  }

  #loop(id: Id): Loop {
    this.configuration.find('vessels', id)
    return this.#loops.get(id)!
  }

  #driver(actuator: Id): Vessel | undefined {
    return this.configuration.plan.vessels.find(vessel => vessel.heater === actuator || vessel.cooler === actuator)
  }

  #build(modes: Map<Id, Mode>): void {
    const { clock, devices, configuration } = this.#parts
    const { boards, sensors, actuators, vessels, profiles } = configuration.plan
    for (const actuator of actuators) {
      const before = this.#drives.get(actuator.id)
      const same = before?.actuator.board === actuator.board && before.actuator.driver.pin === actuator.driver.pin
      const find = () => devices.actuator(actuator.id)
      if (before?.actuator === actuator) continue
      this.#drives.set(
        actuator.id,
        before && same ? before.reconfigured(actuator) : new Drive(actuator, find, clock.uptime()),
      )
    }
    this.#forget(this.#drives, actuators, 'data.actuators.')
    this.#forget(this.#loops, vessels, 'data.')
    devices.configure({ boards: [...boards], sensors: [...sensors], actuators: [...actuators] })
    for (const vessel of vessels) {
      const parts = {
        vessel,
        sensor: sensors.find(({ id }) => id === vessel.sensor),
        heater: this.#drives.get(vessel.heater ?? ''),
        cooler: this.#drives.get(vessel.cooler ?? ''),
        profile: (id: Id) => profiles.find(profile => profile.id === id),
      }
      const loop = this.#loops.get(vessel.id)
      if (loop) loop.reconfigure(parts)
      else this.#loops.set(vessel.id, new Loop(parts, modes.get(vessel.id) ?? { kind: 'off' }))
    }
  }

  #forget(map: Map<Id, unknown>, things: readonly { id: Id }[], prefix: string): void {
    for (const id of map.keys()) {
      if (things.some(thing => thing.id === id)) continue
      map.delete(id)
      this.#published.delete(prefix + id)
      this.#parts.hub.forget(prefix + id)
    }
  }

  #hearBoard(state: BoardState): void {
    const { alarms, configuration } = this.#parts
    const name = configuration.plan.boards.find(board => board.id === state.board)?.name ?? state.board
    const alarm = `board.${state.board}`
    if (state.phase === 'ready') alarms.clear(alarm, `${name} answers again`)
    else if (state.phase !== 'opening' || state.reason) {
      alarms.raise(alarm, `board ${state.board}`, `${name}: ${state.reason ?? state.phase}. Its outputs are at rest.`)
    }
    this.#publish(`data.boards.${state.board}`, state)
  }

  #publishVessel(loop: Loop): void {
    const state = loop.state()
    const alarm = `vessel.${state.vessel}`
    if (state.activity !== 'fault') this.#parts.alarms.clear(alarm, `${loop.vessel.name} works again`)
    else if (loop.failed)
      this.#parts.alarms.raise(alarm, `vessel ${state.vessel}`, `${loop.vessel.name}: ${state.reason}`)
    this.#publish(`data.${state.vessel}`, state)
  }

  /** Publishes what is news. */
  #publish(channel: string, fact: object): void {
    const text = JSON.stringify(fact)
    if (this.#published.get(channel) === text) return
    this.#published.set(channel, text)
    this.#parts.hub.publish(channel, fact)
  }
}
