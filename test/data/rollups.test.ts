import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Bucket, Point } from '../../data/model/reading.ts'
import { fc } from '../random.ts'
import { clean } from './folder.ts'
import { type OpenHistory, openHistory } from './history.ts'

const minute = 60_000
const day = 86_400_000

describe('whatever is written, buckets and rollups equal a count by hand', () => {
  let history: OpenHistory
  let runs = 0

  beforeAll(async () => {
    history = await openHistory()
  })
  afterAll(async () => {
    await history.close()
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
    const buckets = await history.readings.buckets({ series, ...asked })
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
      await history
        .knex('rollups')
        .where({ series: history.knex('series').where({ name: series }).select('key') })
        .orderBy('at')
    for (const span of [minute, 15 * minute, day]) {
      const grouped = Map.groupBy(truth, ([at]) => at - (at % span))
      const own = rows.filter(row => row.span === span)
      expect(own.map(row => row.at)).toEqual([...grouped.keys()].sort((a, b) => a - b))
      for (const row of own) {
        expect(rounded({ ...row, mean: row.sum / row.count })).toEqual(rounded(summed(grouped.get(row.at)!)))
      }
    }
  }

  const options = () => ({ numRuns: history.runs })

  test('with points in any order, and replaced', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { maxLength: 5 }),
        fc.array(query, { minLength: 1, maxLength: 8 }),
        async (batches, asked) => {
          const series = `series ${runs++}`
          const truth = new Map<number, number>()
          for (const points of batches) {
            await history.readings.append(points.map((point): Point => ({ series, ...point })))
            for (const { at, value } of points) truth.set(at, value)
          }
          if (truth.size > 0) await compareRollups(series, truth)
          for (const one of asked) await compare(series, truth, one)
        },
      ),
      options(),
    )
  }, 60_000)

  test('with points pruned meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(batch, fc.nat(4 * day), batch, batch, query, async (first, cut, second, third, asked) => {
        const series = `series ${runs++}`
        const truth = new Map<number, number>()
        const write = async (points: { at: number; value: number }[]) => {
          await history.readings.append(points.map((point): Point => ({ series, ...point })))
          for (const { at, value } of points) truth.set(at, value)
        }
        await write(first)
        while ((await history.readings.prune({ raw: cut, rollups: 0 })) > 0);
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
      options(),
    )
  }, 60_000)
})
