import type { Means } from '../controller.ts'
import { type Course, forecast, type Outlook, rest, spacing } from './forecast.ts'
import { at, capacity, type Rates, ratesOf, wallRoom } from './model.ts'

export interface Decision {
  /** Whether the cooler is to run. */
  cool: boolean
  /** Share of the heater, 0–1. */
  heat: number
  /** Whether the heater is what holds the temperature at the moment. */
  warming: boolean
  /** Seconds until it has to be thought over. */
  holds: number
}

export interface Situation {
  x: ArrayLike<number>
  held: number
  setPointIn: (seconds: number) => number
  heater: Means | null
  cooler: Means | null
}

const far = 0.3

const lookahead = 2.5 * 3600
const heatAhead = 2400
const longest = 15

/** Share of the time the cooler must run to hold a beer temperature for good. */
export function duty(x: ArrayLike<number>, r: Rates, beer: number): number {
  const air = beer - x[at.ferment]! / r.beerAir
  const wall = air - (r.airBeer * (beer - air) + r.airRoom * (x[at.room]! - air)) / r.airWall
  const flow = r.wallAir * (air - wall) + r.wallAir * wallRoom * (x[at.room]! - wall)
  const most = r.chill * capacity(wall)
  return most > 0 ? Math.min(1, Math.max(0, flow / most)) : 1
}

export function band(share: number): { low: number; high: number; brake: number } {
  const busy = Math.min(1, Math.max(0, (share - 0.06) / 0.1))
  return { low: 0.0235 - 0.0145 * busy, high: 0.0283 + 0.0022 * busy, brake: 0.11 * (1 - busy) }
}

export function decide(before: Decision, { x, held, setPointIn, heater, cooler }: Situation): Decision {
  const rates = ratesOf(x)
  const reference = Array.from({ length: lookahead / spacing + 2 }, (_, n) => setPointIn(n * spacing))
  const look = (course: Partial<Course>, horizon: number): Outlook =>
    forecast(x, rates, { ...rest, ...course }, reference, horizon, held)
  const resting = look({}, lookahead)
  const error = x[held]! - reference[0]!
  const { low, high, brake } = band(duty(x, rates, reference[0]!))
  const rising = resting.valley > error - 0.005
  const idle = { cool: false, heat: 0, warming: false, holds: longest }
  const cooling = { ...idle, cool: true }
  if (cooler?.on) {
    const least = (error > far && heater ? low + brake : low) - 0.02 * (error - resting.valley)
    if (resting.valley > -least) {
      const later = look({ coolUntil: longest }, lookahead)
      const left = (longest * (resting.valley + least)) / Math.max(1e-9, resting.valley - later.valley)
      return { ...cooling, holds: Math.min(longest, left) }
    }
  } else if (cooler && (rising || resting.valley > -low + (low + high) / 2)) {
    const start = look({ coolFrom: cooler.readyIn, coolUntil: 7200 }, 2400)
    if (start.peak >= high) return { ...cooling, cool: cooler.readyIn <= 0 }
  }
  if (!heater) return idle
  const warming = before.warming ? !(before.heat === 0 && resting.valley > 0) : resting.valley < -low - 0.02
  if (!warming) return idle
  const none = look({}, heatAhead).end
  const full = look({ heatFrom: heater.readyIn, heat: 1 }, heatAhead).end
  const coasts = resting.peak > Math.max(0, error) + 0.01 && rising
  const heat = coasts || full - none < 1e-6 ? 0 : Math.min(1, Math.max(0, -none / (full - none)))
  return { ...idle, heat, warming }
}
