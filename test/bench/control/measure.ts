import type { Moment } from './rig.ts'
import type { gated, Scenario } from './scenario.ts'

/** What a run is judged by; °C and s of the true temperature unless said otherwise. */
export interface Figures {
  /** Seconds from `measure.from` until within reach of the set point of that time; null: never. */
  reach: number | null
  /** The most it passed a set point, in the direction of the step that led there, after first reaching it; worst of all. */
  overshoot: number
  /** Of the last `measure.settled` seconds. */
  rmse: number
  /** Since `measure.from`, against the set point of each moment. */
  mae: number
  above: number
  below: number
  /** How often the cooler was switched on, and the heater went from off to on, in the whole run. */
  starts: number
  heaterStarts: number
  /** kWh that went through the heater and the cooler. */
  heat: number
  cold: number
  /** Microseconds of CPU a tick took on average. */
  cost: number
}

/** A time with one set point, or on one ramp. */
interface Phase {
  setPoint: number
  /** 1: from below, −1: from above. */
  direction: number
  reached: boolean
}

/** What is further than this from the set point of the second before was a step, °C. */
const jump = 0.05

/** Runs the measurements along a run. */
export function measure({ measure: { from, within, settled }, length }: Scenario, moments: Iterable<Moment>): Figures {
  let reach: number | null = null
  let [overshoot, above, below, absolute, square, counted, seconds] = [0, 0, 0, 0, 0, 0, 0]
  let [starts, heaterStarts, heat, cold, cost] = [0, 0, 0, 0, 0]
  let [heater, cooler] = [0, 0]
  let phase: Phase | null = null
  for (const moment of moments) {
    const { second, setPoint, truth } = moment
    const error = truth - setPoint
    if (moment.cooler > 0 && cooler === 0) starts++
    if (moment.heater > 0 && heater === 0) heaterStarts++
    heater = moment.heater
    cooler = moment.cooler
    heat += moment.heat
    cold += moment.cold
    cost += moment.cost
    seconds++
    if (second < from) continue
    if (!phase || Math.abs(phase.setPoint - setPoint) > jump)
      phase = { setPoint, direction: Math.sign(setPoint - truth) || 1, reached: false }
    else phase.setPoint = setPoint
    phase.reached ||= Math.abs(error) <= within
    if (phase.reached) {
      reach ??= second - from
      overshoot = Math.max(overshoot, error * phase.direction)
    }
    above = Math.max(above, error)
    below = Math.max(below, -error)
    absolute += Math.abs(error)
    if (second < length - settled) continue
    square += error * error
    counted++
  }
  return {
    reach,
    overshoot,
    rmse: Math.sqrt(square / Math.max(1, counted)),
    mae: absolute / Math.max(1, seconds - from),
    above,
    below,
    starts,
    heaterStarts,
    heat: heat / 3.6e6,
    cold: cold / 3.6e6,
    cost: (cost / seconds) * 1000,
  }
}

/** The gates that are not met, each with the figure. */
export function missed({ gates }: Scenario, figures: Figures): Partial<Record<(typeof gated)[number], number | null>> {
  const names = Object.keys(gates) as (typeof gated)[number][]
  return Object.fromEntries(
    names.filter(name => (figures[name] ?? Number.POSITIVE_INFINITY) > gates[name]!).map(name => [name, figures[name]]),
  )
}
