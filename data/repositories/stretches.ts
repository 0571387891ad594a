import type { Bucket } from '../model/reading.ts'
import type { BucketQuery } from './dialect.ts'
import { merge, minute, type Summary, spans, startOf } from './spans.ts'

/** How much wider than asked for a bucket may get, so that it is made of rollups: that costs a third of the detail at most. */
const widest = 1.5
/** Widths between one rollup of a span and two that are read in few pieces. */
const between = new Map<number, number>([
  [spans[0], 90_000],
  [spans[1], 1_200_000],
  [spans[2], 129_600_000],
])

/** What is known of a series before it is read. */
export interface Known {
  /** Raw points before it were pruned. */
  horizon: number
  /** Starts of its first and last minute, so that nobody searches an empty century. */
  from: number | null
  to: number | null
}

/** A stretch of time and where to read it: a rollup's span, or 0 for raw points. */
export interface Piece {
  span: number
  from: number
  to: number
}

/** A bucket before it is read. */
export interface Stretch {
  at: number
  pieces: Piece[]
}

/**
 * At most `count` stretches over [from, to), each cut into the coarsest rollups that lie wholly inside it, and at its
 * edges into finer ones down to raw points: exact, and never more than a few hundred rows a bucket.
 */
export function stretchesOf(query: BucketQuery, known: Known): Stretch[] {
  if (query.count < 1 || known.from === null || known.to === null) return []
  // Where raw points were pruned, a minute is the least that is known.
  const pruned = query.from < known.horizon
  const first = Math.max(pruned ? startOf(query.from, minute) : query.from, known.from)
  const last = query.to <= known.horizon ? startOf(query.to + minute - 1, minute) : query.to
  const end = Math.min(last, known.to + minute)
  const width = widthOf(query, pruned)
  const stretches: Stretch[] = []
  for (let start = first; start < end; ) {
    const next = Math.min(query.count === 1 ? end : startOf(start, width) + width, end)
    stretches.push({ at: start, pieces: piecesOf(start, next) })
    start = next
  }
  return stretches
}

/** Sums stretches up from what was read of their pieces; empty ones are left out. */
export function sumUp(stretches: readonly Stretch[], read: (piece: Piece) => Summary): Bucket[] {
  return stretches.flatMap(({ at, pieces }) => {
    let total: Summary | null = null
    for (const piece of pieces) {
      const part = read(piece)
      if (!part.count) continue
      if (total) merge(total, part)
      else total = part
    }
    if (!total) return []
    const { minimum, maximum, sum, count } = total
    return { at, minimum, maximum, mean: sum / count, count }
  })
}

/** The width of a bucket: a whole number of the rollups it is mostly made of, or a little more than one. */
function widthOf({ from, to, count }: BucketQuery, pruned: boolean): number {
  // The grid is that of the clock, so that a chart that moves on shows the same buckets: one more may be cut by it.
  const least = Math.max(1, Math.ceil((to - from) / Math.max(1, count - 1)))
  const unit = spans.findLast(span => span <= least * widest) ?? (pruned ? minute : 1)
  const step = between.get(unit)
  const isStep = step !== undefined && least > unit && least <= step && (!pruned || step % minute === 0)
  return isStep ? step : Math.ceil(least / unit) * unit
}

/** Cuts [from, to) into the fewest stretches that rollups cover exactly. */
function piecesOf(from: number, to: number, level = spans.length - 1): Piece[] {
  if (from >= to) return []
  const span = spans[level]
  if (span === undefined) return [{ span: 0, from, to }]
  const first = startOf(from + span - 1, span)
  const end = startOf(to, span)
  if (first >= end) return piecesOf(from, to, level - 1)
  return [...piecesOf(from, first, level - 1), { span, from: first, to: end }, ...piecesOf(end, to, level - 1)]
}
