import type { Knex } from 'knex'
import type { Point } from '../model/reading.ts'
import { addFresh, type Change, demandPoint, type Level, levelsOf } from '../repositories/levels.ts'
import { ask } from '../repositories/rows.ts'
import { minute, type Summary, spans, startOf } from '../repositories/spans.ts'

/** One series while points are appended: those that may replace one, the newest of each time, and what becomes of its rollups. */
interface Batch extends Change {
  key: number
  horizon: number
  values: Map<number, number>
}

/** Appends points in one transaction, and keeps their rollups true. */
export async function append(knex: Knex, points: readonly Point[]): Promise<void> {
  for (const point of points) demandPoint(point)
  if (points.length === 0) return
  await knex.transaction(async transaction => {
    const batches = await batchesOf(transaction, new Set(points.map(({ series }) => series)))
    for (const { series, at, value } of points) {
      const { horizon, values, fresh } = batches.get(series)!
      // Raw points this old are no longer kept, so it cannot be told whether this one replaces another.
      if (at < horizon) addFresh(fresh, at, value)
      else values.set(at, value)
    }
    await keepPoints(transaction, [...batches.values()])
    await rollUp(transaction, [...batches.values()])
  })
}

async function batchesOf(knex: Knex, names: Set<string>): Promise<Map<string, Batch>> {
  const find = () =>
    ask<{ key: number; name: string; horizon: number }>(
      knex,
      'SELECT key, name, horizon FROM series WHERE name IN (SELECT json_array_elements_text(?::json))',
      [JSON.stringify([...names])],
    )
  let known = await find()
  if (known.length < names.size) {
    const there = new Set(known.map(({ name }) => name))
    await knex('series').insert([...names].filter(name => !there.has(name)).map(name => ({ name })))
    known = await find()
  }
  return new Map(
    known.map(({ key, name, horizon }) => [
      name,
      { key, horizon, values: new Map(), fresh: new Map(), replaced: new Set() },
    ]),
  )
}

async function keepPoints(knex: Knex, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ key, values }) => [...values].map(([at, value]) => [key, at, value]))
  if (rows.length === 0) return
  const replaced = await ask<{ series: number; at: number }>(knex, keep, columns(rows, 3))
  const byKey = new Map(batches.map(batch => [batch.key, { ...batch, old: new Set<number>() }]))
  for (const { series, at } of replaced) byKey.get(series)!.old.add(at)
  for (const { values, fresh, replaced, old } of byKey.values()) {
    for (const [at, value] of values) {
      if (old.has(at)) replaced.add(startOf(at, minute))
      else addFresh(fresh, at, value)
    }
  }
}

async function rollUp(knex: Knex, batches: readonly Batch[]): Promise<void> {
  const levels = batches.flatMap(batch => [...levelsOf(batch)].map(level => ({ ...level, key: batch.key })))
  const rows = levels.flatMap(({ key, span, added }) => added.map(([at, summary]) => rowOf(key, span, at, summary)))
  if (rows.length > 0) await knex.raw(add, columns(rows, 7))
  // From fine to coarse: a quarter of an hour is counted again from minutes that are true.
  for (const span of spans) {
    const stale = levels.filter(level => level.span === span).flatMap(level => level.stale.map(at => [level.key, at]))
    if (stale.length > 0) await knex.raw(...recount(levels.find(level => level.span === span)!, columns(stale, 2)))
  }
}

const rowOf = (key: number, span: number, at: number, { minimum, maximum, sum, count }: Summary) => [
  key,
  span,
  at,
  minimum,
  maximum,
  sum,
  count,
]

/** Columns of numbers as arrays in PostgreSQL's words. */
export function columns(rows: readonly number[][], count: number): string[] {
  return Array.from({ length: count }, (_, column) => `{${rows.map(row => row[column]).join(',')}}`)
}

const keep = `
  WITH new AS (SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::float8[]) AS new (series, at, value)),
  replaced AS (
    UPDATE readings SET value = new.value FROM new WHERE readings.series = new.series AND readings.at = new.at
    RETURNING readings.series, readings.at
  ),
  added AS (INSERT INTO readings (series, at, value) SELECT series, at, value FROM new ON CONFLICT DO NOTHING)
  SELECT series, at FROM replaced`

const into = 'INSERT INTO rollups AS old (series, span, at, minimum, maximum, sum, count)'

const add = `
  ${into}
  SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::float8[], ?::float8[], ?::float8[], ?::bigint[])
  ON CONFLICT (series, span, at) DO UPDATE SET minimum = least(old.minimum, excluded.minimum),
    maximum = greatest(old.maximum, excluded.maximum), sum = old.sum + excluded.sum, count = old.count + excluded.count`

function recount({ span, finer }: Level, [keys, starts]: string[]): [string, (string | number)[]] {
  const [source, sums] =
    finer === null
      ? ['readings', 'min(value), max(value), sum(value), count(*)']
      : ['rollups', 'min(minimum), max(maximum), sum(sum), sum(count)']
  return [
    `${into}
     SELECT stale.series, ?::bigint, stale.at, ${sums}
     FROM unnest(?::bigint[], ?::bigint[]) AS stale (series, at) JOIN ${source} AS fine
       ON fine.series = stale.series AND fine.at >= stale.at AND fine.at < stale.at + ?::bigint
       ${finer === null ? '' : `AND fine.span = ${finer}`}
     GROUP BY stale.series, stale.at
     ON CONFLICT (series, span, at) DO UPDATE SET minimum = excluded.minimum, maximum = excluded.maximum,
       sum = excluded.sum, count = excluded.count`,
    [span, keys!, starts!, span],
  ]
}
