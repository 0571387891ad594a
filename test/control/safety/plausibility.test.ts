import type { Reading } from '../../../data/model/reading.ts'
import { judge, type Plausibility, unknownPlausibility } from '../../../server/control/safety/plausibility.ts'

const reading = (value: number | null, quality: Reading['quality'] = 'good'): Reading => ({
  sensor: 'probe',
  at: 0,
  value,
  quality,
})

/** Judges values one second apart, or at the given second; answers which were believed. */
function believed(...values: (number | [second: number, value: number])[]): boolean[] {
  let state: Plausibility = unknownPlausibility
  let second = 0
  return values.map(item => {
    const [at, value] = Array.isArray(item) ? item : [second + 1, item]
    second = at
    const judged = judge(state, reading(value), at * 1000, 'celsius')
    state = judged.state
    return judged.reading.quality === 'good'
  })
}

test.each([
  [-20, true],
  [-20.1, false],
  [125, true],
  [125.1, false],
  [-127, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
])('a first reading of %d is believed: %s', (value, expected) => {
  expect(believed(value)).toEqual([expected])
})

test.each([
  [
    [18, 23],
    [true, true],
  ],
  [
    [18, 23.01],
    [true, false],
  ],
  [
    [18, 12.9],
    [true, false],
  ],
  // A gap counts as six seconds at most.
  [
    [18, [7, 48]],
    [true, true],
  ],
  [
    [18, [1000, 48]],
    [true, true],
  ],
  [
    [18, [1000, 48.1]],
    [true, false],
  ],
])('%j: nothing changes faster than 5 °C a second, over gaps neither', (values, expected) => {
  expect(believed(...(values as number[]))).toEqual(expected)
})

test('85 °C counts only near a reading that was believed', () => {
  expect(believed(85)).toEqual([false])
  expect(believed(82, 85, 85)).toEqual([true, true, true])
  expect(believed(18, 85, 85, 85, 85)).toEqual([true, false, false, false, false])
  expect(believed(84, [20, 85])).toEqual([true, false])
})

test('what stays where it jumped to is believed after ten seconds', () => {
  const jumped = believed(18, ...Array.from({ length: 12 }, () => 60))
  expect(jumped).toEqual([true, ...Array(10).fill(false), true, true])
})

test('a bad reading passes as it is, and rejected ones are counted with their reason', () => {
  const bad = reading(null, 'bad')
  expect(judge(unknownPlausibility, bad, 0, 'celsius')).toEqual({ state: unknownPlausibility, reading: bad })
  const { state } = judge(unknownPlausibility, reading(20), 0, 'celsius')
  const { state: after, reading: rejected } = judge(state, reading(60), 1000, 'fahrenheit')
  expect(after.rejected).toBe(1)
  expect(rejected).toMatchObject({ quality: 'bad', value: null, reason: 'jumped from 68.0 °F to 140.0 °F' })
})
