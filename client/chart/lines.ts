import type { ForecastPoint } from '../../data/model/forecast.ts'
import type { Bucket } from '../../data/model/reading.ts'
import { fromCelsius, type Unit } from '../format.ts'
import { nearest, type Span } from '../ranges.ts'
import { fastGap, slowGap, type VesselSeries } from './series.ts'

/** What is drawn in one stroke; temperatures in the unit of the page, outputs in percent. */
export interface Line {
  label: 'band' | 'value' | 'set point' | 'forecast' | 'set point ahead' | 'output'
  points: readonly Bucket[]
  /** From a value of a point to the axis. */
  scaled(value: number): number
  /** Points further apart than this, ms, are not connected. */
  gap: number
  /** Each value is held until the next. */
  stepped: boolean
}

/** The lines of a vessel's chart. `held` is how long the last step lasts, `ahead` what is foreseen from there. */
export function linesOf(
  { processValue, setPoint, output, width }: VesselSeries,
  held: number,
  unit: Unit,
  ahead: readonly ForecastPoint[] = [],
): Line[] {
  const degrees = (value: number) => fromCelsius(value, unit)
  const measured = { points: processValue, scaled: degrees, gap: fastGap(width), stepped: false }
  const slow = { gap: slowGap(width), stepped: true }
  const foreseen = { scaled: degrees, gap: Number.POSITIVE_INFINITY, stepped: false }
  const still = from(ahead, held)
  return [
    { ...measured, label: 'band' },
    { ...measured, label: 'value' },
    { ...slow, label: 'set point', points: hold(setPoint, held, slow.gap), scaled: degrees },
    { ...foreseen, label: 'forecast', points: still.map(({ at, processValue }) => point(at, processValue)) },
    {
      ...foreseen,
      label: 'set point ahead',
      points: still.flatMap(({ at, setPoint }) => (setPoint === null ? [] : point(at, setPoint))),
    },
    { ...slow, label: 'output', points: hold(output, held, slow.gap), scaled: value => value },
  ]
}

/** The lowest and the highest of some temperatures. */
export interface Limits {
  low: number
  high: number
}

/** The limits of the temperatures in sight; 0 and 0 when there are none. */
export function limitsOf(lines: readonly Line[], { from, to }: Span): Limits {
  const limits = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }
  for (const { label, points, scaled } of lines) {
    if (label === 'output') continue
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let n = Math.max(0, nearest(points, from)); n < points.length && points[n]!.at <= to; n++) {
      low = Math.min(low, points[n]!.minimum)
      high = Math.max(high, points[n]!.maximum)
    }
    limits.low = Math.min(limits.low, scaled(low))
    limits.high = Math.max(limits.high, scaled(high))
  }
  return limits.low <= limits.high ? limits : { low: 0, high: 0 }
}

const point = (at: number, value: number): Bucket => ({ at, minimum: value, maximum: value, mean: value, count: 1 })

/** What is foreseen from `at` on, beginning there: points may be minutes apart. */
function from(ahead: readonly ForecastPoint[], at: number): ForecastPoint[] {
  const next = ahead.findIndex(point => point.at > at)
  const [before, after] = [ahead[next - 1], ahead[next]]
  if (!before || !after) return next < 0 ? [] : [...ahead]
  const share = (at - before.at) / (after.at - before.at)
  const processValue = before.processValue + share * (after.processValue - before.processValue)
  return [{ ...before, at, processValue }, ...ahead.slice(next)]
}

/** Carries the last step on until `to`, unless nothing was heard for too long. */
function hold(buckets: Bucket[], to: number, gap: number): Bucket[] {
  const last = buckets.at(-1)
  return last && last.at < to && to - last.at < gap ? [...buckets, { ...last, at: to }] : buckets
}
