import { Readable } from 'node:stream'
import { type Cell, csvLine } from './csv.ts'
import type { Download } from './route.ts'

/** A table on its way out, page by page, however long it is. */
export interface Table<Item> {
  /** Name of the file, without its ending. */
  name: string
  format: 'csv' | 'json'
  columns: string[]
  cells(item: Item): Cell[]
  /** What the JSON document says besides its `items`. */
  about?: Record<string, unknown>
  pages: AsyncIterator<readonly Item[]>
}

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

/**
 * A table as a file. The first page is read before this resolves, so that what fails there is still answered as a problem; the
 * next ones as fast as they are taken away, so that memory holds a few pages at most.
 */
export async function download<Item>(table: Table<Item>): Promise<Download> {
  const first = await table.pages.next()
  const chunks = table.format === 'csv' ? csv(table, first) : json(table, first)
  const content = Readable.from(chunks, { objectMode: true, highWaterMark: 1 })
  return { type: types[table.format], name: `${table.name}.${table.format}`, content }
}

type Step<Item> = IteratorResult<readonly Item[]>

async function* csv<Item>({ columns, cells, pages }: Table<Item>, first: Step<Item>): AsyncGenerator<string> {
  yield csvLine(columns)
  for (let step = first; !step.done; step = await pages.next()) {
    if (step.value.length > 0) yield step.value.map(item => csvLine(cells(item))).join('')
  }
}

async function* json<Item>({ about = {}, pages }: Table<Item>, first: Step<Item>): AsyncGenerator<string> {
  const head = JSON.stringify({ ...about, items: [] }).slice(0, -2)
  yield head
  let between = ''
  for (let step = first; !step.done; step = await pages.next()) {
    if (step.value.length === 0) continue
    yield between + step.value.map(item => JSON.stringify(item)).join(',\n')
    between = ',\n'
  }
  yield ']}\n'
}
