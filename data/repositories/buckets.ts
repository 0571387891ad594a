import type { Database } from 'better-sqlite3'
import type { Bucket } from '../model/reading.ts'
import { merge, minute, type Summary, spans, startOf } from './spans.ts'

/** How much wider than asked for a bucket may get, so that it is made of rollups: that costs a third of the detail at most. */
const widest = 1.5
/** Widths between one rollup of a span and two that are read in few pieces. */
const between = new Map<number, number>([
  [spans[0], 90_000],
  [spans[1], 1_200_000],
  [spans[2], 129_600_000],
])

/** A stretch of time and where to read it: a rollup's span, or 0 for raw points. */
interface Piece {
  span: number
  from: number
  to: number
}

/**
 * At most `count` buckets over [from, to), each summed up from the coarsest rollups that lie wholly inside it, and at
 * its edges from finer ones down to raw points: exact, and never more than a few hundred rows a bucket.
 */
export function bucketsOf(
  connection: Database,
  query: { series: string; from: number; to: number; count: number },
): Bucket[] {
  const { find, ends, raw, rollup } = statementsOf(connection)
  const series = find.get(query.series)
  if (!series || query.count < 1) return []
  // Where a series begins and ends, so that nobody searches an empty century.
  const known = ends.get(series.key, series.key)!
  if (known.from === null || known.to === null) return []
  // Where raw points were pruned, a minute is the least that is known.
  const pruned = query.from < series.horizon
  const first = Math.max(pruned ? startOf(query.from, minute) : query.from, known.from)
  const last = query.to <= series.horizon ? startOf(query.to + minute - 1, minute) : query.to
  const end = Math.min(last, known.to + minute)
  const width = widthOf(query, pruned)
  const buckets: Bucket[] = []
  for (let start = first; start < end; ) {
    const next = Math.min(query.count === 1 ? end : startOf(start, width) + width, end)
    const bucket = summary(start, next)
    if (bucket) buckets.push(bucket)
    start = next
  }
  return buckets

  function summary(from: number, to: number): Bucket | null {
    let total: Summary | null = null
    for (const { span, from: start, to: end } of pieces(from, to)) {
      const part = span === 0 ? raw.get(series!.key, start, end)! : rollup.get(series!.key, span, start, end)!
      if (!part.count) continue
      if (total) merge(total, part)
      else total = part
    }
    if (!total) return null
    return {
      at: from,
      minimum: total.minimum,
      maximum: total.maximum,
      mean: total.sum / total.count,
      count: total.count,
    }
  }
}

/** The width of a bucket: a whole number of the rollups it is mostly made of, or a little more than one. */
function widthOf({ from, to, count }: { from: number; to: number; count: number }, pruned: boolean): number {
  // The grid is that of the clock, so that a chart that moves on shows the same buckets: one more may be cut by it.
  const least = Math.max(1, Math.ceil((to - from) / Math.max(1, count - 1)))
  const unit = spans.findLast(span => span <= least * widest) ?? (pruned ? minute : 1)
  const step = between.get(unit)
  const isStep = step !== undefined && least > unit && least <= step && (!pruned || step % minute === 0)
  return isStep ? step : Math.ceil(least / unit) * unit
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

/** Cuts [from, to) into the fewest stretches that rollups cover exactly. */
function pieces(from: number, to: number, level = spans.length - 1): Piece[] {
  if (from >= to) return []
  const span = spans[level]
  if (span === undefined) return [{ span: 0, from, to }]
  const first = startOf(from + span - 1, span)
  const end = startOf(to, span)
  if (first >= end) return pieces(from, to, level - 1)
  return [...pieces(from, first, level - 1), { span, from: first, to: end }, ...pieces(end, to, level - 1)]
}
