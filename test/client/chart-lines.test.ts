import { limitsOf, linesOf } from '../../client/chart/lines.ts'
import { carriedOn, noSeries } from '../../client/chart/series.ts'
import type { Span } from '../../client/ranges.ts'
import type { VesselState } from '../../data/model/vessel.ts'

const bucket = (at: number, mean: number) => ({ at, minimum: mean - 1, maximum: mean + 1, mean, count: 4 })
const series = {
  processValue: [bucket(0, 90), bucket(1000, 18), bucket(2000, 19), bucket(3000, 5)],
  setPoint: [bucket(0, 20)],
  output: [bucket(0, 100)],
  width: 1000,
}

test('the axis is for the temperatures in sight, in the unit of the page', () => {
  expect(limitsOf(linesOf(series, 0, 'celsius'), { from: 900, to: 2500 })).toEqual({ low: 17, high: 21 })
  expect(limitsOf(linesOf(series, 0, 'fahrenheit'), { from: 900, to: 2500 })).toEqual({
    low: 62.6,
    high: expect.closeTo(69.8),
  })
  expect(limitsOf(linesOf(noSeries, 0, 'celsius'), { from: 0, to: 1 })).toEqual({ low: 0, high: 0 })
})

test('a set point lasts until now, unless nothing was heard for too long', () => {
  const ends = (now: number) =>
    linesOf(series, now, 'celsius')
      .find(({ label }) => label === 'set point')!
      .points.at(-1)!.at
  expect(ends(100_000)).toBe(100_000)
  expect(ends(151_000)).toBe(0)
})

test('what a vessel says goes on where its series end', () => {
  const state = { processValue: 7, measuredAt: 3500, setPoint: null, output: 0 } as VesselState
  const { processValue, setPoint, output } = carriedOn(series, state, 4100, { from: 0, to: 4100 })
  expect(processValue.at(-1)).toEqual({ at: 3000, minimum: 4, maximum: 7, mean: 5.4, count: 5 })
  expect(setPoint).toBe(series.setPoint)
  expect(output.at(-1)).toMatchObject({ at: 4000, mean: 0 })
})

test('where the clock was set back the chart goes on from there', () => {
  const state = { processValue: 7, measuredAt: 1400, setPoint: 21, output: 0 } as VesselState
  const { processValue, setPoint, output } = carriedOn(series, state, 1500, { from: 0, to: 1500 })
  expect(processValue.map(({ at, count }) => [at, count])).toEqual([
    [0, 4],
    [1000, 5],
  ])
  for (const last of [setPoint.at(-1)!, output.at(-1)!]) expect(last).toMatchObject({ at: 1000, count: 1 })
})

test('a chart that is left open for a day keeps what would be fetched for it, and no more', () => {
  const hour = 3_600_000
  const start = Date.UTC(2024, 0, 1)
  const kept = (span: (now: number) => Span) => {
    let carried = { ...noSeries, width: 3750 }
    for (let now = start; now <= start + 24 * hour; now += 3750) {
      const state = { processValue: 20, measuredAt: now, setPoint: 20, output: 0 } as VesselState
      carried = carriedOn(carried, state, now, span(now))
    }
    const { processValue, setPoint, output } = carried
    return [processValue, setPoint, output].map(buckets => [buckets[0]!.at - start, buckets.at(-1)!.at - start])
  }
  const followed = kept(now => ({ from: now - hour, to: now }))
  for (const [first, last] of followed) {
    expect(last).toBe(24 * hour)
    expect(first).toBeGreaterThan(22.7 * hour)
    expect(first).toBeLessThan(22.8 * hour)
  }
  const left = kept(() => ({ from: start, to: start + hour }))
  for (const ends of left) expect(ends).toEqual([0, 1.25 * hour])
})
