import type { Learned } from '../../../data/model/learned.ts'
import type { Reading } from '../../../data/model/reading.ts'
import type { TripKind } from '../../../data/model/safety.ts'
import type { Id } from '../../../data/model/units.ts'
import type { Vessel } from '../../../data/model/vessel.ts'
import { freshStillness, heard, type Stillness, still } from './frozen.ts'
import { type Beyond, beyond, passed, within } from './limits.ts'
import { type Plant, plantOf } from './plant.ts'
import { freshResponse, type Response, respond, taskOf } from './response.ts'
import { freshResting, type Resting, watchRest } from './stuck.ts'
import { Trials } from './trials.ts'
import type { Work } from './work.ts'

/** A vessel at a tick. */
export interface Look {
  uptime: number
  seconds: number
  setPoint: number | null
  /** Whether that decides what its actuators do, so that these may be moved for a proof. */
  held: boolean
  /** Whether another vessel moves them as it needs it. */
  yields: boolean
  heater: Work | null
  cooler: Work | null
  /** What its controller learned of it; asked for now and then. */
  learned: () => Learned | null
}

/** What a guard found, whom it blames, and the limit that was passed; `air`, °C, when it is the air's probe that stands still. */
export interface Finding {
  kind: TripKind
  actuator: Id | null
  limit: number
  air?: number
}

/** What a guard is told of its vessel. */
export interface Guarded {
  vessel: Vessel
  /** W of heater and cooler, 0 when nobody said. */
  powers: { heater: number; cooler: number }
  /** Seconds a reading is believed, by the id of the sensor. */
  staleAfter: ReadonlyMap<Id, number>
  /** Whether its probe shows large steps. */
  coarse: boolean
  /** How its probes measure: another place, or another calibration, moves what they show by itself. */
  probes: { vessel: string | undefined; air: string | undefined }
}

interface Believed {
  value: number
  uptime: number
}

/** Seconds between two looks at what was learned. */
const learnsEvery = 600
/** °C between two readings of a DS18B20, and of coarser probes. */
const fineStep = 0.0625
const coarseStep = 0.375
const kindOf = { dead: 'no-response', 'stuck-on': 'stuck-on', frozen: 'frozen-sensor' } as const
/** The mean of a vessel is taken over such a part of the time for which its plant is deaf: ten seconds in a kettle. */
const noisiness = 30

/** Watches over one vessel: whether it answers to its heater and cooler, rests when they rest, and stays within its limits. */
export class VesselGuard {
  #guarded: Guarded
  #plant: Plant
  #value: Believed | null = null
  /** The same without its noise, which would look like an answer. */
  #mean: number | null = null
  #air: Believed | null = null
  #beyond: Beyond = within
  #responses: Record<'heater' | 'cooler', Response> = { heater: freshResponse, cooler: freshResponse }
  #rests: Record<'heater' | 'cooler', Resting> = { heater: freshResting, cooler: freshResting }
  #stillness: Stillness = freshStillness
  #trials = new Trials()
  #listens = false
  #learnedAt = 0

  constructor(guarded: Guarded) {
    this.#guarded = guarded
    this.#plant = plantFor(guarded)
  }

