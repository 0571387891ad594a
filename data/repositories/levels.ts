import { Fault } from '../model/fault.ts'
import { isKeepable, largestAmount, type Point } from '../model/reading.ts'
import { merge, minute, type Summary, spans, startOf } from './spans.ts'

/** What an append does to one series. */
export interface Change {
  /** New points, summed up by minute. */
  fresh: Map<number, Summary>
  /** Minutes in which a point was replaced. */
  replaced: Set<number>
}

/** What it does to the rollups of one span. */
export interface Level {
  span: number
  /** The span that this one is counted again from; null: from the points. */
  finer: number | null
  /** What joins the rollups that start there. */
  added: [number, Summary][]
  /** Starts of rollups that are counted again. */
  stale: number[]
}

/** Fails with `invalid` unless it is a number that may be written down, at a whole millisecond. */
export function demandPoint({ series, at, value }: Point): void {
  if (Number.isSafeInteger(at) && at >= 0 && isKeepable(value)) return
  throw new Fault('invalid', `A point of ${series} is no number up to ${largestAmount} at a time: ${value} at ${at}.`)
}

/** Adds a new point to its minute. */
export function addFresh(fresh: Change['fresh'], at: number, value: number): void {
  const start = startOf(at, minute)
  const summary = fresh.get(start)
  if (!summary) fresh.set(start, { minimum: value, maximum: value, sum: value, count: 1 })
  else {
    if (value < summary.minimum) summary.minimum = value
    if (value > summary.maximum) summary.maximum = value
    summary.sum += value
    summary.count += 1
  }
}

/** What a change does to the rollups, from fine to coarse: a coarse one is counted again from finer ones that are true already. */
export function* levelsOf({ fresh, replaced }: Change): Generator<Level> {
  let pieces = fresh
  let stale = replaced
  for (const [index, span] of spans.entries()) {
    const added = [...pieces].filter(([at]) => !stale.has(at))
    yield { span, finer: spans[index - 1] ?? null, added, stale: [...stale] }
    const coarser = spans[index + 1]
    if (coarser === undefined) return
    pieces = gather(pieces, coarser)
    stale = new Set([...stale].map(at => startOf(at, coarser)))
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
