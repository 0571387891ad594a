import type { ActuatorState } from '../data/model/actuator.ts'
import type { BoardState } from '../data/model/board.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Mode, VesselState } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Devices } from '../hardware/device.ts'
import type { Alarms } from './alarms.ts'
import type { Configuration } from './configuration.ts'
import type { Continuity } from './continuity.ts'
import { Floor } from './control/floor.ts'
import type { Loop } from './control/loop.ts'
import { createHandSwitches, type HandSwitches } from './hand-switches.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import { begin, checkMode, checkSwitch, describeMode } from './mode.ts'
import { createNews, type News } from './news.ts'
import { isOwn } from './own-channels.ts'
import { createSafetyDesk, type SafetyDesk } from './safety-desk.ts'
import type { ScheduleKeeper } from './schedule-keeper.ts'
import { createTrials, type Trials } from './trials.ts'
import type { Watch } from './watch.ts'

/** What a brewery is built of. */
export interface BreweryParts {
  clock: Clock
  hub: Hub
  log: Log
  watch: Watch
  alarms: Pick<Alarms, 'raise' | 'clear'>
  devices: Devices
  store: { modes: Pick<Store['modes'], 'all' | 'set'>; switches: Store['switches']; safety: Store['safety'] }
  configuration: Configuration
  continuity: Pick<Continuity, 'look'>
  schedules: Pick<ScheduleKeeper, 'open' | 'tick'>
}

/** How often the loops decide. */
const tickMs = 1000

/** The application: readings come in, commands come down, facts go out. */
export class Brewery {
  /** Emergency stop and trips. */
  readonly safety: SafetyDesk
  readonly #parts: BreweryParts
  readonly #floor: Floor
  readonly #switches: HandSwitches
  readonly #news: News
  readonly #trials: Trials
  #cancels: Cancel[] = []
  #tickedAt: number

  constructor(parts: BreweryParts) {
    this.#parts = parts
    this.#news = createNews(parts.hub)
    this.#switches = createHandSwitches(parts, () => this.tick())
    this.#floor = new Floor(actuator => parts.devices.actuator(actuator))
    const { safety } = this.#floor
    this.#trials = createTrials(parts, actuator => safety.gate(actuator)?.obstacle ?? null)
    this.safety = createSafetyDesk(parts, safety, {
      endTrials: () => this.#trials.end([...this.#floor.drives.keys()]),
      switchOff: () => this.#switchOff(),
      tick: () => this.#tickSafely(),
    })
    this.#tickedAt = parts.clock.uptime()
  }

  get configuration(): Configuration {
    return this.#parts.configuration
  }

