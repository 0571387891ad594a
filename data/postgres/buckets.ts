import type { Knex } from 'knex'
import type { Bucket } from '../model/reading.ts'
import type { BucketQuery } from '../repositories/dialect.ts'
import { ask } from '../repositories/rows.ts'
import { minute, type Summary } from '../repositories/spans.ts'
import { type Known, type Piece, stretchesOf, sumUp } from '../repositories/stretches.ts'
import { columns } from './append.ts'

/** Buckets of a series; all their pieces are read in two queries. */
export async function buckets(knex: Knex, query: BucketQuery): Promise<Bucket[]> {
  const [series] = await ask<Known & { key: number }>(knex, known, [query.series])
  if (!series) return []
  const stretches = stretchesOf(query, series)
  const pieces = stretches.flatMap(({ pieces }) => pieces)
  const sums = new Map<Piece, Summary>()
  for (const [sql, some] of [
    [raw, pieces.filter(({ span }) => span === 0)],
    [rollups, pieces.filter(({ span }) => span > 0)],
  ] as const) {
    if (some.length === 0) continue
    const arrays = columns(
      some.map(({ span, from, to }) => [span, from, to]),
      3,
    )
    const rows = await ask<Summary & { nth: number }>(knex, sql, [...arrays, series.key])
    for (const { nth, ...summary } of rows) sums.set(some[nth - 1]!, summary)
  }
  return sumUp(stretches, piece => sums.get(piece)!)
}

const known = `
  SELECT key, horizon,
    (SELECT min(at) FROM rollups WHERE series = key AND span = ${minute}) AS "from",
    (SELECT max(at) FROM rollups WHERE series = key AND span = ${minute}) AS "to"
  FROM series WHERE name = ?`

const pieces = `
  FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) WITH ORDINALITY AS piece (span, "from", "to", nth)
  CROSS JOIN LATERAL`

const raw = `
  SELECT nth, whole.* ${pieces} (
    SELECT min(value) AS minimum, max(value) AS maximum, sum(value) AS sum, count(*) AS count FROM readings
    WHERE series = ? AND at >= piece."from" AND at < piece."to"
  ) AS whole`

const rollups = `
  SELECT nth, whole.* ${pieces} (
    SELECT min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum, sum(count) AS count FROM rollups
    WHERE series = ? AND span = piece.span AND at >= piece."from" AND at < piece."to"
  ) AS whole`
