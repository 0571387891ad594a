import { z } from 'zod'
import { EmergencyStop, Stopper, Trip } from '../../data/model/safety.ts'
import { Id } from '../../data/model/units.ts'
import type { Store } from '../../data/store.ts'
import type { Brewery } from '../brewery.ts'
import { Person } from './alarms.ts'
import { NewestFirst, numberOf, page, pageOf } from './paging.ts'
import { type Route, route } from './route.ts'

const TripPage = NewestFirst.extend({
  vessel: Id.optional(),
  latched: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional()
    .describe('only those that wait to be reset, or only those that were'),
})

/** Emergency stop, and what the safety layer tripped on. */
export function safetyRoutes(brewery: Pick<Brewery, 'safety'>, store: Pick<Store, 'safety'>): Route[] {
  /** On the first page, what a failing disk has not taken yet. */
  const unkept = ({ before, latched, vessel }: z.infer<typeof TripPage>, kept: readonly Trip[]) =>
    before !== undefined || latched === false
      ? []
      : brewery.safety.unkept.filter(
          trip => (vessel === undefined || trip.vessel === vessel) && !kept.some(({ id }) => id === trip.id),
        )
  return [
    route({
      method: 'get',
      path: '/emergency-stop',
      summary: 'Whether the emergency stop is latched, since when and by whom',
      tag: 'safety',
      answer: EmergencyStop,
      handle: () => ({ body: brewery.safety.emergencyStop }),
    }),
    route({
      method: 'post',
      path: '/emergency-stop',
      summary: 'Switch everything off until somebody clears it; needs no body',
      tag: 'safety',
      body: Stopper.catch({ by: 'somebody' }),
      bodyOptional: true,
      anyBody: true,
      answer: EmergencyStop,
      handle: async ({ body }) => ({ body: await brewery.safety.stop(body.by) }),
    }),
    route({
      method: 'delete',
      path: '/emergency-stop',
      summary: 'Clear the emergency stop; every vessel stays off until it is told what to do',
      tag: 'safety',
      query: Person,
      answer: EmergencyStop,
      handle: async ({ query }) => ({ body: await brewery.safety.clear(query.by) }),
    }),
    route({
      method: 'get',
      path: '/trips',
      summary: 'List what the safety layer stopped, newest first',
      tag: 'safety',
      query: TripPage,
      answer: page(Trip),
      async handle({ query }) {
        const items = await store.safety.trips(query)
        return { body: { ...pageOf(items, query.limit), items: [...unkept(query, items), ...items] } }
      },
    }),
    route({
      method: 'post',
      path: '/trips/:id/reset',
      summary: 'Let what a trip keeps off go again; it trips anew while its cause lasts',
      tag: 'safety',
      body: Person,
      bodyOptional: true,
      answer: Trip,
      handle: async ({ params, body }) => ({ body: await brewery.safety.reset(numberOf(params.id!, 'trip'), body.by) }),
    }),
  ]
}
