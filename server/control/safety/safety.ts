import type { Actuator } from '../../../data/model/actuator.ts'
import type { Reading } from '../../../data/model/reading.ts'
import { type EmergencyStop, neverStopped, type Trip, type VesselSafety } from '../../../data/model/safety.ts'
import { isThermometer, type Sensor } from '../../../data/model/sensor.ts'
import type { Id } from '../../../data/model/units.ts'
import type { Vessel } from '../../../data/model/vessel.ts'
import type { Actuator as Device, Obstacle } from '../../../hardware/device.ts'
import type { Drive, Tick } from '../drive.ts'
import type { Loop } from '../loop.ts'
import type { Spoken } from '../words.ts'
import { Gate } from './gate.ts'
import { Levels } from './level.ts'
import { judge, type Plausibility, unknownPlausibility } from './plausibility.ts'
import { longestRun, notRunning, type Running, run } from './running.ts'
import { TripLatch } from './trip-latch.ts'
import { VesselGuard } from './vessel-guard.ts'
import { workOf } from './work.ts'

/** The part of the configuration that safety depends on. */
interface SafetyPlan extends Spoken {
  readonly sensors: readonly Sensor[]
  readonly actuators: readonly Actuator[]
  readonly vessels: readonly Vessel[]
}

/** The layer between loops and devices: believes or rejects readings, bars outputs, and finds what must not go on. */
export class Safety {
  readonly #find: (actuator: Id) => Device | undefined
  readonly #gates = new Map<Id, Gate>()
  readonly #guards = new Map<Id, VesselGuard>()
  readonly #running = new Map<Id, Running>()
  readonly #plausible = new Map<Id, Plausibility>()
  #plan: SafetyPlan = { sensors: [], actuators: [], vessels: [], unit: 'celsius' }
  #thermometers = new Set<Id>()
  /** Whom a sensor's readings concern: every reading passes here, so it is looked up. */
  #hearers = new Map<Id, VesselGuard[]>()
  /** Whose vessels an actuator heats or cools: several share one in a chamber. */
  #guardsOf = new Map<Id, VesselGuard[]>()
  /** Of a heater the coolers of its vessels, of a cooler the heaters. */
  #counterparts = new Map<Id, Id[]>()
  /** Of a heater the relays in front of it. */
  #relays = new Map<Id, Id[]>()
  readonly #levels = new Levels()
  readonly #latch = new TripLatch()
  #stop: EmergencyStop = neverStopped
  #uptime = 0

  constructor(find: (actuator: Id) => Device | undefined) {
    this.#find = find
  }

  /** Goes on with what was latched; `lastId` is that of the newest trip there ever was. */
  restore(trips: readonly Trip[], stop: EmergencyStop, lastId: number): void {
    this.#latch.restore(trips, lastId)
    this.#stop = stop
  }

