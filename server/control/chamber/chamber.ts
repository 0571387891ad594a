import type { ControllerInput } from '../controller.ts'
import { type Belief, correct, predict } from './estimator.ts'
import { at, rates, size } from './model.ts'
import { type Decision, decide } from './plan.ts'

/** What the chamber controller remembers. */
export interface ChamberState {
  kind: 'chamber'
  belief: Belief
  /** Seconds since the belief was brought up to date, and seconds of full cooling and heating since. */
  since: number
  cooled: number
  heated: number
  /** Until it plans again. */
  planIn: number
  decision: Decision
  setPoint: number
  /** Of the beer's readings: the last, and the mean square of what changes from one to the next. */
  before: number
  roughness: number
}

const every = 5

const typical: [number, number][] = [
  [1 / 20_000, 0.7],
  [1 / 500, 0.5],
  [1 / 400, 0.5],
  [1 / 1500, 0.5],
  [1 / 2000, 0.7],
  [0.01, 0.5],
  [0.02, 0.5],
  [1 / 100, 0.5],
]

function begin(beer: number, air: number): Belief {
  const x = new Float64Array(size)
  const p = new Float64Array(size * size)
  const deviations = [0.05, 0.2, 2, 1e-3, 0.03, 0.05, 5e-5, 4]
  x.set([beer, air, air, 0, beer, air, 0, 20])
  deviations.forEach((deviation, i) => {
    p[i * size + i] = deviation ** 2
  })
  typical.forEach(([rate, deviation], i) => {
    x[rates + i] = Math.log(rate)
    p[(rates + i) * (size + 1)] = deviation ** 2
  })
  return { x, p }
}

export function freshChamber(processValue: number, air: number | null): ChamberState {
  return {
    kind: 'chamber',
    belief: begin(processValue, air ?? processValue),
    since: 0,
    cooled: 0,
    heated: 0,
    planIn: 0,
    decision: { cool: false, heat: 0, warming: false, holds: 0 },
    setPoint: Number.NaN,
    before: processValue,
    roughness: 0.007,
  }
}

export function chamber(state: ChamberState, input: ControllerInput): { demand: number; state: ChamberState } {
  const { processValue, air, seconds, setPoint, heater, cooler } = input
  const next = { ...state }
  next.since += seconds
  next.cooled += ((cooler?.output ?? 0) / 100) * seconds
  next.heated += ((heater?.output ?? 0) / 100) * seconds
  if (next.since >= every) {
    const change = processValue - state.before
    next.roughness += (change * change - state.roughness) * 0.01
    next.before = processValue
    const noise = Math.sqrt(Math.max(1e-4, next.roughness / 2 - 0.0625 ** 2 / 4))
    let belief = predict(state.belief, next.cooled / next.since, next.heated / next.since, next.since)
    belief = correct(belief, at.beerProbe, processValue, noise)
    if (air !== null) belief = correct(belief, at.airProbe, air, 0.03)
    next.belief = belief
    next.since = next.cooled = next.heated = 0
  }
  next.planIn -= seconds
  if (next.planIn <= 0 || setPoint !== state.setPoint) {
    next.setPoint = setPoint
    next.decision = decide(state.decision, {
      x: next.belief.x,
      held: at.beer,
      setPointIn: input.setPointIn,
      heater,
      cooler,
    })
    next.planIn = next.decision.holds
  }
  const { cool, heat } = next.decision
  return { demand: cool ? -100 : 100 * heat, state: next }
}
