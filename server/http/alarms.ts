import { z } from 'zod'
import { Alarm, AlarmId, AlarmState, By, JournalEntry, Priority, ShelfSeconds } from '../../data/model/alarm.ts'
import { Id } from '../../data/model/units.ts'
import type { Store } from '../../data/store.ts'
import type { Alarms } from '../alarms.ts'
import { NewestFirst, page, pageOf } from './paging.ts'
import { type Route, route } from './route.ts'

/** Who does something about alarms or safety. */
export const Person = z.strictObject({ by: By.describe('who does it') })

const JournalPage = NewestFirst.extend({
  alarm: AlarmId.optional(),
  source: z.string().max(100).optional().describe('who had it: "sensor beer"'),
  vessel: Id.optional(),
  priority: Priority.optional(),
  text: z.string().max(200).optional().describe('a piece of the message, or of who did it'),
})

/** Alarms and what people do about them; each is answered once it is stored. */
export function alarmRoutes(alarms: Alarms, store: Pick<Store, 'alarms'>): Route[] {
  const command = (name: string, summary: string, act: (id: string, by: string) => Promise<Alarm>): Route =>
    route({
      method: 'post',
      path: `/alarms/:id/${name}`,
      summary,
      tag: 'alarms',
      body: Person,
      answer: Alarm,
      handle: async ({ params, body }) => ({ body: await act(params.id!, body.by) }),
    })

  return [
    route({
      method: 'get',
      path: '/alarms',
      summary: 'List the alarms that last or wait to be acknowledged, or those in another state',
      tag: 'alarms',
      query: z.object({ state: z.enum([...AlarmState.options, 'all']).optional() }),
      answer: page(Alarm),
      handle: ({ query }) => ({ body: { items: alarms.list(query.state), next: null } }),
    }),
    route({
      method: 'get',
      path: '/alarms/:id',
      summary: 'Read an alarm',
      tag: 'alarms',
      answer: Alarm,
      handle: ({ params }) => ({ body: alarms.find(params.id!) }),
    }),
    route({
      method: 'post',
      path: '/alarms/acknowledge',
      summary: 'Acknowledge all alarms that wait for it',
      tag: 'alarms',
      body: Person,
      answer: page(Alarm),
      handle: async ({ body }) => ({ body: { items: await alarms.acknowledgeAll(body.by), next: null } }),
    }),
    command('acknowledge', 'Acknowledge an alarm', alarms.acknowledge),
    route({
      method: 'post',
      path: '/alarms/:id/shelve',
      summary: 'Hear nothing of an alarm for a while, a day at most',
      tag: 'alarms',
      body: Person.extend({ seconds: ShelfSeconds }),
      answer: Alarm,
      handle: async ({ params, body }) => ({ body: await alarms.shelve(params.id!, body.seconds, body.by) }),
    }),
    command('unshelve', 'Hear of a shelved alarm again', alarms.unshelve),
    command('out-of-service', 'Hear nothing of an alarm until it is put back', alarms.takeOutOfService),
    command('in-service', 'Hear of an alarm again', alarms.putInService),
    route({
      method: 'get',
      path: '/alarm-journal',
      summary: 'Read what happened to alarms, by whom and when, newest first',
      tag: 'alarms',
      query: JournalPage,
      answer: page(JournalEntry.extend({ id: z.int() })),
      async handle({ query }) {
        return { body: pageOf(await store.alarms.journal(query), query.limit) }
      },
    }),
  ]
}
