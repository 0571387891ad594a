import type { Learned } from '../../data/model/learned.ts'
import type { Profile } from '../../data/model/profile.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Instant } from '../../data/model/units.ts'
import type { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import { type BoilState, boil, freshBoil, mostOf, progress } from './boil.ts'
import {
  type ControllerState,
  clamp,
  control,
  freshController,
  learned,
  plantOf,
  rested,
  stopped,
  takeOver,
  taught,
} from './controller.ts'
import { type Drive, opposed, type Request, type Tick } from './drive.ts'
import { type Standing, standingAt } from './following.ts'
import { activityOf, heldWithin, startsAt } from './loop-words.ts'
import type { Plant } from './plant.ts'
import { aged, type ProcessValue, sameSource, take, unmeasured } from './validity.ts'

/** What a loop is made of. */
export interface LoopParts {
  vessel: Vessel
  sensor: Sensor | undefined
  /** What shows the temperature of the air or jacket around it. */
  air: Sensor | undefined
  heater: Drive | undefined
  cooler: Drive | undefined
  /** Looks up the profile a mode names. */
  profile: (id: string) => Profile | undefined
}

/** Holds one vessel at its set point: observes, plans at every tick, and says what it is doing. */
export class Loop {
  #parts: LoopParts
  #mode: Mode
  #process: ProcessValue = unmeasured
  #air: ProcessValue = unmeasured
  #controller: ControllerState = freshController
  #boil: BoilState = freshBoil
  #standing: Standing | null = null
  #demand = 0
  /** Why it rests although it should work. */
  #trouble: string | null = null
  #wasControlling = false

  constructor(parts: LoopParts, mode: Mode) {
    this.#parts = parts
    this.#mode = mode
  }

  get vessel(): Vessel {
    return this.#parts.vessel
  }

  /** What its controller learned of the plant; null: nothing. */
  get learned(): Learned | null {
    return learned(this.#controller)
  }

  /** Tells the controller what was learned before, or to forget it all (null) and to begin anew. */
  learn(knowledge: Learned | null): void {
    this.#controller = taught(knowledge)
  }

  /** What its controller takes its plant for, as it is now; null: it does not learn, or knows nothing yet. */
  get plant(): Plant | null {
    const seen = { processValue: this.#process.value, air: this.#surroundings, boilsAt: this.#boil.boilsAt }
    return plantOf(this.vessel.tuning, this.#controller, seen)
  }

  /** The same loop once more, as far as it got, with parts of its own: to try out what would be. */
  twin(change: (parts: LoopParts) => LoopParts): Loop {
    const twin = new Loop(change(this.#parts), this.#mode)
    twin.#process = this.#process
    twin.#air = this.#air
    twin.#controller = this.#controller
    twin.#boil = this.#boil
    twin.#wasControlling = this.#wasControlling
    return twin
  }

  get mode(): Mode {
    return this.#mode
  }

  get drives(): Drive[] {
    return [this.#parts.heater, this.#parts.cooler].filter(drive => drive !== undefined)
  }

  /** Changed settings: what was measured and decided goes on, unless it is measured elsewhere now. */
  reconfigure(parts: LoopParts): void {
    if (!sameSource(parts.sensor, this.#parts.sensor)) this.#process = unmeasured
    if (!sameSource(parts.air, this.#parts.air)) this.#air = unmeasured
    this.#parts = parts
  }

  /** Whether it rests because something failed, not only because it waits for its first two readings. */
  get failed(): boolean {
    const { quality, measuredAt, good } = this.#process
    const begins = quality === 'stale' && (measuredAt === null || good > 0)
    return this.#trouble !== null && !begins
  }

  setMode(mode: Mode): void {
    // What is given by hand or by the boil, a kettle's controller has not seen.
    const blind = this.#controller.kind === 'kettle' && (mode.kind === 'manual' || mode.kind === 'boil')
    if (mode.kind === 'off' || blind) this.#controller = stopped(this.#controller)
    if (mode.kind !== 'boil') this.#boil = { ...freshBoil, boilsAt: this.#boil.boilsAt }
    this.#wasControlling &&= mode.kind === 'constant' || mode.kind === 'profile'
    this.#mode = mode
  }

  /** Takes in a reading, if it is of this vessel's sensor; says whether it was. */
  observe(reading: Reading, uptime: number): boolean {
    const { sensor, air } = this.#parts
    if (reading.sensor === air?.id) this.#air = take(this.#air, reading, uptime)
    if (reading.sensor !== sensor?.id) return false
    this.#process = take(this.#process, reading, uptime)
    return true
  }

  /** Decides what its actuators should do now. Rests whenever reading or set point is missing. */
  plan(tick: Tick): Request[] {
    const { heater, cooler, vessel } = this.#parts
    this.#process = aged(this.#process, this.#parts.sensor?.staleAfter ?? 0, tick.uptime)
    this.#air = aged(this.#air, this.#parts.air?.staleAfter ?? 0, tick.uptime)
    this.#standing = this.#locate(tick.at)
    this.#trouble = this.#findTrouble()
    const rest = this.#trouble !== null || this.#mode.kind === 'off' || this.#start !== null
    this.#demand = rest ? 0 : this.#decide(tick)
    if (rest) this.#wasControlling = false
    const heat = Math.max(0, this.#demand)
    const cool = Math.max(0, -this.#demand)
    const requests: Request[] = []
    if (heater) requests.push(heater.plan(heat, tick, { rest, hindrance: opposed(cooler, vessel, tick.uptime) }))
    if (cooler) requests.push(cooler.plan(cool, tick, { rest, hindrance: opposed(heater, vessel, tick.uptime) }))
    return requests
  }

  /** The vessel as it is now. */
  state(): VesselState {
    const { heater, cooler, vessel } = this.#parts
    const output = Math.round(((heater?.shown ?? 0) - (cooler?.shown ?? 0)) * 10) / 10
    const waits = this.drives.flatMap(drive => drive.wait ?? [])
    const delayed = waits.length > 0 || this.#trouble !== null || this.#start !== null
    const off = this.#mode.kind === 'off' ? this.#process.reason : undefined
    const reason = this.#trouble ?? startsAt(this.#start) ?? heldWithin(this.#asked, this.#setPoint()) ?? off
    return {
      vessel: vessel.id,
      mode: this.#mode,
      processValue: this.#process.value,
      quality: this.#process.quality,
      measuredAt: this.#process.measuredAt,
      setPoint: this.#setPoint(),
      demand: Math.round(this.#demand * 10) / 10,
      output,
      activity: activityOf(output, { mode: this.#mode, failed: this.failed, delayed }),
      ...(reason ? { reason } : {}),
      waits,
      ...(this.#mode.kind === 'boil' ? { boil: progress(this.#boil) } : {}),
      next: this.#standing?.next ?? null,
    }
  }

  #locate(at: Instant): Standing | null {
    if (this.#mode.kind !== 'profile') return null
    const profile = this.#parts.profile(this.#mode.profile)
    return profile ? standingAt(profile, this.#mode, at) : null
  }

  /** The set point at a time to come, as far as it is known now. */
  #setPointAt(at: Instant): number {
    return this.#held(this.#locate(at)?.setPoint ?? null) ?? this.#setPoint()!
  }

  /** When the profile starts, as long as that is to come. */
  get #start(): Instant | null {
    return this.#mode.kind === 'profile' && this.#standing?.setPoint === null ? (this.#standing.next?.at ?? null) : null
  }

  get #surroundings(): number | null {
    return this.#air.quality === 'good' ? this.#air.value : null
  }

  /** What mode or profile ask for, whatever the vessel's range. */
  get #asked(): number | null {
    return (this.#mode.kind === 'constant' ? this.#mode.setPoint : this.#standing?.setPoint) ?? null
  }

  /** Never outside the vessel's range, also when that was narrowed after the mode was set. */
  #setPoint(): number | null {
    return this.#held(this.#asked)
  }

  #held(asked: number | null): number | null {
    if (asked === null) return null
    const { minimum, maximum } = this.#parts.vessel.range
    return Math.round(clamp(asked, minimum, maximum) * 1000) / 1000
  }

  #findTrouble(): string | null {
    if (this.#mode.kind === 'off' || this.#start !== null) return null
    if (!this.#parts.sensor) return 'no sensor is assigned to this vessel: outputs off'
    if (this.#process.quality !== 'good') return `${this.#process.reason ?? 'no valid reading'}: outputs off`
    const needsSetPoint = this.#mode.kind === 'constant' || this.#mode.kind === 'profile'
    return needsSetPoint && this.#setPoint() === null ? 'the profile it follows does not exist: outputs off' : null
  }

  #decide({ at, uptime, seconds }: Tick): number {
    if (this.#mode.kind === 'manual') return this.#mode.output
    const { vessel, heater, cooler } = this.#parts
    const most = heater ? mostOf(this.#mode) : 0
    if (this.#mode.kind === 'boil') return this.#decideBoil(this.#mode.power, most, seconds)
    const setPoint = this.#setPoint()!
    const processValue = this.#process.value!
    const achieved = (heater?.achieved ?? 0) - (cooler?.achieved ?? 0)
    if (!this.#wasControlling) {
      const goesOn = achieved !== 0 && (vessel.tuning.kind === 'pid' || vessel.tuning.kind === 'hysteresis')
      this.#controller = goesOn ? takeOver(vessel.tuning, achieved, setPoint, processValue) : rested(this.#controller)
    }
    this.#wasControlling = true
    const { demand, state } = control(vessel.tuning, this.#controller, {
      setPoint,
      setPointIn: ahead => this.#setPointAt(at + ahead * 1000),
      processValue,
      air: this.#surroundings,
      seconds,
      achieved,
      least: cooler ? -100 : 0,
      most,
      heater: heater?.means(uptime, opposed(cooler, vessel, uptime)) ?? null,
      cooler: cooler?.means(uptime, opposed(heater, vessel, uptime)) ?? null,
    })
    this.#controller = state
    return demand
  }

  #decideBoil(power: number, most: number, seconds: number): number {
    const { demand, state } = boil(this.#boil, { processValue: this.#process.value!, seconds, power, most })
    this.#boil = state
    return demand
  }
}
