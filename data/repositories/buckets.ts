import type { Database } from 'better-sqlite3'
import type { Bucket } from '../model/reading.ts'
import type { BucketQuery } from './dialect.ts'
import { minute, type Summary } from './spans.ts'
import { stretchesOf, sumUp } from './stretches.ts'

/** Buckets of a series, read piece by piece: in SQLite a query costs microseconds. */
export function bucketsOf(connection: Database, query: BucketQuery): Bucket[] {
  const { find, ends, raw, rollup } = statementsOf(connection)
  const series = find.get(query.series)
  if (!series) return []
  const stretches = stretchesOf(query, { horizon: series.horizon, ...ends.get(series.key, series.key)! })
  return sumUp(stretches, ({ span, from, to }) =>
    span === 0 ? raw.get(series.key, from, to)! : rollup.get(series.key, span, from, to)!,
  )
}

/** Prepared once a connection. */
const prepared = new WeakMap<Database, ReturnType<typeof prepare>>()

function statementsOf(connection: Database): ReturnType<typeof prepare> {
  const statements = prepared.get(connection) ?? prepare(connection)
  prepared.set(connection, statements)
  return statements
}

function prepare(connection: Database) {
  const first = `SELECT min(at) FROM rollups WHERE series = ? AND span = ${minute}`
  const last = `SELECT max(at) FROM rollups WHERE series = ? AND span = ${minute}`
  return {
    find: connection.prepare<{ key: number; horizon: number }>('SELECT key, horizon FROM series WHERE name = ?'),
    ends: connection.prepare<{ from: number | null; to: number | null }>(
      `SELECT (${first}) AS "from", (${last}) AS "to"`,
    ),
    raw: connection.prepare<Summary>(
      'SELECT min(value) AS minimum, max(value) AS maximum, sum(value) AS sum, count(*) AS count FROM readings WHERE series = ? AND at >= ? AND at < ?',
    ),
    rollup: connection.prepare<Summary>(
      'SELECT min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum, sum(count) AS count FROM rollups WHERE series = ? AND span = ? AND at >= ? AND at < ?',
    ),
  }
}
