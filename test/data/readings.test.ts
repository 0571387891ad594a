import { afterEach, describe, expect, test } from '@jest/globals'
import type { Store } from '../../data/store.ts'
import { clean, freshStore } from './folder.ts'

const minute = 60_000
const day = 86_400_000

describe('points', () => {
  afterEach(clean)

  test('come back in order, from ≤ at < to, no more than asked for', async () => {
    const { readings } = await freshStore()
    await readings.append([3, 1, 2, 4].map(at => ({ series: 'beer', at, value: at * 10 })))
    await readings.append([{ series: 'air', at: 2, value: 7 }])
    expect(await readings.points({ series: 'beer', from: 1, to: 4, limit: 9 })).toEqual([
      { at: 1, value: 10 },
      { at: 2, value: 20 },
      { at: 3, value: 30 },
    ])
    expect(await readings.points({ series: 'beer', from: 0, to: 9, limit: 1 })).toEqual([{ at: 1, value: 10 }])
    expect(await readings.series()).toEqual([
      { series: 'air', from: 2, to: 2 },
      { series: 'beer', from: 1, to: 4 },
    ])
  })

  test('a second value at the same time replaces the first, in rollups too', async () => {
    const { readings } = await freshStore()
    await readings.append([{ series: 'beer', at: 5, value: 99 }])
    await readings.append([
      { series: 'beer', at: 5, value: 1 },
      { series: 'beer', at: 6, value: 2 },
      { series: 'beer', at: 6, value: 3 },
    ])
    expect(await readings.buckets({ series: 'beer', from: 0, to: day, count: 1 })).toEqual([
      { at: 0, minimum: 1, maximum: 3, mean: 2, count: 2 },
    ])
  })

  test('a series nobody wrote is empty', async () => {
    const { readings } = await freshStore()
    expect(await readings.series()).toEqual([])
    expect(await readings.points({ series: 'x', from: 0, to: 9, limit: 9 })).toEqual([])
    expect(await readings.buckets({ series: 'x', from: 0, to: 9, count: 9 })).toEqual([])
    await readings.append([])
  })

  test('what is no number at a time is refused, and with it all of its batch', async () => {
    const { readings } = await freshStore()
    const good = { series: 'beer', at: 1, value: 1 }
    for (const bad of [
      { value: Number.NaN },
      { value: Number.POSITIVE_INFINITY },
      { value: 1.1e15 },
      { at: -1 },
      { at: 1.5 },
    ]) {
      await expect(readings.append([good, { ...good, ...bad }])).rejects.toMatchObject({ code: 'invalid' })
    }
    expect(await readings.series()).toEqual([])
    await readings.append([good])
    expect(await readings.series()).toHaveLength(1)
  })
})

describe('pruning', () => {
  afterEach(clean)

  async function pruned(store: Store, before: { raw: number; rollups: number }) {
    const went: number[] = []
    while (went.at(-1) !== 0) went.push(await store.readings.prune(before))
    return went
  }

  test('goes in bounded steps, and charts still see what happened', async () => {
    const store = await freshStore()
    const { readings } = store
    await readings.append(Array.from({ length: 25_000 }, (_, n) => ({ series: 'beer', at: n * 1000, value: n % 777 })))
    const whole = { series: 'beer', from: 0, to: 25_000_000, count: 7 }
    const before = await readings.buckets(whole)
    const went = await pruned(store, { raw: 20_000 * 1000 + 1, rollups: 0 })
    expect(Math.max(...went)).toBeLessThanOrEqual(10_000)
    // Whole minutes only.
    expect(went.reduce((a, b) => a + b)).toBe(19_980)
    expect(await readings.buckets(whole)).toEqual(before)
    expect(await readings.series()).toEqual([{ series: 'beer', from: 0, to: 24_999_000 }])
    // Finer than a minute is not known any more.
    const fine = await readings.buckets({ series: 'beer', from: 90_000, to: 200_000, count: 500 })
    expect(fine.map(({ at, count }) => [at, count])).toEqual([
      [60_000, 60],
      [120_000, 60],
      [180_000, 60],
    ])
  })

  test('a late point joins the rollups of its time', async () => {
    const store = await freshStore()
    await store.readings.append([0, 1, 2].map(n => ({ series: 'beer', at: n * minute, value: n })))
    await pruned(store, { raw: 2 * minute, rollups: 0 })
    await store.readings.append([{ series: 'beer', at: 10, value: 50 }])
    expect(await store.readings.buckets({ series: 'beer', from: 0, to: day, count: 1 })).toEqual([
      { at: 0, minimum: 0, maximum: 50, mean: 53 / 4, count: 4 },
    ])
  })

  test('a clock that ran ahead does not close the days to come', async () => {
    const store = await freshStore()
    await store.readings.append([{ series: 'beer', at: 0, value: 1 }])
    await pruned(store, { raw: 1000 * day, rollups: 0 })
    await store.readings.append([{ series: 'beer', at: day, value: 2 }])
    expect(await store.readings.points({ series: 'beer', from: 0, to: 9 * day, limit: 9 })).toHaveLength(1)
  })

  test('days are counted of which anything is kept, whichever series it is', async () => {
    const { readings } = await freshStore()
    await readings.append([
      ...[0, 1, 5000].map(n => ({ series: 'beer', at: n * day + 7, value: n })),
      ...[1, 3].map(n => ({ series: 'air', at: n * day + 9, value: n })),
    ])
    expect(await Promise.all([1, 2, 3, 4, 5].map(nth => readings.newestDay(nth)))).toEqual([
      5000 * day,
      3 * day,
      day,
      0,
      null,
    ])
  })

  test('rollups go by whole days and never before their points', async () => {
    const store = await freshStore()
    const at = [0, 1, 2, 3].map(n => n * day + 5)
    await store.readings.append(at.map(at => ({ series: 'beer', at, value: at })))
    await pruned(store, { raw: day, rollups: 3 * day })
    expect((await store.readings.buckets({ series: 'beer', from: 0, to: 9 * day, count: 9 })).length).toBe(3)
    await pruned(store, { raw: 9 * day, rollups: 2 * day + 7 })
    const left = await store.readings.buckets({ series: 'beer', from: 0, to: 9 * day, count: 9 })
    expect(left.map(({ minimum }) => minimum)).toEqual([2 * day + 5, 3 * day + 5])
    await pruned(store, { raw: 9 * day, rollups: 9 * day })
    expect(await store.readings.series()).toEqual([])
  })
})
