import type { ControllerInput } from '../controller.ts'
import { type Bank, believe, freshBank, observe } from './bank.ts'
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
  const { end, rate, loss, time } = believe(bank)
  const hold = (loss * (sample.processValue - sample.room)) / rate
  const target = input.setPoint + rampOf(input, rate) * time
  const pace = Math.max(fastest, haste * time)
  const demand = 100 * (hold + (target - end) / (rate * pace))
  return { demand: Math.min(Math.max(demand, 0), input.most), state: { kind: 'kettle', bank } }
}

/** How fast the set point rises or falls, K/s: what is faster than the vessel is a step, which nobody anticipates. */
function rampOf({ setPoint, setPointIn }: ControllerInput, rate: number): number {
  const ramp = (setPointIn(glance) - setPoint) / glance
  return Math.abs(ramp) < rate ? ramp : 0
}

const sampleOf = (input: Pick<ControllerInput, 'processValue' | 'air' | 'seconds' | 'achieved'>): Sample => ({
  share: shareOf(input.achieved),
  processValue: input.processValue,
  room: input.air ?? usualRoom,
  seconds: input.seconds,
})

const shareOf = (output: number) => Math.max(0, output) / 100
