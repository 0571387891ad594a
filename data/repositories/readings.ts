import type { Knex } from 'knex'
import type { Store } from '../store.ts'
import type { Dialect } from './dialect.ts'
import { prune } from './prune.ts'
import { ask } from './rows.ts'
import { minute, spans } from './spans.ts'

/** The history: raw points and their rollups. */
export function readings(knex: Knex, { append, buckets }: Pick<Dialect, 'append' | 'buckets'>): Store['readings'] {
  return {
    append: points => append(knex, points),
    series: () => ask(knex, covered, []),
    points: ({ series, from, to, limit }) => ask(knex, stretch, [series, from, to, limit]),
    buckets: query => buckets(knex, query),
    newestDay: async nth => (await ask<{ at: number }>(knex, recordedDays, [nth - 1]))[0]?.at ?? null,
    prune: before => prune(knex, before),
  }
}

const stretch = `
  SELECT at, value FROM readings WHERE series = (SELECT key FROM series WHERE name = ?) AND at >= ? AND at < ?
  ORDER BY at LIMIT ?`

// Series by series: their days are found in the tree of each, not among all minutes.
const recordedDays = `
  SELECT DISTINCT rollups.at FROM series CROSS JOIN rollups
  WHERE rollups.series = series.key AND rollups.span = ${spans.at(-1)} ORDER BY rollups.at DESC LIMIT 1 OFFSET ?`

// Where raw points were pruned, rollups tell when the first was: to the minute.
const covered = `
  SELECT name AS series,
    CASE WHEN horizon > 0 THEN first_rollup ELSE first_point END AS "from",
    CASE WHEN last_point > last_rollup THEN last_point ELSE last_rollup END AS "to"
  FROM (
    SELECT name, horizon,
      (SELECT min(at) FROM readings WHERE series = key) AS first_point,
      (SELECT max(at) FROM readings WHERE series = key) AS last_point,
      (SELECT min(at) FROM rollups WHERE series = key AND span = ${minute}) AS first_rollup,
      (SELECT max(at) FROM rollups WHERE series = key AND span = ${minute}) AS last_rollup
    FROM series
  ) AS ends
  WHERE last_rollup IS NOT NULL
  ORDER BY name`
