import type { Knex } from 'knex'
import { ask } from './rows.ts'
import { minute, spans, startOf } from './spans.ts'

/** Rows that one call deletes at most: some milliseconds, in which nothing else is written. */
const rowsAtOnce = 2_000

/** Deletes the oldest points and rollups, a bounded number a call; resolves to how many went. */
export function prune(knex: Knex, before: { raw: number; rollups: number }): Promise<number> {
  // By whole minutes, so that a minute can be counted again from its points as long as it has any; and rollups are
  // kept at least as long as points, by whole days for the same reason.
  const raw = startOf(before.raw, minute)
  const rollups = startOf(Math.min(before.rollups, raw), spans.at(-1)!)
  return knex.transaction(async transaction => {
    let left = rowsAtOnce
    for (const { key } of await ask<{ key: number }>(transaction, overdue, [raw, spans.at(-1)!, rollups])) {
      const points = () => transaction('readings').where({ series: key }).where('at', '<', raw)
      const newest: { at: number } | undefined = await points().orderBy('at', 'desc').first('at')
      // Up to the newest point that goes, not up to `raw`: a clock that ran ahead must not close the days to come.
      if (newest) {
        const horizon = startOf(newest.at, minute) + minute
        await transaction('series').where({ key }).where('horizon', '<', horizon).update({ horizon })
        left -= await deleteOldest(points, left)
      }
      for (const span of spans) {
        const old = () => transaction('rollups').where({ series: key, span }).where('at', '<', rollups)
        left -= await deleteOldest(old, left)
      }
      if (left <= 0) break
    }
    return rowsAtOnce - left
  })
}

/** Deletes the oldest of these rows of one series, as many as `limit`; resolves to how many went. */
export async function deleteOldest(rows: () => Knex.QueryBuilder, limit: number): Promise<number> {
  return rows().whereIn('at', rows().select('at').orderBy('at').limit(limit)).delete()
}

// Days go last: as long as there is one, there may be finer ones.
const overdue = `
  SELECT key FROM series
  WHERE EXISTS (SELECT 1 FROM readings WHERE series = key AND at < ?)
    OR EXISTS (SELECT 1 FROM rollups WHERE series = key AND span = ? AND at < ?)
  ORDER BY key`
