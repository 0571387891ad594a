import type { ControllerInput } from '../controller.ts'
import { type Bank, type Belief, believe, freshBank, observe } from './bank.ts'
import type { Sample } from './candidate.ts'

/** What the kettle controller remembers. */
export interface KettleState {
  kind: 'kettle'
  bank: Bank
}

/** °C of the room when no sensor shows it; an error goes into rate and losses. */
const usualRoom = 20

/** A kettle that nothing is known of; `output` is what it was heated with until now, percent. */
export const freshKettle = (input: Pick<ControllerInput, 'processValue' | 'air'>, output: number): KettleState => ({
  kind: 'kettle',
  bank: freshBank(shareOf(output), sampleOf({ ...input, seconds: 1, achieved: output })),
})

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
  const bank = observe(before.bank, sample)
  const belief = believe(bank)
  const { end, rate, loss, time } = belief
  const hold = (loss * (sample.processValue - sample.room)) / rate
  const pace = Math.max(fastest, haste * time)
  const demand = 100 * (hold + (aimOf(input, belief) - end) / (rate * pace))
  return { demand: Math.min(Math.max(demand, 0), input.most), state: { kind: 'kettle', bank } }
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

const sampleOf = (input: Pick<ControllerInput, 'processValue' | 'air' | 'seconds' | 'achieved'>): Sample => ({
  share: shareOf(input.achieved),
  processValue: input.processValue,
  room: input.air ?? usualRoom,
  seconds: input.seconds,
})

const shareOf = (output: number) => Math.max(0, output) / 100
