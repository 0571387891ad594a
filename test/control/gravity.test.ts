import { attenuationOf, type GravityPoint, gravityNow, isStable, tracked } from '../../server/control/gravity.ts'

const minute = 60_000
const hour = 60 * minute
const now = 1_700_000_000_000

/** A gravity every quarter of an hour up to now. */
const series = (hours: number, value: (hoursAgo: number) => number): GravityPoint[] =>
  Array.from({ length: hours * 4 + 1 }, (_, n) => hours - n / 4).map(ago => ({
    at: now - ago * hour,
    value: value(ago),
  }))
const stable = (points: GravityPoint[], original: number | null = 1.05) =>
  isStable(points, { within: 0.002, seconds: 48 * 3600 }, original, now)

test.each([
  ['the same for three days', series(72, () => 1.012), true],
  ['not known for long enough', series(47, () => 1.012), false],
  ['still falling', series(72, ago => 1.012 + ago * 0.0001), false],
  ['falling by less than the tolerance', series(72, ago => 1.012 + ago * 0.00003), true],
  ['noise within the tolerance', series(72, ago => 1.012 + (ago % 1 === 0 ? 0.001 : -0.001)), true],
  ['one bubble', series(72, ago => (ago === 20 ? 1.03 : 1.012)), true],
  ['stable only since a day', series(72, ago => (ago > 24 ? 1.02 : 1.012)), false],
  ['wort that has not begun', series(72, () => 1.048), false],
  ['a gap of a day', series(72, () => 1.012).filter(({ at }) => at < now - 30 * hour || at > now - 5 * hour), false],
  ['silent for a day', series(72, () => 1.012).filter(({ at }) => at < now - 24 * hour), false],
])('%s', (_, points, expected) => expect(stable(points)).toBe(expected))

test('without an original gravity nobody knows whether it has begun', () => {
  expect(
    stable(
      series(72, () => 1.012),
      null,
    ),
  ).toBe(false)
})

test('the gravity now is the median of three, attenuation a share of the extract', () => {
  expect(gravityNow([])).toBeNull()
  expect(gravityNow([1.05, 1.012, 1.03, 1.011].map((value, n) => ({ at: n, value })))).toBe(1.012)
  expect(attenuationOf(1.05, 1.0125)).toBeCloseTo(75)
  expect(attenuationOf(1, 0.99)).toBe(0)
})

test('of a source that speaks every second one point in five minutes is kept, and what is no gravity is none', () => {
  let points: readonly GravityPoint[] = []
  for (let second = 0; second < 3600; second++) points = tracked(points, { at: second * 1000, value: 1.05 })
  expect(points.length).toBeGreaterThan(10)
  expect(points.length).toBeLessThan(15)
  expect(points.at(-1)!.at).toBe(3_599_000)
  expect(tracked([], { at: 0, value: 1050 })).toEqual([])
  expect(tracked(points, { at: 20 * 86_400_000, value: 1.01 })).toHaveLength(1)
})
