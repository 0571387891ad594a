import { z } from 'zod'
import { Fault } from '../../data/model/fault.ts'
import { type Id, Version } from '../../data/model/units.ts'
import type { Configuration, Things } from '../configuration.ts'
import { Limit, page } from './paging.ts'
import { type Route, route } from './route.ts'

const Page = z.object({
  after: z.string().optional().describe('the `next` of the page before'),
  limit: Limit,
})

/** The five operations on things of one kind. `item` is a whole thing, `body` the part of it that is written. */
export function collectionRoutes<K extends keyof Things>(
  configuration: () => Configuration,
  kind: K,
  item: z.ZodType,
  body: z.ZodObject,
): Route[] {
  type Body = Omit<Things[K], 'version'>
  const tag = kind
  const one = kind.slice(0, -1)
  const aThing = `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`
  // What was read may be sent back as it is: its version then stands for If-Match.
  const Replacement = body.partial({ id: true }).extend({ version: Version.optional() })
  return [
    route({
      method: 'get',
      path: `/${kind}`,
      summary: `List the ${kind}`,
      tag,
      query: Page,
      answer: page(item),
      handle({ query: { after, limit } }) {
        const things = configuration().plan[kind]
        const from = after === undefined ? 0 : things.findIndex(({ id }) => id === after) + 1
        if (after !== undefined && from === 0)
          throw new Fault(
            'invalid',
            `after: there is no ${one} "${after}" any more: list from the start, without "after"`,
          )
        const items = things.slice(from, from + limit)
        return { body: { items, next: from + limit < things.length ? items.at(-1)!.id : null } }
      },
    }),
    route({
      method: 'post',
      path: `/${kind}`,
      summary: `Add ${aThing}`,
      tag,
      body,
      answer: item,
      status: 201,
      async handle(call) {
        const thing = await configuration().create(kind, call.body as unknown as Body)
        return { status: 201, body: thing, version: thing.version, location: `/api/v1/${kind}/${thing.id}` }
      },
    }),
    route({
      method: 'get',
      path: `/${kind}/:id`,
      summary: `Read ${aThing}`,
      tag,
      answer: item,
      handle({ params }) {
        const thing = configuration().find(kind, params.id!)
        return { body: thing, version: thing.version }
      },
    }),
    route({
      method: 'put',
      path: `/${kind}/:id`,
      summary: `Replace ${aThing}`,
      tag,
      body: Replacement,
      answer: item,
      conditional: true,
      async handle({ params, body, version }) {
        const { version: sent = null, ...rest } = body as { id?: Id; version?: number }
        if (rest.id !== undefined && rest.id !== params.id) {
          throw new Fault('invalid', 'an id cannot be changed', [
            { pointer: '/id', message: `expected "${params.id}", or none` },
          ])
        }
        const thing = await configuration().update(kind, { ...rest, id: params.id } as unknown as Body, version ?? sent)
        return { body: thing, version: thing.version }
      },
    }),
    route({
      method: 'delete',
      path: `/${kind}/:id`,
      summary: `Delete ${aThing}`,
      tag,
      status: 204,
      conditional: true,
      async handle({ params, version }) {
        await configuration().remove(kind, params.id!, version)
        return {}
      },
    }),
  ]
}
