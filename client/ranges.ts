const hour = 3_600_000
const day = 24 * hour

/** A span of time on a chart, ms. */
export interface Span {
  from: number
  to: number
}

/** Spans a chart offers; `all` goes back to the first value there is. */
export const ranges = [
  { label: '1 h', length: hour },
  { label: '6 h', length: 6 * hour },
  { label: '1 d', length: day },
  { label: '7 d', length: 7 * day },
  { label: 'all', length: null },
] as const

/** The span a range shows at `now`, given when the first value was kept. */
export function spanOf(length: number | null, now: number, first: number | undefined): Span {
  const from = length === null ? Math.min(first ?? now - hour, now - 60_000) : now - length
  return { from, to: now }
}

/** How much to ask the server for: the visible span and a quarter of it on either side, not beyond `now`. */
export function fetched(visible: Span, now: number): Span {
  const spare = (visible.to - visible.from) / 4
  return { from: Math.max(0, Math.floor(visible.from - spare)), to: Math.ceil(Math.min(visible.to + spare, now)) + 1 }
}

/** Moves a span by a share of its length; never past `now`, nor to before there was any time. */
export function pan({ from, to }: Span, share: number, now: number): Span {
  const move = Math.max(earliest(from) - from, Math.min((to - from) * share, now - to))
  return { from: from + move, to: to + move }
}

/**
 * Zooms about `at` (the middle unless given): a factor below 1 shows less. Never under a minute, never past `now`, nor
 * to before there was any time.
 */
export function zoom({ from, to }: Span, factor: number, now: number, at = (from + to) / 2): Span {
  const length = Math.max(60_000, (to - from) * factor)
  const start = at - ((at - from) / (to - from)) * length
  const end = Math.min(start + length, now)
  return { from: Math.max(earliest(from), end - length), to: end }
}

/** How far back a span that begins at `from` may go: to 1970, where time begins for the server, or no further than it is. */
export const earliest = (from: number): number => Math.min(0, from)

/** Whether a span ends so close to now that it should move along with time. */
export const follows = ({ from, to }: Span, now: number): boolean => now - to <= Math.max(2000, (to - from) * 0.01)

/** A span with as much of what is foreseen as leaves the past most of the room. */
export function withAhead({ from, to }: Span, ahead: readonly { at: number }[]): Span {
  const last = ahead.at(-1)?.at ?? to
  return { from, to: to + Math.max(0, Math.min(last - to, (to - from) / 3)) }
}

/** Index of the point nearest to `at` in points ordered by time; −1 when there are none. */
export function nearest(points: readonly { at: number }[], at: number): number {
  let low = 0
  let high = points.length - 1
  if (high < 0) return -1
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.at < at) low = middle + 1
    else high = middle
  }
  return low > 0 && at - points[low - 1]!.at < points[low]!.at - at ? low - 1 : low
}
