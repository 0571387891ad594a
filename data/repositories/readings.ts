import type { Database } from 'better-sqlite3'
import type { Knex } from 'knex'
import { withConnection } from '../database.ts'
import type { Point } from '../model/reading.ts'
import type { Store } from '../store.ts'
import { type Appender, appender } from './append.ts'
import { bucketsOf } from './buckets.ts'
import { prune } from './prune.ts'
import { minute } from './spans.ts'

/** Statements are prepared once, whichever transaction their connection is in. */
const appenders = new WeakMap<Database, Appender>()

/** The history: raw points and their rollups. All of it runs on the bare connection, for speed. */
export function readings(knex: Knex): Store['readings'] {
  return {
    append(points: Point[]) {
      return withConnection(knex, connection => {
        let append = appenders.get(connection)
        if (!append) {
          append = appender(connection)
          appenders.set(connection, append)
        }
        append(points)
      })
    },
    series: () =>
      withConnection(knex, connection =>
        connection.prepare<{ series: string; from: number; to: number }>(covered).all(),
      ),
    points: ({ series, from, to, limit }) =>
      withConnection(knex, connection =>
        connection
          .prepare<{ at: number; value: number }>(
            'SELECT at, value FROM readings WHERE series = (SELECT key FROM series WHERE name = ?) AND at >= ? AND at < ? ORDER BY at LIMIT ?',
          )
          .all(series, from, to, limit),
      ),
    buckets: query => withConnection(knex, connection => bucketsOf(connection, query)),
    prune: before => withConnection(knex, connection => prune(connection, before)),
  }
}

// Where raw points were pruned, rollups tell when the first was: to the minute.
const covered = `
  SELECT name AS series,
    CASE WHEN horizon > 0 THEN first_rollup ELSE first_point END AS "from",
    max(coalesce(last_point, last_rollup), last_rollup) AS "to"
  FROM (
    SELECT name, horizon,
      (SELECT min(at) FROM readings WHERE series = key) AS first_point,
      (SELECT max(at) FROM readings WHERE series = key) AS last_point,
      (SELECT min(at) FROM rollups WHERE series = key AND span = ${minute}) AS first_rollup,
      (SELECT max(at) FROM rollups WHERE series = key AND span = ${minute}) AS last_rollup
    FROM series
  )
  WHERE last_rollup IS NOT NULL
  ORDER BY name`