  /** Changed settings: what was seen goes on, unless its probes measure otherwise now, or something else is at work. */
  reconfigure(guarded: Guarded): void {
    if (guarded.probes.vessel !== this.#guarded.probes.vessel) this.#value = this.#mean = null
    if (guarded.probes.air !== this.#guarded.probes.air) this.#air = null
    if (used(guarded) !== used(this.#guarded)) this.#forget()
    // Its limits may be others now.
    this.#beyond = within
    this.#guarded = guarded
    this.#plant = plantFor(guarded)
  }

  get vessel(): Vessel {
    return this.#guarded.vessel
  }

  /** What its probe showed last, °C. */
  get value(): number | null {
    return this.#value?.value ?? null
  }

  /** Whether its outputs have to rest to see if it notices. */
  get checking(): boolean {
    const { heater, cooler } = this.#responses
    return Boolean(heater.check || cooler.check || this.#stillness.check || this.#rests.heater.suspect)
  }

  /** Whether air that is measured tells how its actuators answer, so that a rest proves them. */
  get listens(): boolean {
    return this.#listens
  }

  /** What its actuators are to do to prove that they work, −100…100 %; null: as they like. */
  get order(): number | null {
    return this.#trials.order
  }

  /** Takes in a reading that was judged. */
  observe({ sensor, quality, value }: Reading, uptime: number): void {
    if (quality !== 'good' || value === null) return
    const { vessel } = this.#guarded
    if (sensor === vessel.air) this.#air = { value, uptime }
    if (sensor !== vessel.sensor) return
    this.#value = { value, uptime }
    this.#stillness = heard(this.#stillness, value, uptime)
    this.#trials.observe(value)
    this.#beyond = beyond(this.#beyond, value, vessel)
  }

  /** What must not go on. */
  look(look: Look): Finding[] {
    const { heater, cooler } = look
    if (!heater && !cooler) return []
    if (look.uptime >= this.#learnedAt + learnsEvery * 1000) {
      this.#plant = plantFor(this.#guarded, look.learned())
      this.#learnedAt = look.uptime
    }
    const findings = this.#pastLimits(look)
    if (look.yields) {
      this.#forget()
      return findings
    }
    const value = this.#fresh(this.#value, this.#guarded.vessel.sensor, look.uptime)
    const air = this.#fresh(this.#air, this.#guarded.vessel.air, look.uptime)
    // With air that is measured, that tells more of its actuators than the vessel does.
    const mean = this.#meanOf(value, look.seconds)
    const listens = look.held && air !== null && this.#isChamber
    this.#listens = listens
    if (value !== null && this.#isChamber) findings.push(...this.#try(look, value, air))
    else this.#trials.rest()
    const silent = (heater?.share ?? 0) === 0 && (cooler?.share ?? 0) === 0
    let far = false
    for (const [part, work, sign] of [
      ['heater', heater, 1],
      ['cooler', cooler, -1],
    ] as const) {
      if (!work) continue
      const power = this.#plant[part] * work.share
      const task = taskOf(sign, work.share, look.setPoint, mean, this.#plant.band)
      far ||= task === 'far'
      const effort = { ...look, sign, share: work.share, power, value: mean, task }
      const response = respond(this.#responses[part], effort, this.#plant)
      this.#responses[part] = response.failed || listens ? freshResponse : response.state
      if (response.failed && !listens) findings.push({ kind: 'no-response', actuator: work.id, limit: 0 })
      // A trial tells more, and neither a door nor a stormy fermentation deceives it.
      const rest =
        silent && !listens
          ? { uptime: look.uptime, sign, power: this.#plant[part], value: mean, air, setPoint: look.setPoint }
          : null
      const resting = watchRest(this.#rests[part], rest, look.seconds, this.#plant)
      this.#rests[part] = resting.failed ? { ...freshResting, room: resting.state.room } : resting.state
      if (resting.failed) findings.push({ kind: 'stuck-on', actuator: work.id, limit: 0 })
    }
    return [...findings, ...this.#frozen(look, value, far)]
  }

  /** What was seen says nothing of what comes. */
  #forget(): void {
    this.#responses = { heater: freshResponse, cooler: freshResponse }
    this.#rests = { heater: freshResting, cooler: freshResting }
    this.#stillness = freshStillness
    this.#trials = new Trials()
    this.#listens = false
  }

  /** Puts what works to the proof; what is found blames that. */
  #try({ uptime, seconds, held, heater, cooler }: Look, value: number, air: number | null): Finding[] {
    const plant = this.#plant
    const given = (work: Work | null, power: number) =>
      work && { share: work.shown, stirred: (power * work.share) / plant.capacity }
    const step = this.#guarded.coarse ? coarseStep : fineStep
    const [heat, cold] = [given(heater, plant.heater), given(cooler, -plant.cooler)]
    return this.#trials
      .look({ uptime, seconds, held, value, air, heater: heat, cooler: cold, step })
      .map(({ part, verdict }): Finding => {
        const work = part === 'cooler' ? cooler : (heater ?? cooler)
        const blamed = { kind: kindOf[verdict], actuator: work!.id, limit: 0 }
        return part !== 'probe' && verdict === 'frozen' ? { ...blamed, air: air! } : blamed
      })
  }

  #frozen({ uptime, seconds, heater, cooler, held }: Look, value: number | null, far: boolean): Finding[] {
    // There a trial tells.
    if (held && this.#isChamber) return []
    const heats = (heater?.share ?? 0) * this.#plant.heater
    const cools = (cooler?.share ?? 0) * this.#plant.cooler
    const stirring = { uptime, seconds, value, power: heats + cools, far, coarse: this.#guarded.coarse }
    const { state, failed } = still(this.#stillness, stirring, this.#plant)
    this.#stillness = failed ? freshStillness : state
    return failed ? [{ kind: 'frozen-sensor', actuator: (heater ?? cooler)!.id, limit: 0 }] : []
  }

  /** What follows what heats or cools it within hours, not minutes. */
  get #isChamber(): boolean {
    return this.#plant.boils === Number.POSITIVE_INFINITY
  }

  #pastLimits({ heater, cooler }: Look): Finding[] {
    const { maximum, minimum } = passed(this.#beyond, this.#guarded.vessel)
    const findings: Finding[] = []
    if (heater && maximum !== null) findings.push({ kind: 'over-temperature', actuator: heater.id, limit: maximum })
    if (cooler && minimum !== null) findings.push({ kind: 'under-temperature', actuator: cooler.id, limit: minimum })
    return findings
  }

  #meanOf(value: number | null, seconds: number): number | null {
    const weight = Math.min(1, (seconds * noisiness) / this.#plant.deaf)
    this.#mean = value === null || this.#mean === null ? value : this.#mean + (value - this.#mean) * weight
    return this.#mean
  }

  #fresh(believed: Believed | null, sensor: Id | null, uptime: number): number | null {
    const staleAfter = this.#guarded.staleAfter.get(sensor ?? '') ?? 0
    return believed && uptime - believed.uptime <= staleAfter * 1000 ? believed.value : null
  }
}

const plantFor = ({ vessel, powers }: Guarded, learned: Learned | null = null): Plant =>
  plantOf(vessel, powers.heater, powers.cooler, learned)

const used = ({ probes, vessel: { heater, cooler } }: Guarded) =>
  JSON.stringify([probes.vessel, probes.air, heater, cooler])
