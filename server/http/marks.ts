import { z } from 'zod'
import { MarkGroup } from '../../data/model/mark.ts'
import { Note, NoteBody } from '../../data/model/note.ts'
import { ProfileEvent } from '../../data/model/profile.ts'
import { type Clock, Instant, Version } from '../../data/model/units.ts'
import type { Chronicle } from '../chronicle.ts'
import { inQuery, Limit, numberOf, page } from './paging.ts'
import { type Route, route } from './route.ts'

const day = 86_400_000
const time = inQuery(Instant).optional()
const to = time.describe('ms since 1970, not included; all there is when left out')

const MarksQuery = z.object({
  from: time.describe('ms since 1970, included; a day before `to` when left out'),
  to: time.describe('ms since 1970, not included; now when left out'),
  groups: inQuery(z.int().min(1).max(500)).default(60).describe('so many groups at most, and one'),
})
/** A place in a list that is newest first. */
const Place = z
  .string()
  .regex(/^\d{1,15}-\d{1,15}$/, 'expected the `next` of the page before')
  .optional()
  .describe('the `next` of the page before')
const EventsQuery = z.object({
  from: time.describe('ms since 1970, included; a day ago when left out'),
  after: Place,
  limit: Limit,
})
const NotesQuery = z.object({
  from: time.describe('ms since 1970, included'),
  to,
  before: Place,
  limit: Limit,
})
const Rewritten = NoteBody.extend({ version: Version.optional() })

/** What happened to vessels and what brewers noted about them. */
export function markRoutes(chronicle: Chronicle, clock: Pick<Clock, 'now'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/events',
      summary: 'List the events of profiles that were due, newest first',
      tag: 'profiles',
      query: EventsQuery,
      answer: page(ProfileEvent),
      async handle({ query: { from = Math.max(0, clock.now() - day), after, limit } }) {
        const events = await chronicle.events({ from, before: itemAt(after), limit })
        return { body: { items: events.map(({ id: _, ...event }) => event), next: placeAfter(events, limit) } }
      },
    }),
    route({
      method: 'get',
      path: '/vessels/:id/marks',
      summary: 'What happened to a vessel: alarms, events, changes of its mode and notes, in groups for a chart',
      tag: 'vessels',
      query: MarksQuery,
      answer: page(MarkGroup),
      async handle({ params, query: { to = clock.now() + 1, from = Math.max(0, to - day), groups } }) {
        return { body: { items: await chronicle.marks(params.id!, { from, to, groups }), next: null } }
      },
    }),
    route({
      method: 'get',
      path: '/vessels/:id/notes',
      summary: "Read the brewers' notes on a vessel, newest first",
      tag: 'notes',
      query: NotesQuery,
      answer: page(Note),
      async handle({ params, query: { from = 0, to = Number.MAX_SAFE_INTEGER, before, limit } }) {
        const items = await chronicle.notes({ vessel: params.id!, from, to, before: itemAt(before), limit })
        return { body: { items, next: placeAfter(items, limit) } }
      },
    }),
    route({
      method: 'post',
      path: '/vessels/:id/notes',
      summary: 'Note something about a vessel, now or at another time',
      tag: 'notes',
      body: NoteBody,
      answer: Note,
      status: 201,
      async handle({ params, body }) {
        const note = await chronicle.note(params.id!, body)
        const location = `/api/v1/vessels/${note.vessel}/notes/${note.id}`
        return { status: 201, body: note, version: note.version, location }
      },
    }),
    route({
      method: 'get',
      path: '/vessels/:id/notes/:note',
      summary: 'Read a note',
      tag: 'notes',
      answer: Note,
      async handle({ params }) {
        const note = await chronicle.noteOf(params.id!, numberOf(params.note!, 'note'))
        return { body: note, version: note.version }
      },
    }),
    route({
      method: 'put',
      path: '/vessels/:id/notes/:note',
      summary: 'Write a note anew; its time stays when left out',
      tag: 'notes',
      body: Rewritten,
      answer: Note,
      conditional: true,
      async handle({ params, body: { version: sent = null, ...body }, version }) {
        const note = await chronicle.rewrite(params.id!, numberOf(params.note!, 'note'), body, version ?? sent)
        return { body: note, version: note.version }
      },
    }),
    route({
      method: 'delete',
      path: '/vessels/:id/notes/:note',
      summary: 'Delete a note',
      tag: 'notes',
      status: 204,
      conditional: true,
      async handle({ params, version }) {
        await chronicle.erase(params.id!, numberOf(params.note!, 'note'), version)
        return {}
      },
    }),
  ]
}

interface Item {
  at: Instant
  id: number
}

/** The last item of the page before. */
function itemAt(place: string | undefined): Item | undefined {
  const [at, id] = place?.split('-').map(Number) ?? []
  return at === undefined || id === undefined ? undefined : { at, id }
}

/** Behind a full page there may be more. */
function placeAfter(items: readonly Item[], limit: number): string | null {
  const last = items.at(-1)
  return items.length === limit && last ? `${last.at}-${last.id}` : null
}
