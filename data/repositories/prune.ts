import type { Database } from 'better-sqlite3'
import { minute, spans, startOf } from './spans.ts'

/** Rows that one call deletes at most: some milliseconds, in which nothing else is written. */
const rowsAtOnce = 2_000

/** Deletes the oldest points and rollups, a bounded number a call; returns how many went. */
export function prune(connection: Database, before: { raw: number; rollups: number }): number {
  // By whole minutes, so that a minute can be counted again from its points as long as it has any; and rollups are
  // kept at least as long as points, by whole days for the same reason.
  const raw = startOf(before.raw, minute)
  const rollups = startOf(Math.min(before.rollups, raw), spans.at(-1)!)
  const newestPoint = connection
    .prepare<number>('SELECT at FROM readings WHERE series = ? AND at < ? ORDER BY at DESC LIMIT 1')
    .pluck()
  const raiseHorizon = connection.prepare('UPDATE series SET horizon = max(horizon, ?) WHERE key = ?')
  const deletePoints = connection.prepare('DELETE FROM readings WHERE series = ? AND at < ? ORDER BY at LIMIT ?')
  const deleteRollups = connection.prepare(
    'DELETE FROM rollups WHERE series = ? AND span = ? AND at < ? ORDER BY at LIMIT ?',
  )
  return connection
    .transaction(() => {
      let left = rowsAtOnce
      for (const key of connection.prepare<number>('SELECT key FROM series').pluck().all()) {
        const newest = newestPoint.get(key, raw)
        // Up to the newest point that goes, not up to `raw`: a clock that ran ahead must not close the days to come.
        if (newest !== undefined) raiseHorizon.run(startOf(newest, minute) + minute, key)
        left -= deletePoints.run(key, raw, left).changes
        for (const span of spans) {
          left -= deleteRollups.run(key, span, rollups, left).changes
        }
        if (left <= 0) break
      }
      return rowsAtOnce - left
    })
    .immediate()
}
