import { columns } from '../../client/trend.ts'
import type { Bucket } from '../../data/model/reading.ts'

const buckets = Array.from({ length: 1001 }, (_, n) => {
  const mean = Math.sin(n)
  return { at: n * 1000, minimum: mean - (n % 7), maximum: mean + (n % 5), mean, count: 1 + (n % 3) }
})

test('columns keep minimum, maximum and mean true', () => {
  const all = columns(buckets, { min: 0, max: 1_000_000 }, 11_000)
  expect(all).toHaveLength(91)
  const sum = (some: readonly Bucket[]) => some.reduce((total, { mean, count }) => total + mean * count, 0)
  const count = (some: readonly Bucket[]) => some.reduce((total, { count }) => total + count, 0)
  expect(Math.min(...all.map(({ minimum }) => minimum))).toBe(Math.min(...buckets.map(({ minimum }) => minimum)))
  expect(Math.max(...all.map(({ maximum }) => maximum))).toBe(Math.max(...buckets.map(({ maximum }) => maximum)))
  expect(count(all)).toBe(count(buckets))
  expect(sum(all)).toBeCloseTo(sum(buckets), 6)
  expect(all[1]!.at).toBe(11_000)
})

test('what is out of sight is left out, but for a neighbour on either side', () => {
  const times = (min: number, max: number, width: number) => columns(buckets, { min, max }, width).map(({ at }) => at)
  expect(times(10_500, 12_400, 100)).toEqual([10_000, 11_000, 12_000, 13_000])
  expect(times(10_500, 12_400, 10_000)).toEqual([10_000, 20_000])
  expect(times(-5_000, 0, 1000)).toEqual([0, 1000])
  expect(columns([], { min: 0, max: 1 }, 1)).toEqual([])
})

test('columns stay where they are while time goes on', () => {
  const before = columns(buckets, { min: 100_000, max: 200_000 }, 7_000)
  const after = columns(buckets, { min: 103_000, max: 203_000 }, 7_000)
  expect(after.slice(1, 10)).toEqual(before.slice(1, 10))
})
