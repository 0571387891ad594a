import { plantOf } from './plants.ts'
import type { Scenario } from './scenario.ts'

/** What nobody can do better with a compressor that is on or off, however well the plant is known. */
export interface Limit {
  /** Starts in a day that a beer which swings by so much needs. */
  startsADay: number
  /** And in the whole scenario, with one for the way down at full power. */
  starts: number
}

const day = 86_400
/** Runs of so many seconds forget how they began; the last of them is measured. */
const settling = day

/** How far the beer swings around its mean, RMS °C, and that mean, when the compressor runs for `on` of every `period` seconds. */
function swing(scenario: Scenario, start: number, on: number, period: number): { rms: number; mean: number } {
  if (scenario.plant.kind !== 'fermenter') throw new Error('expected a fermenter')
  const plant = plantOf({ ...scenario, plant: { ...scenario.plant, start } })
  let [sum, squares, seconds] = [0, 0, 0]
  const whole = Math.ceil(settling / period) * period
  for (let second = 0; second < whole + period; second++) {
    plant.step(0, second % period < on ? 1 : 0, scenario.room.mean)
    if (second < whole) continue
    const off = plant.truth - start
    sum += off
    squares += off * off
    seconds += 1
  }
  const mean = sum / seconds
  return { rms: Math.sqrt(Math.max(0, squares / seconds - mean * mean)), mean }
}

/** The value between `low` and `high` at which something that grows with it becomes positive. */
function bisect(low: number, high: number, grows: (value: number) => number, steps: number): number {
  for (let n = 0; n < steps; n++) {
    const middle = (low + high) / 2
    if (grows(middle) > 0) high = middle
    else low = middle
  }
  return (low + high) / 2
}

/** The swing of a beer that is held, on average, exactly where it is to be. */
function heldSwing(scenario: Scenario, setPoint: number, period: number): number {
  const on = bisect(0, period, seconds => -swing(scenario, setPoint, seconds, period).mean, 9)
  return swing(scenario, setPoint, on, period).rms
}

/** Seconds that the compressor runs without a break until its beer is at the set point. */
function pullDown(scenario: Scenario, setPoint: number): number {
  const plant = plantOf(scenario)
  let seconds = 0
  for (; plant.truth > setPoint && seconds < scenario.length; seconds++) plant.step(0, 1, scenario.room.mean)
  return seconds
}

/**
 * The fewest starts with which a fridge that was cooled down holds its last set point within an RMS error of `rmse`: periodic pulses
 * into a plant that is perfectly known, and whose probe shows the truth.
 */
export function fewestStarts(scenario: Scenario, rmse: number): Limit | null {
  const last = scenario.program.at(-1)!
  if (scenario.plant.kind !== 'fermenter' || !('setPoint' in last)) return null
  const { at, setPoint } = last
  const period = bisect(600, 4 * 3600, seconds => heldSwing(scenario, setPoint, Math.round(seconds)) - rmse, 8)
  return { startsADay: day / period, starts: 1 + (scenario.length - at - pullDown(scenario, setPoint)) / period }
}
