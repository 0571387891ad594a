import type { ChartDataset } from 'chart.js'
import type { ForecastPoint } from '../../data/model/forecast.ts'
import type { Bucket } from '../../data/model/reading.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { fromCelsius, type Unit } from '../format.ts'
import { append, coarser } from '../trend.ts'
import type { Palette } from './palette.ts'

/** What a vessel's chart draws, as buckets of `width` ms. */
export interface VesselSeries {
  processValue: Bucket[]
  setPoint: Bucket[]
  output: Bucket[]
  width: number
}

/** An empty chart. */
export const noSeries: VesselSeries = { processValue: [], setPoint: [], output: [], width: 1000 }

/** The series with what a vessel says at server time `now` behind it. */
export function carriedOn(known: VesselSeries, state: VesselState, now: number): VesselSeries {
  const { width } = known
  const add = (buckets: Bucket[], at: number, value: number | null) =>
    value === null ? buckets : append(buckets, width, at, value)
  return {
    processValue: add(known.processValue, state.measuredAt ?? now, state.processValue),
    setPoint: add(known.setPoint, now, state.setPoint),
    output: add(known.output, now, state.output),
    width,
  }
}

/** Set points and outputs are written at least once a minute: longer silence is a gap. */
export const slowGap = 150_000

type Line = ChartDataset<'line', { x: number; y: number }[]>

/** The lines of a vessel's chart: band and mean of the value, set point stepped, output filled. `held` is how long the last step lasts, `ahead` what is foreseen from there. */
export function datasets(
  series: VesselSeries,
  held: number,
  unit: Unit,
  colours: Palette,
  ahead: readonly ForecastPoint[] = [],
): Line[] {
  const { processValue, setPoint, output, width } = series
  const degrees = (value: number) => fromCelsius(value, unit)
  const fast = Math.max(15_000, 3 * width)
  const slow = Math.max(slowGap, 3 * width)
  const still = from(ahead, held)
  const plain = { pointRadius: 0, pointHitRadius: 0, borderWidth: 0, spanGaps: fast, yAxisID: 'y' }
  return [
    { ...plain, label: 'minimum', data: points(processValue, ({ minimum }) => degrees(minimum)) },
    {
      ...plain,
      label: 'maximum',
      data: points(processValue, ({ maximum }) => degrees(maximum)),
      fill: '-1',
      backgroundColor: colours.band,
    },
    {
      ...plain,
      label: 'value',
      data: points(processValue, ({ mean }) => degrees(mean)),
      borderColor: colours.ink,
      borderWidth: 1.75,
    },
    {
      ...plain,
      label: 'set point',
      data: points(hold(setPoint, held, slow), ({ mean }) => degrees(mean)),
      borderColor: colours.quiet,
      borderWidth: 1.5,
      borderDash: [5, 4],
      stepped: true,
      spanGaps: slow,
    },
    {
      ...plain,
      label: 'forecast',
      data: still.map(({ at, processValue }) => ({ x: at, y: degrees(processValue) })),
      borderColor: colours.ink,
      borderWidth: 1.5,
      borderDash: [2, 4],
      spanGaps: true,
    },
    {
      ...plain,
      label: 'set point ahead',
      data: still.flatMap(({ at, setPoint }) => (setPoint === null ? [] : { x: at, y: degrees(setPoint) })),
      borderColor: colours.quiet,
      borderWidth: 1,
      borderDash: [5, 4],
      spanGaps: true,
    },
    {
      ...plain,
      label: 'output',
      data: points(hold(output, held, slow), ({ mean }) => mean),
      stepped: true,
      spanGaps: slow,
      yAxisID: 'output',
      fill: { target: 'origin', above: colours['heating-fill'], below: colours['cooling-fill'] },
    },
  ]
}

/** More points than a chart has pixels cost time and show nothing. */
const mostPoints = 1_500

const points = (buckets: readonly Bucket[], value: (bucket: Bucket) => number) =>
  coarser(buckets, mostPoints).map(bucket => ({ x: bucket.at, y: value(bucket) }))

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
