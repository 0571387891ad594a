import type { Bucket } from '../../data/model/reading.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { fetched, type Span } from '../ranges.ts'
import { append, within } from '../trend.ts'

/** What is known of a vessel over time, as buckets of `width` ms. */
export interface VesselSeries {
  processValue: Bucket[]
  setPoint: Bucket[]
  output: Bucket[]
  width: number
}

/** Nothing known. */
export const noSeries: VesselSeries = { processValue: [], setPoint: [], output: [], width: 1000 }

/** The series with what a vessel says at server time `now` behind it: no more than would be fetched for the span that is shown. */
export function carriedOn(known: VesselSeries, state: VesselState, now: number, shown: Span): VesselSeries {
  const { width } = known
  const { from, to } = fetched(shown, now)
  if (now > to) return known
  const add = (buckets: Bucket[], at: number, value: number | null) =>
    value === null ? buckets : append(within(buckets, { from, to }, width), width, at, value)
  return {
    processValue: add(known.processValue, state.measuredAt ?? now, state.processValue),
    setPoint: add(known.setPoint, now, state.setPoint),
    output: add(known.output, now, state.output),
    width,
  }
}

/** Measurements this many ms apart have a gap between them. */
export const fastGap = (width: number): number => Math.max(15_000, 3 * width)

/** The same for set points and outputs, which are written at least once a minute. */
export const slowGap = (width: number): number => Math.max(150_000, 3 * width)
