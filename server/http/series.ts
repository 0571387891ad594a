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

/** How one of the series is read: for how many ms its value holds after it was written; 0 for that moment only. */
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
      const pages = pointPages(points, series, span)
      const cursor = { pages, page: [] as Sample[], place: 0, last: null as Sample | null, holds }
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
    rows.push({ at, values: cursors.map(({ last, holds }) => (last && at - last.at <= holds ? last.value : null)) })
    if (rows.length < pageLength) continue
    yield rows
    rows = []
  }
  yield rows
}

async function refill(cursor: { pages: AsyncGenerator<Sample[]>; page: Sample[]; place: number }): Promise<void> {
  const { value, done } = await cursor.pages.next()
  cursor.page = done ? [] : value
  cursor.place = 0
}
