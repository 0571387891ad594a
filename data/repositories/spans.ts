/** The lengths of rollups, ms, from fine to coarse; each holds whole ones of the one before. */
export const spans = [60_000, 900_000, 86_400_000] as const

/** The finest of them; raw points are pruned by whole ones. */
export const minute = spans[0]

/** The start of the `span` that holds `at`. */
export function startOf(at: number, span: number): number {
  return at - (at % span)
}

/** What is known of a stretch of time. */
export interface Summary {
  minimum: number
  maximum: number
  sum: number
  count: number
}

/** Adds what `more` knows to `summary`. */
export function merge(summary: Summary, more: Summary): void {
  if (more.minimum < summary.minimum) summary.minimum = more.minimum
  if (more.maximum > summary.maximum) summary.maximum = more.maximum
  summary.sum += more.sum
  summary.count += more.count
}
