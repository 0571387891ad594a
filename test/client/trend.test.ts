import { coarser } from '../../client/trend.ts'
import type { Bucket } from '../../data/model/reading.ts'

test('coarser buckets keep minimum, maximum and mean true', () => {
  const buckets = Array.from({ length: 1001 }, (_, n) => {
    const mean = Math.sin(n)
    return { at: n * 1000, minimum: mean - (n % 7), maximum: mean + (n % 5), mean, count: 1 + (n % 3) }
  })
  expect(coarser(buckets, 1001)).toBe(buckets)
  const coarse = coarser(buckets, 100)
  expect(coarse).toHaveLength(91)
  const sum = (all: readonly Bucket[]) => all.reduce((total, { mean, count }) => total + mean * count, 0)
  const count = (all: readonly Bucket[]) => all.reduce((total, { count }) => total + count, 0)
  expect(Math.min(...coarse.map(({ minimum }) => minimum))).toBe(Math.min(...buckets.map(({ minimum }) => minimum)))
  expect(Math.max(...coarse.map(({ maximum }) => maximum))).toBe(Math.max(...buckets.map(({ maximum }) => maximum)))
  expect(count(coarse)).toBe(count(buckets))
  expect(sum(coarse)).toBeCloseTo(sum(buckets), 6)
  expect(coarse[1]!.at).toBe(11_000)
})
