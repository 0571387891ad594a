import { fetched, follows, nearest, pan, ranges, spanOf, zoom } from '../../client/ranges.ts'
import { append, arrival, frame, path, within } from '../../client/trend.ts'
import { vesselExport } from '../../client/vessel-api.ts'
import type { Bucket } from '../../data/model/reading.ts'

const bucket = (at: number, value: number): Bucket => ({ at, minimum: value, maximum: value, mean: value, count: 1 })
const hour = 3_600_000
const now = 100 * hour

test('a value joins the last bucket or begins the next on the same grid', () => {
  const one = append([], 10, 100, 5)
  expect(one).toEqual([bucket(100, 5)])
  const two = append(one, 10, 109, 8)
  expect(two).toEqual([{ at: 100, minimum: 5, maximum: 8, mean: 6.5, count: 2 }])
  expect(append(two, 10, 135, 1).at(-1)).toEqual(bucket(130, 1))
  expect(append(two, 10, 90, 1)).toEqual(two)
})

test('what ended is dropped', () => {
  const three = [bucket(0, 1), bucket(10, 2), bucket(20, 3)]
  expect(within(three, { from: 15, to: 20 }, 10)).toEqual([bucket(10, 2), bucket(20, 3)])
  expect(within(three, { from: 0, to: 19 }, 10)).toEqual([bucket(0, 1), bucket(10, 2)])
})

test('a frame leaves air, and is never lower than asked', () => {
  expect(frame(0, 1, [[bucket(0, 10)], [bucket(0, 20)]], 2)).toMatchObject({ minimum: 9, maximum: 21 })
  expect(frame(0, 1, [[bucket(0, 18)]], 2)).toMatchObject({ minimum: 17, maximum: 19 })
  expect(frame(0, 1, [], 2)).toMatchObject({ minimum: 0, maximum: 2 })
})

test('a path lifts the pen at a gap; a stepped one goes at right angles', () => {
  const box = { from: 0, to: 100, minimum: 0, maximum: 10 }
  const buckets = [bucket(0, 0), bucket(10, 5), bucket(90, 10)]
  expect(path(buckets, box, { width: 100, height: 10, gap: 20 })).toBe('M0 10L10 5M90 0')
  expect(path(buckets, box, { width: 100, height: 10, gap: 200, stepped: true })).toBe('M0 10H10V5H90V0')
  expect(path([], box, { width: 100, height: 10, gap: 20 })).toBe('')
})

test('arrival goes on as the last quarter of an hour did', () => {
  const trend = [bucket(now - hour, 0), bucket(now - 600_000, 40)]
  expect(arrival(trend, 50, 60, now)).toBe(600_000)
  expect(arrival(trend, 50, 30, now)).toBeNull()
  expect(arrival(trend, 50, 50.2, now)).toBeNull()
  expect(arrival(trend, 40, 60, now)).toBeNull()
  expect(arrival([], 50, 60, now)).toBeNull()
})

test('ranges end now; all begins with the first value', () => {
  expect(spanOf(ranges[0].length, now, undefined)).toEqual({ from: now - hour, to: now })
  expect(spanOf(null, now, now - 5 * hour)).toEqual({ from: now - 5 * hour, to: now })
  expect(spanOf(null, now, undefined)).toEqual({ from: now - hour, to: now })
  expect(spanOf(null, now, now)).toEqual({ from: now - 60_000, to: now })
})

test('more is fetched than is seen, but nothing after now', () => {
  expect(fetched({ from: now - 4 * hour, to: now }, now)).toEqual({ from: now - 5 * hour, to: now + 1 })
  expect(fetched({ from: 0, to: 4 * hour }, now)).toEqual({ from: 0, to: 5 * hour + 1 })
})

test('panning and zooming stop at now, zooming at a minute', () => {
  const span = { from: now - 4 * hour, to: now - 2 * hour }
  expect(pan(span, -0.5, now)).toEqual({ from: now - 5 * hour, to: now - 3 * hour })
  expect(pan(span, 5, now)).toEqual({ from: now - 2 * hour, to: now })
  expect(zoom(span, 0.5, now)).toEqual({ from: now - 3.5 * hour, to: now - 2.5 * hour })
  expect(zoom(span, 0.5, now, span.from)).toEqual({ from: span.from, to: span.from + hour })
  expect(zoom({ from: now - hour, to: now }, 2, now)).toEqual({ from: now - 2 * hour, to: now })
  const closest = zoom(span, 1e-9, now)
  expect(closest.to - closest.from).toBe(60_000)
})

test('panning and zooming end at 1970, which a span of a clock that was never set may begin before', () => {
  let span = { from: now - hour, to: now }
  for (let n = 0; n < 60; n++) span = zoom(span, 2, now)
  expect(span).toEqual({ from: 0, to: now })
  expect(pan(span, -0.5, now)).toEqual(span)
  expect(pan({ from: 10, to: hour }, -0.5, now)).toEqual({ from: 0, to: hour - 10 })
  const unset = { from: -hour, to: 5 }
  expect(pan(unset, -0.5, 5)).toEqual(unset)
  expect(zoom(unset, 2, 5)).toEqual(unset)
  expect(vesselExport('kettle', unset, 'csv')).toMatch('?from=0&to=5&')
})

test('a span that ends now moves along', () => {
  expect(follows({ from: now - hour, to: now }, now)).toBe(true)
  expect(follows({ from: now - 2 * hour, to: now - hour }, now)).toBe(false)
})

test.each([
  [[], 5, -1],
  [[0], 5, 0],
  [[0, 10], 4, 0],
  [[0, 10], 6, 1],
  [[0, 10, 20], 99, 2],
  [[0, 10, 20], -9, 0],
])('in %j the nearest to %d is at %d', (times, at, index) => {
  expect(
    nearest(
      times.map(at => ({ at })),
      at,
    ),
  ).toBe(index)
})
