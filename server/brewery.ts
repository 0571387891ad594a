import type { ActuatorState } from '../data/model/actuator.ts'
import type { BoardState } from '../data/model/board.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Mode, Vessel, VesselState } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Devices } from '../hardware/device.ts'
import type { Configuration } from './configuration.ts'
import { allot } from './control/budget.ts'
import { Drive, type Tick } from './control/drive.ts'
import { Loop } from './control/loop.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import { checkMode, checkSwitch, describeMode } from './mode.ts'
import { createNews, type News } from './news.ts'
import { createTrials, type Trials } from './trials.ts'
import type { Watch } from './watch.ts'

/** What a brewery is built of. */
export interface BreweryParts {
  clock: Clock
  hub: Hub
  log: Log
  watch: Watch
  devices: Devices
  store: { modes: Pick<Store['modes'], 'all' | 'set'>; switches: Store['switches'] }
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
  /** Loops by their sensor, and vessels by their actuators: with a thousand of them nobody searches a list. */
  #hearers = new Map<Id | null, Loop[]>()
  #drivers = new Map<Id | null, Vessel>()
  readonly #news: News
  readonly #trials: Trials
  #cancels: Cancel[] = []
  #tickedAt: number

  constructor(parts: BreweryParts) {
    this.#parts = parts
    this.#news = createNews(parts.hub)
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
    const deaf = devices.listen({ reading: reading => this.observe(reading), board: state => this.#hearBoard(state) })
    this.#build(modes)
    this.#cancels = [deaf, clock.every(tickMs, () => this.#tickSafely())]
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
    this.#news.publish(`data.sensors.${reading.sensor}`, reading)
    this.#parts.watch.reading(reading)
    for (const loop of this.#hearers.get(reading.sensor) ?? []) {
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
    this.tick()
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
      vessel: this.#drivers.get(id)?.id ?? null,
      waits: drive.wait ? [drive.wait] : [],
    }
  }

  /** Switches a pump or valve by hand. Fails with `not-found`, `conflict` or `refused`. */
  async setOutput(id: Id, output: number): Promise<ActuatorState> {
    checkSwitch(this.configuration.find('actuators', id), this.#drivers.get(id))
    this.#trials.end([id])
    await this.#parts.store.switches.set(id, output)
    this.#switches.set(id, output)
    this.#parts.log('info', `actuator ${id}`, output > 0 ? `switched on by hand, ${output} %` : 'switched off by hand')
    this.tick()
    return this.actuator(id)
  }

  /** Switches an actuator on for some seconds to see what it does. Fails with `not-found` or like `Trials.start`. */
  test(id: Id, seconds: number): ActuatorState {
    const vessel = this.#drivers.get(id)
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
    return (
      root === 'data' && (['sensors', 'actuators', 'boards', 'simulations'].includes(second) || this.#loops.has(second))
    )
  }

  /** Decides for all vessels, shares out the power, moves the actuators, and tells the boards that it did: each second, and after a command. */
  tick(): void {
    const { clock, devices } = this.#parts
    const uptime = clock.uptime()
    const tick: Tick = { at: clock.now(), uptime, seconds: Math.min((uptime - this.#tickedAt) / 1000, 10) }
    this.#tickedAt = uptime
    const driven = [...this.#loops.values()].flatMap(loop => loop.plan(tick))
    const others = [...this.#drives.values()].filter(drive => !this.#drivers.get(drive.actuator.id))
    const switched = others.map(drive => drive.plan(this.#switches.get(drive.actuator.id) ?? 0, tick))
    const requests = this.#trials.apply([...driven, ...switched], tick)
    for (const { request, output, budgeted } of allot(requests, this.configuration.settings.powerBudget))
      request.drive.commit(output, uptime, budgeted)
    devices.beat()
    for (const loop of this.#loops.values()) this.#publishVessel(loop)
    for (const id of this.#drives.keys()) this.#news.publish(`data.actuators.${id}`, this.actuator(id))
    this.#parts.watch.tick()
  }

  /** A tick that fails is not followed by a beat: if the next ones fail too, the boards put everything to rest. */
  #tickSafely(): void {
    try {
      this.tick()
    } catch (error) {
      this.#parts.log('error', 'brewery', `a control tick failed: ${(error as Error).stack ?? error}`)
    }
  }

  #loop(id: Id): Loop {
    this.configuration.find('vessels', id)
    return this.#loops.get(id)!
  }

  #build(modes: Map<Id, Mode>): void {
    const { clock, devices, configuration, watch } = this.#parts
    const { sensors, actuators, vessels, profiles } = configuration.plan
    this.#drivers = new Map(vessels.flatMap(vessel => [vessel.heater, vessel.cooler].map(id => [id, vessel] as const)))
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
    watch.configure(configuration.plan)
    devices.configure({ boards: [...configuration.boards], sensors: [...sensors], actuators: [...actuators] })
    this.#forget('data.actuators.', actuators, this.#drives)
    this.#forget('data.', vessels, this.#loops)
    this.#forget('data.sensors.', sensors)
    this.#forget('data.boards.', configuration.boards)
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
    this.#hearers = Map.groupBy(this.#loops.values(), loop => loop.vessel.sensor)
  }

  /** Lets go of what is no longer among the things published under a prefix. */
  #forget(prefix: string, things: readonly { id: Id }[], kept?: Map<Id, unknown>): void {
    const ids = things.map(({ id }) => id)
    this.#news.keep(prefix, ids)
    for (const id of kept?.keys() ?? []) if (!ids.includes(id)) kept?.delete(id)
  }

  #hearBoard(state: BoardState): void {
    // A board that was deleted may still have a last word.
    if (!this.configuration.boards.some(({ id }) => id === state.board)) return
    this.#parts.watch.board(state)
    this.#news.publish(`data.boards.${state.board}`, state)
  }

  #publishVessel(loop: Loop): void {
    const state = loop.state()
    this.#parts.watch.vessel(state)
    this.#news.publish(`data.${state.vessel}`, state)
  }
}
