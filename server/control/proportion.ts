import { clamp } from './controller.ts'

/** How much on-time a switch owes, in seconds; negative when it was on for longer than asked. */
export interface Proportion {
  owed: number
  on: boolean
  /** Whether constraints keep it so far from what is asked that it cannot catch up. */
  behind: boolean
}

/** A switch that owes nothing. */
export const freshProportion: Proportion = { owed: 0, on: false, behind: false }

/**
 * Time proportioning (slow PWM): switches so that the time on is `demand` percent in the long run. It counts the
 * on-time it owes and switches when that reaches an eighth of the period either way: at 50 % this gives the period
 * exactly, near 0 and 100 % longer ones with pulses that never get shorter than a quarter of it. What a minimum
 * time made too long or too late is paid back, up to one period.
 *
 * @param really whether the actuator was on since the tick before
 */
export function proportion(
  state: Proportion,
  demand: number,
  period: number,
  seconds: number,
  really: boolean,
): Proportion {
  if (demand <= 0) return freshProportion
  if (demand >= 100) return { owed: 0, on: true, behind: false }
  const owed = state.owed + (demand / 100 - (really ? 1 : 0)) * seconds
  const on = owed >= period / 8 || (state.on && owed > -period / 8)
  return { owed: clamp(owed, -period, period), on, behind: Math.abs(owed) > period }
}
