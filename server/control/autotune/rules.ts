import type { AutotuneResult } from '../../../data/model/autotune.ts'
import type { FittedPlant } from './fit.ts'

/** Most % per °C: a step of 0.0625 °C of a digital probe must not throw the output about. */
const mostGain = 150
/** A dead time is never taken for less than this share of the lag, nor seconds: pumps and mixing lag more than once. */
const leastShare = 1 / 4
const leastDeadTime = 4
/** The least power that is reckoned to hold a temperature, percent: where less does, nothing takes an overshoot back. */
const leastHolding = 3

/**
 * The PID for a plant, by SIMC for an integrator with dead time θ and lag (Skogestad, Simple analytic rules for model
 * reduction and PID controller tuning, J. Process Control 13, 2003, table 1; closed-loop time constant = θ), turned from
 * the series into the standard form. Its integral time is the longer of SIMC's 8 θ and the one with which the integral,
 * from the end of full power until the set point, just gathers what holds it: an element cannot cool.
 */
export function tuned(plant: FittedPlant): AutotuneResult {
  const { rate, loss, deadTime, lag } = plant
  const late = Math.max(deadTime, lag * leastShare, leastDeadTime)
  const holding = Math.max(0, loss / rate)
  const gain = Math.min(mostGain, 1 / (2 * rate * late))
  // °C s between the end of full power and the set point, in units of the rate at full power: in the time until it shows, and after.
  const whole = late + lag
  const gathered = late * whole + whole ** 2 / 2 + late ** 2
  const integralTime = Math.max(8 * late, ((100 / Math.max(holding, leastHolding)) * gathered) / (2 * late))
  return {
    gain: digits(gain * (1 + lag / integralTime)),
    integralTime: Math.round(integralTime + lag),
    derivativeTime: Math.round(lag / (1 + lag / integralTime)),
    deadTime: Math.round(deadTime),
    lag: Math.round(lag),
    fullPower: digits(rate * 100 * 3600),
    holding: digits(holding),
    ...ultimate(plant),
    error: Math.round(plant.error * 1000) / 1000,
  }
}

/** Where an integrator with dead time and lag turns by 180°: 90° + atan(ω lag) + ω θ, found by bisection. */
function ultimate({ rate, deadTime, lag }: FittedPlant): { ultimateGain: number; ultimatePeriod: number } {
  const late = Math.max(deadTime, leastDeadTime)
  let [low, high] = [0, Math.PI / 2 / late]
  for (let n = 0; n < 50; n++) {
    const middle = (low + high) / 2
    if (Math.atan(middle * lag) + middle * late < Math.PI / 2) low = middle
    else high = middle
  }
  const gain = (low * Math.hypot(1, low * lag)) / rate
  return { ultimateGain: digits(gain), ultimatePeriod: Math.round((2 * Math.PI) / low) }
}

/** Three significant digits. */
const digits = (value: number) => Number(value.toPrecision(3))
