import { type Actuator, isSwitchedByHand } from '../../data/model/actuator.ts'
import type { Profile } from '../../data/model/profile.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Id } from '../../data/model/units.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import type { Actuator as Device } from '../../hardware/device.ts'
import { allot } from './budget.ts'
import { Drive, type Request, type Tick } from './drive.ts'
import { Loop } from './loop.ts'
import { Safety } from './safety/safety.ts'
import type { Spoken } from './words.ts'

/** The part of the configuration that the floor is built of. */
export interface FloorPlan extends Spoken {
  readonly sensors: readonly Sensor[]
  readonly actuators: readonly Actuator[]
  readonly vessels: readonly Vessel[]
  readonly profiles: readonly Profile[]
  readonly schedules: readonly Schedule[]
}

/** What a tick has to take into account besides the loops. */
export interface Circumstances {
  /** What actuators that no vessel drives are told by hand, percent; nothing means off. */
  switches: ReadonlyMap<Id, number>
  /** Watts that all of them may draw together; null: no limit. */
  powerBudget: number | null
  /** The last word on what is asked for. */
  amend?: (requests: Request[], tick: Tick) => Request[]
}

/** The brewery's floor: every vessel with its loop, every actuator with its drive, and one tick over all of them. */
export class Floor {
  readonly loops = new Map<Id, Loop>()
  readonly drives = new Map<Id, Drive>()
  /** Stands between them and the devices. */
  readonly safety: Safety
  /** Loops by the sensors they hear, and vessels by what they drive: with a thousand of them nobody searches a list. */
  readonly #hearers = new Map<Id, Loop[]>()
  readonly #drivers = new Map<Id, Vessel>()
  #claims: Claims = new Map()

  constructor(find: (actuator: Id) => Device | undefined) {
    this.safety = new Safety(find)
  }

  /** Brings the floor in line with a plan; what did not change goes on. Vessels that are new begin in their mode of `modes`, or off. */
  configure(plan: FloorPlan, modes: ReadonlyMap<Id, Mode>, uptime: number): void {
    const { sensors, actuators, vessels, profiles, schedules, unit } = plan
    this.safety.configure(plan)
    for (const actuator of actuators) {
      const before = this.drives.get(actuator.id)
      if (before?.actuator === actuator) continue
      const same = before?.actuator.board === actuator.board && before.actuator.driver.pin === actuator.driver.pin
      const find = () => this.safety.gate(actuator.id)
      this.drives.set(actuator.id, before && same ? before.reconfigured(actuator) : new Drive(actuator, find, uptime))
    }
    keep(this.drives, actuators)
    for (const drive of this.drives.values()) drive.rivals.clear()
    keep(this.loops, vessels)
    for (const vessel of vessels) {
      const parts = {
        vessel,
        sensor: sensors.find(({ id }) => id === vessel.sensor),
        air: sensors.find(({ id }) => id === vessel.air),
        gravity: sensors.find(({ id }) => id === vessel.gravity),
        heater: this.drives.get(vessel.heater ?? ''),
        cooler: this.drives.get(vessel.cooler ?? ''),
        profile: (id: Id) => profiles.find(profile => profile.id === id),
        schedule: (id: Id) => schedules.find(schedule => schedule.id === id),
        unit,
      }
      const { heater, cooler } = parts
      if (cooler) heater?.rivals.add(cooler)
      if (heater) cooler?.rivals.add(heater)
      const loop = this.loops.get(vessel.id)
      if (loop) loop.reconfigure(parts)
      else this.loops.set(vessel.id, new Loop(parts, modes.get(vessel.id) ?? { kind: 'off' }))
    }
    this.#index()
  }

  #index(): void {
    this.#hearers.clear()
    this.#drivers.clear()
    for (const loop of this.loops.values()) {
      const { sensor, air, gravity, heater, cooler } = loop.vessel
      for (const id of new Set([sensor, air, gravity]))
        if (id) this.#hearers.set(id, [...(this.#hearers.get(id) ?? []), loop])
      for (const id of [heater, cooler]) if (id && !this.#drivers.has(id)) this.#drivers.set(id, loop.vessel)
    }
  }

