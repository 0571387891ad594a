import type { LearnedChamber } from '../../../data/model/learned.ts'
import type { Tuning } from '../../../data/model/vessel.ts'
import type { ControllerInput } from '../controller.ts'
import { type Belief, correct, isSound, predict } from './estimator.ts'
import { begin, knowledgeOf } from './knowledge.ts'
import { at } from './model.ts'
import { type Decision, decide } from './plan.ts'

/** What the chamber controller remembers. */
export interface ChamberState {
  kind: 'chamber'
  /** What was learned before; the belief begins with it. */
  learned: LearnedChamber | null
  /** Null until the first tick. */
  belief: Belief | null
  /** Seconds since the belief was brought up to date, and seconds of full cooling and heating among them. */
  since: number
  cooled: number
  heated: number
  /** What was decided for which set point, and seconds until it is thought over. */
  decision: Decision
  setPoint: number
  holds: number
  /** Of the vessel's readings, `interval` apart: the last, and the mean square of what changes from one to the next, °C². */
  before: number
  roughness: number
}

/** Seconds between two looks at the sensors. */
const interval = 5

/** Standard deviations of noise, °C: the least of a vessel's sensor, what it is taken for at first, and the one of air, with what swirls there. */
const leastNoise = 0.01
const firstNoise = 0.05
const airNoise = 0.03

/** °C between two readings of a DS18B20. */
const step = 0.0625

const nothing: Decision = {
  cool: false,
  heat: 0,
  warming: false,
  holds: 0,
  outlook: { peak: 0, valley: 0, end: 0 },
}

/** A controller that has seen nothing yet, but may have learned. */
export function freshChamber(learned: LearnedChamber | null): ChamberState {
  return {
    kind: 'chamber',
    learned,
    belief: null,
    since: 0,
    cooled: 0,
    heated: 0,
    decision: nothing,
    setPoint: Number.NaN,
    holds: 0,
    before: Number.NaN,
    roughness: 2 * (firstNoise ** 2 + step ** 2 / 4),
  }
}

/** What a controller has learned; null before it has seen anything. */
export function learnedBy({ belief, learned }: ChamberState): LearnedChamber | null {
  return belief ? knowledgeOf(belief) : learned
}

/** Looks at the sensors every few seconds, thinks when it has to, and does in between what was decided. */
export function chamber(
  { holds }: Extract<Tuning, { kind: 'chamber' }>,
  state: ChamberState,
  input: ControllerInput,
): { demand: number; state: ChamberState } {
  const { processValue, seconds, setPoint, setPointIn, heater, cooler } = input
  const beer = holds === 'beer' ? processValue : null
  const air = holds === 'beer' ? input.air : processValue
  // What may be switched as one likes is a valve, not a compressor.
  const surrounding = cooler && cooler.minimumOff === 0 ? 'jacket' : 'chamber'
  const next = { ...state, since: state.since + seconds, holds: state.holds - seconds }
  next.cooled += ((cooler?.output ?? 0) / 100) * seconds
  next.heated += ((heater?.output ?? 0) / 100) * seconds
  next.belief ??= begin(beer, air, state.learned, surrounding)
  if (next.since >= interval) {
    const change = Number.isNaN(state.before) ? 0 : processValue - state.before
    next.roughness += (change * change - state.roughness) / 100
    next.before = processValue
    next.belief = predict(next.belief, next.cooled / next.since, next.heated / next.since, next.since)
    if (beer !== null) next.belief = correct(next.belief, at.beerProbe, beer, noiseOf(next.roughness))
    if (air !== null) next.belief = correct(next.belief, at.airProbe, air, airNoise)
    // What went astray for whatever reason begins anew, with nothing learned.
    if (!isSound(next.belief)) next.belief = begin(beer, air, null, surrounding)
    next.since = next.cooled = next.heated = 0
  }
  if (next.holds <= 0 || setPoint !== state.setPoint) {
    const held = holds === 'beer' ? at.beer : at.air
    next.decision = decide(state.decision, { x: next.belief.x, held, setPointIn, heater, cooler })
    next.setPoint = setPoint
    next.holds = next.decision.holds
  }
  const { cool, heat } = next.decision
  return { demand: cool ? -100 : 100 * heat, state: next }
}

/** A sensor's noise, by how restless its readings are: half of what changes, less the most that mere steps can make of it. */
function noiseOf(roughness: number): number {
  return Math.sqrt(Math.max(leastNoise ** 2, roughness / 2 - step ** 2 / 4))
}
