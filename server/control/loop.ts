import type { Learned } from '../../data/model/learned.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Instant } from '../../data/model/units.ts'
import type { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import { Autotuner } from './autotune/autotuner.ts'
import { type ControllerInput, clamp } from './controller.ts'
import { type Course, courseAt, heldAt, modeAhead, type Plans } from './course.ts'
import { type Drive, opposed, type Request, type Tick } from './drive.ts'
import { activityOf, barred, heldWithin, startsAt, tried, troubleOf, yieldsTo } from './loop-words.ts'
import { Pilot } from './pilot.ts'
import type { Plant } from './plant.ts'
import { Progress } from './progress.ts'
import { Senses, type Thermometers } from './senses.ts'
import { shifted } from './shifting.ts'
import { good } from './validity.ts'
import type { Spoken } from './words.ts'

/** What a loop is made of. */
export interface LoopParts extends Plans, Thermometers, Spoken {
  vessel: Vessel
  gravity: Sensor | undefined
  heater: Drive | undefined
  cooler: Drive | undefined
}

/** Holds one vessel at its set point: observes, plans at every tick, and says what it is doing. */
export class Loop {
  #parts: LoopParts
  #mode: Mode
  #senses = new Senses()
  #pilot = new Pilot()
  #course: Course
  /** The vessel that decides in the chamber they share. */
  #holder: Vessel | null = null
  #has: (drive: Drive) => boolean = () => true
  #demand = 0
  #ordered = false
  /** Why it rests although it should work. */
  #trouble: string | null = null
  /** Where its schedule has got to. */
  readonly progress = new Progress()
  /** Finds parameters for its controller, when somebody asks for that. */
  readonly autotune = new Autotuner()

  constructor(parts: LoopParts, mode: Mode) {
    this.#parts = parts
    this.#mode = mode
    this.#course = courseAt({ kind: 'off' }, parts, 0)
  }

  get vessel(): Vessel {
    return this.#parts.vessel
  }

  /** What its controller learned of the plant; null: nothing. */
  get learned(): Learned | null {
    return this.#pilot.learned
  }

  /** Tells the controller what was learned before, or to forget it all (null) and to begin anew. */
  learn(knowledge: Learned | null): void {
    this.#pilot.learn(knowledge)
  }

  /** What its controller takes its plant for, as it is now; null: it does not learn, or knows nothing yet. */
  get plant(): Plant | null {
    return this.#pilot.plant(this.vessel.tuning, this.#senses.process.value, good(this.#senses.air))
  }

  /** The same loop once more, as far as it got, with parts of its own: to try out what would be. */
  twin(change: (parts: LoopParts) => LoopParts): Loop {
    const twin = new Loop(change(this.#parts), this.#mode)
    twin.#senses = this.#senses.twin()
    twin.#pilot = this.#pilot.twin()
    return twin
  }

  get mode(): Mode {
    return this.#mode
  }

  /** Whether its mode asks for anything now. */
  get active(): boolean {
    return this.#course.kind !== 'rest'
  }

  /** Whether it can do what its mode asks for. */
  get works(): boolean {
    return this.active && this.#trouble === null
  }

  /** Whether a set point decides what it does. */
  get held(): boolean {
    const held = this.#course.kind === 'temperature' && this.#trouble === null && this.#holder === null
    return held && !this.autotune.runs
  }

  /** The vessel that decides in its place, in a chamber that they share. */
  get holder(): Vessel | null {
    return this.#holder
  }

  get drives(): Drive[] {
    return [this.#parts.heater, this.#parts.cooler].filter(drive => drive !== undefined)
  }

  /** Changed settings: what was measured and decided goes on, unless it is measured elsewhere now. */
  reconfigure(parts: LoopParts): void {
    this.autotune.reconfigure(this.#parts, parts)
    this.#senses.reconfigure(this.#parts, parts)
    this.#mode = this.progress.reconfigure(this.#mode, this.#parts, parts)
    this.#parts = parts
  }

  /** Whether it rests because something failed, not only because it waits for its first two readings. */
  get failed(): boolean {
    const { quality, measuredAt, good } = this.#senses.process
    const begins = quality === 'stale' && (measuredAt === null || good > 0)
    return this.#trouble !== null && !begins
  }

  /** What it is held at, °C, never outside the vessel's range, also when that was narrowed since; null when it is not. */
  get setPoint(): number | null {
    return heldAt(this.#course.setPoint, this.vessel.range)
  }

  setMode(mode: Mode): void {
    this.autotune.end('the vessel was told something else')
    this.#mode = mode
  }

  /** The clock was set by so many ms when it was `before`: what runs goes on as it was. Says whether that changed the mode. */
  shift(by: number, before: Instant): boolean {
    const [mode, move] = [this.#mode, (asked: Mode) => shifted(asked, this.#parts, by, before)]
    this.progress.shift(by, move)
    this.#mode = move(mode)
    return mode !== this.#mode
  }

  /** Takes in a reading, if it is of this vessel's sensor; says whether it was. */
  observe(reading: Reading, uptime: number): boolean {
    if (reading.sensor === this.#parts.gravity?.id) this.progress.observe(reading)
    return this.#senses.observe(this.#parts, reading, uptime)
  }

  /** Looks at what was measured and what is asked; comes before `plan`. */
  look(tick: Tick): void {
    this.#senses.age(this.#parts, tick.uptime)
    const temperature = good(this.#senses.process)
    const seen = { staleAfter: this.#parts.gravity?.staleAfter ?? 0, boils: this.#pilot.boils }
    this.#mode = this.progress.advance(this.#mode, this.#schedule, { ...seen, at: tick.at, temperature })
    this.#course = courseAt(this.#mode, this.#parts, tick.at)
    this.#trouble = this.active ? troubleOf(this.#parts, this.#senses.process, this.#course) : null
  }

  /**
   * Decides what the actuators that it has should do now. Rests whenever reading or set point is missing.
   * @param holder the vessel that decides in its place, in a chamber that they share
   * @param order what they do instead, to prove that they work, −100…100 %
   */
  plan(tick: Tick, has = this.#has, holder: Vessel | null = null, order: number | null = null): Request[] {
    this.#has = has
    this.#holder = holder
    const [heater, cooler] = this.#own
    const rest = this.#trouble !== null || !this.active || holder !== null
    this.#pilot.turn(this.#course.kind)
    this.autotune.watch(rest ? (this.#trouble ?? 'another vessel decides in the chamber') : barred([heater, cooler]))
    this.#demand = rest ? this.#pilot.rest() : this.#decide(tick)
    this.#ordered = !rest && order !== null
    if (this.#ordered) this.#demand = clamp(order!, -100, this.#course.mostHeat)
    const ask = (drive: Drive | undefined, other: Drive | undefined, demand: number): Request[] => {
      const hindrance = opposed(drive, other, this.vessel, tick.uptime)
      return drive ? [drive.plan(Math.max(0, demand), tick, { rest, hindrance })] : []
    }
    return [...ask(heater, cooler, this.#demand), ...ask(cooler, heater, -this.#demand)]
  }

  /** The vessel as it is now. */
  state(): VesselState {
    const [[heater, cooler], { vessel, unit }, { process }] = [this.#own, this.#parts, this.#senses]
    const output = Math.round(((heater?.shown ?? 0) - (cooler?.shown ?? 0)) * 10) / 10
    const waits = this.drives.filter(this.#has).flatMap(drive => drive.wait ?? [])
    const why =
      this.#trouble ??
      yieldsTo(this.active ? this.#holder : null) ??
      startsAt(this.#course.startsAt) ??
      this.progress.standstill(this.#mode, this.#schedule, vessel, unit)
    const schedule = this.progress.state(this.#mode, this.#schedule, unit)
    const reason =
      why ??
      (this.#ordered ? tried : undefined) ??
      heldWithin(this.#course.setPoint, this.setPoint, unit) ??
      (this.#mode.kind === 'off' ? process.reason : undefined)
    return {
      vessel: vessel.id,
      mode: this.#mode,
      processValue: process.value,
      quality: process.quality,
      measuredAt: process.measuredAt,
      setPoint: this.setPoint,
      demand: Math.round(this.#demand * 10) / 10,
      output,
      activity: activityOf(output, { mode: this.#mode, failed: this.failed, waits, why }),
      ...(reason ? { reason } : {}),
      waits,
      ...(schedule ? { schedule } : {}),
      ...(this.#course.kind === 'boil' ? { boil: this.#pilot.boil } : {}),
      next: this.#course.next,
      ...(this.autotune.state ? { autotune: this.autotune.state } : {}),
    }
  }

  /** Its heater and cooler, unless another vessel has them. */
  get #own(): (Drive | undefined)[] {
    return [this.#parts.heater, this.#parts.cooler].map(drive => (drive && this.#has(drive) ? drive : undefined))
  }

  get #schedule(): Schedule | undefined {
    return this.#mode.kind === 'schedule' ? this.#parts.schedule(this.#mode.schedule) : undefined
  }

  /** The set point at a time to come, as far as it is known now. */
  #setPointAt(at: Instant): number {
    const { setPoint } = courseAt(modeAhead(this.#mode, this.#parts, at), this.#parts, at)
    return heldAt(setPoint, this.vessel.range) ?? this.setPoint!
  }

  #decide({ at, uptime, seconds }: Tick): number {
    const [[heater, cooler], vessel] = [this.#own, this.vessel]
    const input: ControllerInput = {
      setPoint: this.setPoint ?? 0,
      setPointIn: ahead => this.#setPointAt(at + ahead * 1000),
      processValue: this.#senses.process.value!,
      air: good(this.#senses.air),
      seconds,
      achieved: (heater?.achieved ?? 0) - (cooler?.achieved ?? 0),
      least: cooler ? -100 : 0,
      most: heater ? this.#course.mostHeat : 0,
      // Who plans ahead must not count on what a free rise does not allow.
      heater: (this.#course.mostHeat > 0 && heater?.means(uptime, opposed(heater, cooler, vessel, uptime))) || null,
      cooler: cooler?.means(uptime, opposed(cooler, heater, vessel, uptime)) ?? null,
    }
    const tried = this.autotune.decide(input)
    if (tried === null) return this.#pilot.decide(vessel.tuning, this.#course, input)
    this.#pilot.stepAside(this.autotune.holding)
    return tried
  }
}