  /** The vessel that drives an actuator; of several in a chamber, the one that decides now. */
  driverOf(actuator: Id): Vessel | undefined {
    const holder = this.#claims.get(this.drives.get(actuator)!)
    if (holder?.drives.some(drive => drive.actuator.id === actuator)) return holder.vessel
    return this.#drivers.get(actuator)
  }

  /** Hands a reading, as far as it may be believed, to the loops it concerns; answers those whose process value it is. */
  observe(received: Reading, uptime: number): { reading: Reading; loops: Loop[] } {
    const reading = this.safety.observe(received, uptime)
    const hearers = this.#hearers.get(reading.sensor) ?? []
    return { reading, loops: hearers.filter(loop => loop.observe(reading, uptime)) }
  }

  /** Decides for all vessels, shares out the power, and moves the actuators. */
  tick(tick: Tick, { switches, powerBudget, amend = requests => requests }: Circumstances): void {
    this.safety.look(tick, this.loops, this.drives)
    const loops = [...this.loops.values()]
    for (const loop of loops) loop.look(tick)
    this.#claims = claim(loops)
    const requests = loops.flatMap(loop => {
      const holder = loop.drives.map(drive => this.#claims.get(drive)).find(other => other !== loop)
      const order = this.safety.orderTo(loop.vessel.id)
      return loop.plan(tick, drive => this.#claims.get(drive) === loop, holder?.vessel ?? null, order)
    })
    const masters = [...this.drives.values()].filter(({ actuator }) => actuator.use === 'master')
    for (const [id, drive] of this.drives)
      if (!masters.includes(drive) && !this.#claims.has(drive)) requests.push(left(drive, switches.get(id) ?? 0, tick))
    const asked = amend(requests, tick)
    const heats = this.safety.mayHeat(this.loops) || asked.some(isHeat)
    const relays = amend(
      masters.map(drive => drive.plan(heats ? 100 : 0, tick)),
      tick,
    )
    const open = relays.find(({ output }) => output === 0)?.drive
    const able = open ? asked.map(request => (isHeat(request) ? request.drive.behind(open) : request)) : asked
    // They come first, as nothing heats without them.
    for (const { request, output, budgeted } of allot([...relays, ...able], powerBudget))
      request.drive.commit(output, tick.uptime, budgeted)
  }
}

type Claims = Map<Drive, Loop>

/** Who has which drive: where vessels share some, the first by priority of those that ask for anything. */
function claim(loops: readonly Loop[]): Claims {
  const claims: Claims = new Map()
  const rank = ({ active, vessel }: Loop) => (active ? 0 : 1000) + (vessel.priority ?? 100)
  const inOrder = loops.toSorted((a, b) => rank(a) - rank(b))
  const take = (loop: Loop) => {
    for (const drive of loop.drives) if (!claims.has(drive)) claims.set(drive, loop)
  }
  // Who does not decide takes nothing from others before all who may have chosen; what is left, it puts to rest.
  for (const loop of inOrder) if (!loop.drives.some(drive => claims.has(drive))) take(loop)
  for (const loop of inOrder) take(loop)
  return claims
}

/** Also of a heater that is only tried: without the relay in front of it, it would show nothing. */
const isHeat = ({ drive, output }: Request) => output > 0 && drive.actuator.use === 'heater'

/** A drive that no vessel has: what heats or cools rests at once, as nobody watches what it does. */
function left(drive: Drive, byHand: number, tick: Tick): Request {
  const rest = !isSwitchedByHand(drive.actuator)
  return drive.plan(rest ? 0 : byHand, tick, { rest })
}

function keep(kept: Map<Id, unknown>, things: readonly { id: Id }[]): void {
  const ids = new Set(things.map(({ id }) => id))
  for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id)
}
