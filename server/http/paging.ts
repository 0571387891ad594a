import { z } from 'zod'
import { Fault } from '../../data/model/fault.ts'

/** A number in the query of a URL; one that is left blank is none, rather than 0. */
export const inQuery = <Schema extends z.ZodType<number>>(schema: Schema) => z.preprocess(numberIn, schema)

/** What is no number stays what it is, for the schema to tell. */
function numberIn(text: unknown): unknown {
  const isText = typeof text === 'string' && text.trim() !== ''
  return isText && !Number.isNaN(Number(text)) ? Number(text) : text
}

/** The number that names something in a path. Fails with `not-found` for what is none. */
export function numberOf(id: string, what: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id)
  throw new Fault('not-found', `there is no ${what} "${id}"`)
}

/** A part of a list, and what asks for the next one. */
export const page = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() })

/** Most items of a page. */
export const Limit = inQuery(z.int().min(1).max(1000)).default(100)

/** Which page of a list that is newest first. */
export const NewestFirst = z.object({
  before: inQuery(z.int()).optional().describe('the `next` of the page before'),
  limit: Limit,
})

/** A page of a list that is newest first: behind a full one there may be more. */
export function pageOf<Item extends { id: number }>(items: Item[], limit: number) {
  return { items, next: items.length === limit ? String(items.at(-1)!.id) : null }
}
