import type { Database } from 'better-sqlite3'
import { Fault } from '../model/fault.ts'
import type { Point } from '../model/reading.ts'
import { merge, minute, type Summary, spans, startOf } from './spans.ts'

/** Appends points to one connection in one transaction, and keeps their rollups true. */
export type Appender = (points: readonly Point[]) => void

/** One series while points are appended: new points by minute, and the minutes in which one was replaced. */
interface Batch {
  key: number
  horizon: number
  fresh: Map<number, Summary>
  replaced: Set<number>
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
    for (const { series, at, value } of points) {
      if (!Number.isSafeInteger(at) || at < 0 || !Number.isFinite(value)) {
        throw new Fault('invalid', `A point of ${series} is no number at a time: ${value} at ${at}.`)
      }
      let batch = batches.get(series)
      if (!batch) {
        batch = batchOf(series)
        batches.set(series, batch)
      }
      const start = startOf(at, minute)
      // Raw points this old are no longer kept, so it cannot be told whether this one replaces another.
      if (at >= batch.horizon && insert.run(batch.key, at, value).changes === 0) {
        replace.run(value, batch.key, at)
        batch.replaced.add(start)
        continue
      }
      const summary = batch.fresh.get(start)
      if (!summary) batch.fresh.set(start, { minimum: value, maximum: value, sum: value, count: 1 })
      else {
        if (value < summary.minimum) summary.minimum = value
        if (value > summary.maximum) summary.maximum = value
        summary.sum += value
        summary.count += 1
      }
    }
    return batches.values()
  }

  function rollUp({ key, fresh, replaced }: Batch): void {
    let pieces = fresh
    let stale = replaced
    for (const [index, span] of spans.entries()) {
      const finer = spans[index - 1]
      for (const [at, { minimum, maximum, sum, count }] of pieces) {
        if (!stale.has(at)) add.run(key, span, at, minimum, maximum, sum, count)
      }
      for (const at of stale) {
        if (finer === undefined) recountMinute.run(span, at, key, at, at + span)
        else recount.run(span, at, key, finer, at, at + span)
      }
      const coarser = spans[index + 1]
      if (coarser === undefined) return
      pieces = gather(pieces, coarser)
      stale = new Set([...stale].map(at => startOf(at, coarser)))
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

function gather(pieces: Map<number, Summary>, span: number): Map<number, Summary> {
  const gathered = new Map<number, Summary>()
  for (const [at, piece] of pieces) {
    const start = startOf(at, span)
    const summary = gathered.get(start)
    if (summary) merge(summary, piece)
    else gathered.set(start, { ...piece })
  }
  return gathered
}
