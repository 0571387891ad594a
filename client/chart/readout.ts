import type { ForecastPoint } from '../../data/model/forecast.ts'
import type { Bucket } from '../../data/model/reading.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { degrees, moment, percent, temperature, type Unit } from '../format.ts'
import { nearest } from '../ranges.ts'
import { fastGap, slowGap, type VesselSeries } from './series.ts'

/** All values of a vessel's chart at one time, in words. */
export interface Readout {
  time: string
  value: string
  /** Lowest to highest, where they differ. */
  spread: string
  setPoint: string
  output: string
}

/** What a chart shows at the time `at`. */
export function readoutAt(series: VesselSeries, at: number, now: number, unit: Unit): Readout {
  const { processValue, setPoint, output, width } = series
  const value = around(processValue, at, fastGap(width))
  const set = before(setPoint, at, slowGap(width))
  const out = before(output, at, slowGap(width))
  const [low, high] = [temperature(value?.minimum, unit), temperature(value?.maximum, unit)]
  return {
    time: moment(at, now),
    value: value ? degrees(value.mean, unit) : '–',
    spread: low === high ? '' : `${low} to ${high}`,
    setPoint: set ? degrees(set.mean, unit) : '–',
    output: out ? outputWords(out.mean) : '–',
  }
}

/** What is foreseen at a time to come. */
export function readoutAhead(ahead: readonly ForecastPoint[], at: number, now: number, unit: Unit): Readout {
  const point = ahead[nearest(ahead, at)]
  const far = !point || Math.abs(point.at - at) > 600_000
  return {
    time: moment(at, now),
    value: far ? '–' : degrees(point.processValue, unit),
    spread: far ? '' : 'foreseen',
    setPoint: far || point.setPoint === null ? '–' : degrees(point.setPoint, unit),
    output: far ? '–' : outputWords(point.output),
  }
}

/** What a vessel says now. */
export function readoutNow(state: VesselState | undefined, unit: Unit): Readout {
  const value = state && state.processValue !== null ? degrees(state.processValue, unit) : '–'
  const setPoint = state && state.setPoint !== null ? degrees(state.setPoint, unit) : '–'
  return { time: 'now', value, spread: '', setPoint, output: state ? outputWords(state.output) : '–' }
}

/** The same in one sentence. */
export const spoken = ({ time, value, setPoint, output }: Readout): string =>
  `${time}: ${value}, set point ${setPoint}, output ${output}`

function around(buckets: Bucket[], at: number, gap: number): Bucket | undefined {
  const bucket = buckets[nearest(buckets, at)]
  return bucket && Math.abs(bucket.at - at) <= gap ? bucket : undefined
}

function before(buckets: Bucket[], at: number, gap: number): Bucket | undefined {
  const bucket = buckets.findLast(candidate => candidate.at <= at)
  return bucket && at - bucket.at <= gap ? bucket : undefined
}

function outputWords(output: number): string {
  if (Math.abs(output) < 0.5) return 'resting'
  return `${output > 0 ? 'heating' : 'cooling'} ${percent(output)}`
}
