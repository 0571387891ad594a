import type { Instant } from '../../data/model/units.ts'
import type { Store } from '../../data/store.ts'

/** A moment and a value. */
export interface Sample {
  at: Instant
  value: number
}

type Points = Store['readings']['points']
/** Points that are turned into text at a time: some milliseconds, in which no tick and no message has a turn. */
const pageLength = 500

/** The points of a series with from ≤ at < to, a page at a time. */
export async function* pointPages(
  points: Points,
  series: string,
  { from, to }: { from: Instant; to: Instant },
): AsyncGenerator<Sample[]> {
  for (let start = from; ; ) {
    const page = await points({ series, from: start, to, limit: pageLength })
    yield page
    if (page.length < pageLength) return
    start = page.at(-1)!.at + 1
  }
}

/** What several series said at one moment. */
export interface Row {
  at: Instant
  values: (number | null)[]
}

/** How one of the series is read: for how many ms at most its value holds until the next one; 0 for that moment only. */
export interface Column {
  series: string
  holds: number
}

/** Several series side by side: a row for each moment at which one of them has a point. */
export async function* rowPages(
  points: Points,
  columns: Column[],
  span: { from: Instant; to: Instant },
): AsyncGenerator<Row[]> {
  const cursors = await Promise.all(
    columns.map(async ({ series, holds }) => {
      // What was written before the first row may hold there.
      const pages = pointPages(points, series, { ...span, from: Math.max(0, span.from - holds) })
      const cursor: Cursor = { pages, page: [], place: 0, last: null, holds }
      await refill(cursor)
      return cursor
    }),
  )
  let rows: Row[] = []
  for (;;) {
    const at = Math.min(...cursors.map(({ page, place }) => page[place]?.at ?? Number.POSITIVE_INFINITY))
    if (at === Number.POSITIVE_INFINITY) break
    for (const cursor of cursors) {
      if (cursor.page[cursor.place]?.at !== at) continue
      cursor.last = cursor.page[cursor.place]!
      cursor.place += 1
      if (cursor.place === cursor.page.length) await refill(cursor)
    }
    if (at < span.from) continue
    rows.push({ at, values: cursors.map(cursor => valueAt(at, cursor)) })
    if (rows.length < pageLength) continue
    yield rows
    rows = []
  }
  yield rows
}

interface Cursor {
  pages: AsyncGenerator<Sample[]>
  page: Sample[]
  /** Of the next one. */
  place: number
  last: Sample | null
  holds: number
}

function valueAt(at: Instant, { page, place, last, holds }: Cursor): number | null {
  if (!last || at - last.at > holds) return null
  // When the next one is too far away it was ended before.
  const next = page[place]
  return at === last.at || !next || next.at - last.at <= holds ? last.value : null
}

async function refill(cursor: Cursor): Promise<void> {
  const { value, done } = await cursor.pages.next()
  cursor.page = done ? [] : value
  cursor.place = 0
}
