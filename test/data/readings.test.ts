import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Knex } from 'knex'
import { openDatabase } from '../../data/database.ts'
import type { Bucket, Point } from '../../data/model/reading.ts'
import { readings as repository } from '../../data/repositories/readings.ts'
import type { Store } from '../../data/store.ts'
import { clean, folder, freshStore } from './folder.ts'

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
    for (const bad of [{ value: Number.NaN }, { value: Number.POSITIVE_INFINITY }, { at: -1 }, { at: 1.5 }]) {
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

describe('whatever is written, buckets and rollups equal a count by hand', () => {
  let knex: Knex
  let close: () => Promise<void>
  let runs = 0

  beforeAll(async () => {
    const database = await openDatabase(join(folder(), 'brewery.sqlite'))
    knex = database.knex
    close = database.close
  })
  afterAll(async () => {
    await close()
    await clean()
  })

  // Clustered, so that points meet: within minutes, over quarters of an hour, over days.
  const at = fc.oneof(
    fc.nat(3 * minute).map(n => n - (n % 7000)),
    fc.nat(3_600_000).map(n => n - (n % 1000)),
    fc.nat(5 * day).map(n => n - (n % 30_000)),
    fc.constantFrom(minute - 1, minute, 15 * minute - 1, 15 * minute, day - 1, day, 2 * day - 1),
  )
  const batch = fc.array(fc.record({ at, value: fc.integer({ min: -600, max: 2000 }).map(n => n / 10) }), {
    maxLength: 80,
  })
  const query = fc
    .record({
      from: fc.oneof(at, fc.constant(0)),
      length: fc.oneof(fc.integer({ min: 1, max: 6 * day }), at),
      count: fc.integer({ min: 1, max: 60 }),
    })
    .map(({ from, length, count }) => ({ from, to: from + Math.max(1, length), count }))

  function summed(points: [number, number][]): Omit<Bucket, 'at'> {
    const values = points.map(([, value]) => value)
    const sum = values.reduce((a, b) => a + b, 0)
    return {
      minimum: Math.min(...values),
      maximum: Math.max(...values),
      mean: sum / values.length,
      count: values.length,
    }
  }

  const rounded = ({ minimum, maximum, mean, count }: Omit<Bucket, 'at'>) => ({
    minimum,
    maximum,
    count,
    mean: Math.round(mean * 1e6) / 1e6 + 0,
  })

  async function compare(
    series: string,
    truth: Map<number, number>,
    asked: { from: number; to: number; count: number },
  ) {
    const buckets = await repository(knex).buckets({ series, ...asked })
    expect(buckets.length).toBeLessThanOrEqual(asked.count)
    const inside = [...truth].filter(([at]) => at >= asked.from && at < asked.to)
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(inside.length)
    for (const [n, bucket] of buckets.entries()) {
      const end = buckets[n + 1]?.at ?? asked.to
      expect(bucket.at).toBeGreaterThanOrEqual(asked.from)
      expect(rounded(bucket)).toEqual(rounded(summed(inside.filter(([at]) => at >= bucket.at && at < end))))
    }
  }

  async function compareRollups(series: string, truth: Map<number, number>) {
    const rows: { span: number; at: number; minimum: number; maximum: number; sum: number; count: number }[] =
      await knex('rollups').where({ series: knex('series').where({ name: series }).select('key') })
    for (const span of [minute, 15 * minute, day]) {
      const grouped = Map.groupBy(truth, ([at]) => at - (at % span))
      const own = rows.filter(row => row.span === span)
      expect(own.map(row => row.at)).toEqual([...grouped.keys()].sort((a, b) => a - b))
      for (const row of own) {
        expect(rounded({ ...row, mean: row.sum / row.count })).toEqual(rounded(summed(grouped.get(row.at)!)))
      }
    }
  }

  const options = { seed: Number(process.env.SEED ?? 20_250_101), numRuns: 150 }

  test('with points in any order, and replaced', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { maxLength: 5 }),
        fc.array(query, { minLength: 1, maxLength: 8 }),
        async (batches, asked) => {
          const series = `series ${runs++}`
          const truth = new Map<number, number>()
          for (const points of batches) {
            await repository(knex).append(points.map((point): Point => ({ series, ...point })))
            for (const { at, value } of points) truth.set(at, value)
          }
          if (truth.size > 0) await compareRollups(series, truth)
          for (const one of asked) await compare(series, truth, one)
        },
      ),
      options,
    )
  }, 60_000)

  test('with points pruned meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(batch, fc.nat(4 * day), batch, batch, query, async (first, cut, second, third, asked) => {
        const series = `series ${runs++}`
        const truth = new Map<number, number>()
        const write = async (points: { at: number; value: number }[]) => {
          await repository(knex).append(points.map((point): Point => ({ series, ...point })))
          for (const { at, value } of points) truth.set(at, value)
        }
        await write(first)
        while ((await repository(knex).prune({ raw: cut, rollups: 0 })) > 0);
        // What comes later than the cut may be new or replace something; before it a replacement cannot be told.
        await write(second.filter(({ at }) => at >= cut))
        await write(
          third
            .filter(({ at }) => at >= cut || !truth.has(at))
            .filter(({ at }, n, all) => at >= cut || all.findIndex(other => other.at === at) === n),
        )
        if (truth.size > 0) await compareRollups(series, truth)
        const whole = {
          ...asked,
          from: asked.from - (asked.from % minute),
          to: asked.to - (asked.to % minute) + minute,
        }
        await compare(series, truth, whole)
      }),
      options,
    )
  }, 60_000)
})