  /** Goes on where the house stopped: modes, hand switches and profiles as they were, every output at rest at first. */
  async open(): Promise<void> {
    const { store, devices, clock } = this.#parts
    const modes = new Map((await store.modes.all()).map(({ vessel, mode }) => [vessel, mode]))
    await this.#switches.open()
    await this.safety.open()
    const deaf = devices.listen({ reading: reading => this.observe(reading), board: state => this.#hearBoard(state) })
    this.#build(modes)
    await this.#parts.schedules.open(this.#floor.loops.values())
    // Of its own: what is on must expire also when ticks fail.
    const expire = () => this.#floor.safety.enforce(clock.uptime())
    this.#cancels = [deaf, clock.every(tickMs, () => this.#tickSafely()), clock.every(tickMs, expire)]
  }

  /** Stops deciding and puts every output to rest. */
  async close(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel()
    await this.#parts.devices.close()
    await this.safety.close()
  }

  /** Takes the configuration as it is now into force, once the brewery is open. */
  reconfigure(): void {
    this.#trials.end([...this.#floor.drives.keys()])
    if (this.#cancels.length === 0) return
    this.#build(new Map())
    // Where runs are in what was edited is kept at once: until then a restart finds them in other steps.
    this.#parts.schedules.tick(this.#floor.loops.values())
  }

  /** A reading comes in, from a sensor of ours or through any door. */
  observe(reading: Reading): void {
    const { reading: believed, loops } = this.#floor.observe(reading, this.#parts.clock.uptime())
    this.#news.publish(`data.sensors.${reading.sensor}`, believed)
    this.#parts.watch.reading(believed)
    for (const loop of loops) this.#publishVessel(loop)
  }

  /** Who holds a vessel, for the rooms inside: doors ask for its state. Fails with `not-found`. */
  loop(id: Id): Loop {
    return this.#floor.loops.get(this.configuration.find('vessels', id).id)!
  }

  /** Fails with `not-found`. */
  vessel(id: Id): VesselState {
    const loop = this.loop(id)
    const safety = this.safety.of(loop.vessel)
    return safety ? { ...loop.state(), safety } : loop.state()
  }

  /** Tells a vessel what to do; kept before it is answered. Fails with `not-found`, `invalid`, `conflict` or `refused`. */
  async setMode(id: Id, asked: Mode): Promise<Mode> {
    const { store, clock, log, continuity } = this.#parts
    const loop = this.loop(id)
    // What begins now must not be moved with what ran before somebody set the clock.
    continuity.look(this.#floor.loops.values())
    let mode = begin(asked, clock.now())
    checkMode(mode, loop.mode, loop.vessel, this.configuration)
    // Off is done first and at once: no disk may keep a heater on.
    if (mode.kind === 'off') {
      loop.setMode(mode)
      this.tick()
    }
    await this.safety.command(mode.kind !== 'off', async () => {
      this.#trials.end([loop.vessel.heater, loop.vessel.cooler])
      mode = await loop.progress.standStill(mode, now => store.modes.set(id, now))
      loop.setMode(mode)
    })
    log('info', `vessel ${id}`, describeMode(mode, this.configuration.settings.unit))
    this.tick()
    return mode
  }

  /** Fails with `not-found`. */
  mode(id: Id): Mode {
    return this.loop(id).mode
  }

  /** Fails with `not-found`. */
  actuator(id: Id): ActuatorState {
    const drive = this.#floor.drives.get(this.configuration.find('actuators', id).id)!
    return {
      actuator: id,
      output: drive.told,
      vessel: this.#floor.driverOf(id)?.id ?? null,
      waits: drive.wait ? [drive.wait] : [],
    }
  }

  /** Switches a pump or valve by hand. Fails with `not-found`, `conflict` or `refused`. */
  async setOutput(id: Id, output: number): Promise<ActuatorState> {
    checkSwitch(this.configuration.find('actuators', id), this.#floor.driverOf(id))
    await this.safety.command(output > 0, async () => {
      this.#trials.end([id])
      await this.#switches.set(id, output)
    })
    this.tick()
    return this.actuator(id)
  }

  /** Switches an actuator on for some seconds to see what it does. Fails with `not-found` or like `Trials.start`. */
  test(id: Id, seconds: number): ActuatorState {
    const vessel = this.#floor.driverOf(id)
    this.safety.demandReleased()
    this.#trials.start(this.configuration.find('actuators', id), seconds, vessel ? this.loop(vessel.id) : null)
    return this.actuator(id)
  }

  /** Fails with `not-found`. */
  board(id: Id): BoardState {
    return this.#parts.devices.board(this.configuration.find('boards', id).id)!
  }

  /** Whether a channel is the brewery's own, which nobody else may publish on. */
  owns(channel: string): boolean {
    return isOwn(channel, id => this.#floor.loops.has(id))
  }

  /** Decides for all vessels, shares out the power, moves the actuators, and tells the boards that it did: each second, and after a command. */
  tick(): void {
    const { clock, devices, continuity, schedules } = this.#parts
    continuity.look(this.#floor.loops.values())
    const uptime = clock.uptime()
    const tick = { at: clock.now(), uptime, seconds: Math.min((uptime - this.#tickedAt) / 1000, 10) }
    this.#tickedAt = uptime
    this.#floor.tick(tick, {
      switches: this.#switches.outputs,
      powerBudget: this.configuration.settings.powerBudget,
      amend: this.#trials.apply,
    })
    devices.beat()
    schedules.tick(this.#floor.loops.values())
    this.safety.tell()
    for (const loop of this.#floor.loops.values()) this.#publishVessel(loop)
    for (const id of this.#floor.drives.keys()) this.#news.publish(`data.actuators.${id}`, this.actuator(id))
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

  #build(modes: Map<Id, Mode>): void {
    const { clock, devices, configuration, watch } = this.#parts
    const { plan, boards, settings } = configuration
    const { sensors, actuators, vessels } = plan
    this.#switches.keep(actuators)
    this.#floor.configure({ ...plan, unit: settings.unit }, modes, clock.uptime())
    watch.configure(plan, settings.unit)
    devices.configure({ boards: [...boards], sensors: [...sensors], actuators: [...actuators] })
    const told = { 'data.': vessels, 'data.sensors.': sensors, 'data.actuators.': actuators, 'data.boards.': boards }
    // What is gone is no longer told of.
    for (const [prefix, things] of Object.entries(told)) this.#news.keep(prefix, things)
  }

  #hearBoard(state: BoardState): void {
    // A board that was deleted may still have a last word.
    if (!this.configuration.boards.some(({ id }) => id === state.board)) return
    this.#parts.watch.board(state)
    this.#news.publish(`data.boards.${state.board}`, state)
  }

  /** What is on must not come back by itself. */
  async #switchOff(): Promise<void> {
    for (const [id, { mode }] of this.#floor.loops) if (mode.kind !== 'off') await this.setMode(id, { kind: 'off' })
    for (const [id, output] of this.#switches.outputs) if (output > 0) await this.#switches.set(id, 0)
  }

  #publishVessel(loop: Loop): void {
    const state = this.vessel(loop.vessel.id)
    this.#parts.watch.vessel(state)
    this.#news.publish(`data.${state.vessel}`, state)
  }
}