  configure(plan: SafetyPlan): void {
    for (const sensor of this.#plan.sensors) {
      const now = plan.sensors.find(({ id }) => id === sensor.id)
      const { rejected } = this.#plausible.get(sensor.id) ?? unknownPlausibility
      // What it showed elsewhere, or by another measure, says nothing of what it may show now.
      if (!now) this.#plausible.delete(sensor.id)
      else if (measure(now) !== measure(sensor)) this.#plausible.set(sensor.id, { ...unknownPlausibility, rejected })
    }
    this.#plan = plan
    this.#levels.configure(plan)
    this.#latch.widen(plan)
    const staleAfter = new Map(plan.sensors.map(sensor => [sensor.id, sensor.staleAfter]))
    const power = (id: Id | null) => plan.actuators.find(actuator => actuator.id === id)?.power ?? 0
    for (const vessel of plan.vessels) {
      const [probe, airProbe] = [vessel.sensor, vessel.air].map(used => plan.sensors.find(({ id }) => id === used))
      const coarse = probe?.driver.kind !== 'ds18b20'
      const powers = { heater: power(vessel.heater), cooler: power(vessel.cooler) }
      const probes = { vessel: probe && measure(probe), air: airProbe && measure(airProbe) }
      const guarded = { vessel, powers, staleAfter, coarse, probes }
      const guard = this.#guards.get(vessel.id)
      if (guard) guard.reconfigure(guarded)
      else this.#guards.set(vessel.id, new VesselGuard(guarded))
    }
    for (const { id } of plan.actuators) if (!this.#gates.has(id)) this.#gates.set(id, this.#gateTo(id))
    for (const id of this.#gates.keys()) if (!plan.actuators.some(actuator => actuator.id === id)) this.#forget(id)
    for (const id of this.#guards.keys()) if (!plan.vessels.some(vessel => vessel.id === id)) this.#guards.delete(id)
    this.#thermometers = new Set(plan.sensors.filter(isThermometer).map(({ id }) => id))
    const idsOf = (wanted: Actuator['use']) => plan.actuators.flatMap(({ id, use }) => (use === wanted ? id : []))
    this.#relays = new Map(idsOf('heater').map(id => [id, idsOf('master')]))
    this.#hearers = new Map()
    this.#guardsOf = new Map()
    this.#counterparts = new Map()
    for (const { id, sensor, air, heater, cooler } of plan.vessels) {
      const guard = this.#guards.get(id)!
      for (const heard of new Set([sensor, air])) if (heard) add(this.#hearers, heard, guard)
      for (const actuator of [heater, cooler]) if (actuator) add(this.#guardsOf, actuator, guard)
      if (!heater || !cooler) continue
      add(this.#counterparts, heater, cooler)
      add(this.#counterparts, cooler, heater)
    }
  }

  /** What a drive moves in place of its device. */
  gate(actuator: Id): Gate | undefined {
    return this.#gates.get(actuator)?.open
  }

  /** The reading as it may be believed, handed to the guards. */
  observe(reading: Reading, uptime: number): Reading {
    this.#levels.observe(reading, uptime)
    const judged = this.#thermometers.has(reading.sensor) ? this.#judge(reading, uptime) : reading
    for (const guard of this.#hearers.get(reading.sensor) ?? []) guard.observe(judged, uptime)
    return judged
  }

  /** Looks at everything before the loops decide, and switches off what must not be on. */
  look(tick: Tick, loops: ReadonlyMap<Id, Loop>, drives: ReadonlyMap<Id, Drive>): void {
    this.#uptime = tick.uptime
    const { uptime, seconds } = tick
    const work = (id: Id | null) => workOf(drives.get(id ?? ''))
    for (const [id, guard] of this.#guards) {
      const loop = loops.get(id)
      if (!loop) continue
      const { vessel, setPoint, held } = loop
      // Another vessel moves what they share as it needs it, and its guard watches how it answers to that.
      const yields = loops.get(loop.holder?.id ?? '')?.active ?? false
      const [heater, cooler] = [work(vessel.heater), work(vessel.cooler)]
      const learned = () => loop.learned
      const findings = guard.look({ uptime, seconds, setPoint, held, yields, heater, cooler, learned })
      for (const finding of findings) this.#latch.add(finding, vessel, guard.value, tick.at, this.#plan)
    }
    for (const [id, drive] of drives) this.#watchRun(id, drive, tick, loops)
    this.enforce(tick.uptime)
  }

  /** Switches off what is barred, or was not asked for again in time; also while nothing else ticks. */
  enforce(uptime: number): void {
    this.#uptime = uptime
    for (const gate of this.#gates.values()) gate.enforce(uptime)
  }

  /** What the actuators of a vessel are to do to prove that they work, −100…100 %; null: as its loop likes. */
  orderTo(vessel: Id): number | null {
    return this.#guards.get(vessel)?.order ?? null
  }

  /** Trips that came since this was asked last, or cut more than before. */
  news(): Trip[] {
    return this.#latch.news()
  }

  /** Trips that nobody has reset. */
  get trips(): readonly Trip[] {
    return this.#latch.trips
  }

  reset(id: number): void {
    this.#latch.reset(id)
  }

  get emergencyStop(): EmergencyStop {
    return this.#stop
  }

  set emergencyStop(stop: EmergencyStop) {
    this.#stop = stop
    this.enforce(this.#uptime)
  }

  /** Whether the master relay is to be closed: some heater may run, and none is known to be stuck. */
  mayHeat(loops: ReadonlyMap<Id, Loop>): boolean {
    for (const { vessel, works } of loops.values())
      if (works && vessel.heater !== null) {
        // What only rests to show what its vessel does must not be cut off for that; what is out of reach may be on.
        const device = this.#find(vessel.heater)
        if (device?.obstacle === null && (this.#bar(vessel.heater)?.reason ?? 'check') === 'check') return true
      }
    return false
  }

  /** What there is to say of a vessel. */
  of({ id, sensor, air }: Vessel): VesselSafety | undefined {
    const trips = this.trips.filter(({ vessel }) => vessel === id)
    const rejected = [sensor, air].reduce((sum, probe) => sum + (this.#plausible.get(probe ?? '')?.rejected ?? 0), 0)
    return trips.length > 0 || rejected > 0 ? { trips, rejected } : undefined
  }

  #gateTo(id: Id): Gate {
    const find = () => this.#find(id)
    return new Gate(
      id,
      find,
      () => this.#bar(id),
      () => (this.#counterparts.get(id) ?? []).some(other => this.#find(other)?.output),
    )
  }

  #judge(reading: Reading, uptime: number): Reading {
    const before = this.#plausible.get(reading.sensor) ?? unknownPlausibility
    const judged = judge(before, reading, uptime, this.#plan.unit)
    this.#plausible.set(reading.sensor, judged.state)
    return judged.reading
  }

  #bar(id: Id): Obstacle | null {
    if (this.#stop.latched) return { reason: 'emergency-stop', message: 'the emergency stop is latched' }
    const trip = this.#latch.cutting(id)
    if (trip) return { reason: 'trip', message: trip.message }
    for (const relay of this.#relays.get(id) ?? []) {
      const open = this.gate(relay)?.obstacle
      if (open) return { ...open, message: `the relay in front of it is open: ${open.message}` }
    }
    const dry = this.#levels.obstacle(id, this.#uptime)
    if (dry) return dry
    const resting = (this.#running.get(id)?.restsUntil ?? 0) > this.#uptime
    if (resting || this.#guardsOf.get(id)?.some(({ checking }) => checking))
      return { reason: 'check', message: 'it rests for some minutes, to see whether its vessel notices' }
    return null
  }

  #watchRun(id: Id, drive: Drive, tick: Tick, loops: ReadonlyMap<Id, Loop>): void {
    const guards = this.#guardsOf.get(id) ?? []
    const decides = ({ vessel }: VesselGuard) => {
      const loop = loops.get(vessel.id)
      return loop?.active && loop.holder === null
    }
    const guard = guards.find(decides) ?? guards[0]
    const { state, tooLong } = run(
      this.#running.get(id) ?? notRunning,
      drive.actuator,
      Boolean(drive.told),
      { value: guard?.value ?? null, rests: guard?.listens ?? false },
      tick.uptime,
    )
    this.#running.set(id, state)
    if (!tooLong) return
    const finding = { kind: 'maximum-on', actuator: id, limit: longestRun(drive.actuator) } as const
    this.#latch.add(finding, guard?.vessel, guard?.value ?? null, tick.at, this.#plan)
  }

  #forget(actuator: Id): void {
    this.#gates.delete(actuator)
    this.#running.delete(actuator)
  }
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  lists.set(key, [...(lists.get(key) ?? []), value])
}

/** Where a sensor measures, and how that is shown: what it shows from now on does not go on from before once this is another. */
const measure = ({ id, board, driver, calibration }: Sensor) => JSON.stringify([id, board, driver, calibration])
