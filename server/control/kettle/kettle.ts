import type { LearnedKettle } from '../../../data/model/learned.ts'
import type { ControllerInput } from '../controller.ts'
import { type Bank, type Belief, believe, freshBank, knowledge, observe } from './bank.ts'
import type { Sample } from './candidate.ts'

/** What the kettle controller remembers. */
export interface KettleState {
  kind: 'kettle'
  /** Null until the first measurement. */
  bank: Bank | null
  learned: LearnedKettle | null
}

/** °C of the room when no sensor shows it; an error goes into rate and losses. */
export const usualRoom = 20

/** A kettle of which only that is known which was learned before; null: nothing. */
export const freshKettle = (learned: LearnedKettle | null): KettleState => ({ kind: 'kettle', bank: null, learned })

/** What it learned, as soon as that is worth to be kept; null: nothing yet. */
export const learnedByKettle = ({ bank, learned }: KettleState): LearnedKettle | null =>
  (bank && knowledge(bank)) ?? learned

/** How fast the end value is brought to the set point, as a share of dead time and lag, and at the fastest, s. */
const haste = 0.4
const fastest = 8
/** A ramp is told from a step by what the set point does within so many seconds. */
const glance = 10

/**
 * Heats a vessel whose power, volume, dead time, lags and losses nobody tells. All candidates of a bank foresee where
 * the temperature ends with the heat that is already on its way (a Smith predictor, Smith 1957, that is corrected by
 * what is measured). That end has neither dead time nor lag, so it needs no more than a proportional controller
 * besides the losses: full power until the end is near the set point, whatever the thermometer shows by then.
 */
export function kettle(before: KettleState, input: ControllerInput): { demand: number; state: KettleState } {
  const sample = sampleOf(input)
  const bank = observe(before.bank ?? freshBank(sample, before.learned), sample)
  const belief = believe(bank)
  const { end, rate, loss, time } = belief
  const hold = (loss * (sample.processValue - sample.room)) / rate
  const pace = Math.max(fastest, haste * time)
  const demand = 100 * (hold + (aimOf(input, belief) - end) / (rate * pace))
  return { demand: Math.min(Math.max(demand, 0), input.most), state: { ...before, bank } }
}

/**
 * Where a ramp will be when half of what is given now has been seen: nobody knows how much of the delay is only the
 * thermometer's. What rises faster than the vessel can is a step, and nobody heats for that before its time.
 */
function aimOf({ setPoint, setPointIn }: ControllerInput, { rate, time }: Belief): number {
  const ramp = (setPointIn(glance) - setPoint) / glance
  if (ramp === 0 || Math.abs(ramp) > rate) return setPoint
  const [ahead, there] = [setPoint + (ramp * time) / 2, setPointIn(time / 2)]
  return ramp > 0 ? Math.min(ahead, there) : Math.max(ahead, there)
}

const sampleOf = (input: ControllerInput): Sample => ({
  share: Math.max(0, input.achieved) / 100,
  processValue: input.processValue,
  room: input.air ?? usualRoom,
  seconds: input.seconds,
})
