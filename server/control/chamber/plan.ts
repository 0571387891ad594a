import { type Course, forecast, type Outlook, rest, spacing } from './forecast.ts'
import { ratesOf } from './model.ts'
import type { Means } from '../controller.ts'

export interface Decision {
  /** Whether the cooler is to run. */
  cool: boolean
  /** Share of the heater, 0–1. */
  heat: number
  /** Whether the heater is what holds the temperature at the moment. */
  warming: boolean
}

export interface Situation {
  x: ArrayLike<number>
  held: number
  setPointIn: (seconds: number) => number
  heater: Means | null
  cooler: Means | null
}

const low = 0.025
const high = 0.025
const brake = 0.04
const far = 0.3

const lookahead = 2.5 * 3600
const heatAhead = 2400

export function decide(before: Decision, { x, held, setPointIn, heater, cooler }: Situation): Decision {
  const rates = ratesOf(x)
  const reference = Array.from({ length: lookahead / spacing + 2 }, (_, n) => setPointIn(n * spacing))
  const look = (course: Partial<Course>, horizon: number): Outlook =>
    forecast(x, rates, { ...rest, ...course }, reference, horizon, held)
  const resting = look({}, lookahead)
  const error = x[held]! - reference[0]!
  let cool = false
  if (cooler?.on) {
    const least = error > far && heater ? low + brake : low
    cool = resting.valley > -least
    if (cool) return { cool, heat: 0, warming: false }
  } else if (cooler && resting.valley > -low + (low + high) / 2) {
    const start = look({ coolFrom: cooler.readyIn, coolUntil: 7200 }, 2400)
    cool = start.peak >= high
    if (cool) return { cool: cooler.readyIn <= 0, heat: 0, warming: false }
  }
  if (!heater) return { cool: false, heat: 0, warming: false }
  const warming = before.warming ? !(before.heat === 0 && resting.valley > 0) : resting.valley < -low - 0.02
  if (!warming) return { cool: false, heat: 0, warming }
  const none = look({}, heatAhead).end
  const full = look({ heatFrom: heater.readyIn, heat: 1 }, heatAhead).end
  const heat = full - none < 1e-6 ? 0 : Math.min(1, Math.max(0, -none / (full - none)))
  return { cool: false, heat, warming }
}
