import type { Database } from 'better-sqlite3'
import type { Point } from '../model/reading.ts'
import { addFresh, type Change, demandPoint, levelsOf } from './levels.ts'
import { minute, startOf } from './spans.ts'

/** Appends points to one connection in one transaction, and keeps their rollups true. */
export type Appender = (points: readonly Point[]) => void

/** One series while points are appended. */
interface Batch extends Change {
  key: number
  horizon: number
}

/** Prepares the statements of the fastest path of the house. */
export function appender(connection: Database): Appender {
  const insert = connection.prepare('INSERT INTO readings (series, at, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const replace = connection.prepare('UPDATE readings SET value = ? WHERE series = ? AND at = ?')
  const name = connection.prepare('INSERT INTO series (name) VALUES (?) ON CONFLICT DO NOTHING')
  const find = connection.prepare<{ key: number; horizon: number }>('SELECT key, horizon FROM series WHERE name = ?')
  const add = connection.prepare(`
    INSERT INTO rollups (series, span, at, minimum, maximum, sum, count) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum),
      sum = sum + excluded.sum, count = count + excluded.count`)
  const recountMinute = connection.prepare(`
    INSERT OR REPLACE INTO rollups (series, span, at, minimum, maximum, sum, count)
    SELECT series, ?, ?, min(value), max(value), sum(value), count(*) FROM readings
    WHERE series = ? AND at >= ? AND at < ? GROUP BY series`)
  const recount = connection.prepare(`
    INSERT OR REPLACE INTO rollups (series, span, at, minimum, maximum, sum, count)
    SELECT series, ?, ?, min(minimum), max(maximum), sum(sum), sum(count) FROM rollups
    WHERE series = ? AND span = ? AND at >= ? AND at < ? GROUP BY series`)

  function batchOf(series: string): Batch {
    name.run(series)
    return { ...find.get(series)!, fresh: new Map(), replaced: new Set() }
  }

  function insertAll(points: readonly Point[]): Iterable<Batch> {
    const batches = new Map<string, Batch>()
    for (const point of points) {
      demandPoint(point)
      const { series, at, value } = point
      let batch = batches.get(series)
      if (!batch) {
        batch = batchOf(series)
        batches.set(series, batch)
      }
      // Raw points this old are no longer kept, so it cannot be told whether this one replaces another.
      if (at >= batch.horizon && insert.run(batch.key, at, value).changes === 0) {
        replace.run(value, batch.key, at)
        batch.replaced.add(startOf(at, minute))
      } else addFresh(batch.fresh, at, value)
    }
    return batches.values()
  }

  function rollUp(batch: Batch): void {
    const { key } = batch
    for (const { span, finer, added, stale } of levelsOf(batch)) {
      for (const [at, { minimum, maximum, sum, count }] of added) add.run(key, span, at, minimum, maximum, sum, count)
      for (const at of stale) {
        if (finer === null) recountMinute.run(span, at, key, at, at + span)
        else recount.run(span, at, key, finer, at, at + span)
      }
    }
  }

  return points => {
    connection
      .transaction(() => {
        for (const batch of insertAll(points)) rollUp(batch)
      })
      .immediate()
  }
}
