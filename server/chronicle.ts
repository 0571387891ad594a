import type { Happening, MarkChange, MarkGroup } from '../data/model/mark.ts'
import type { Note, NoteBody } from '../data/model/note.ts'
import type { ProfileEvent } from '../data/model/profile.ts'
import type { ScheduleEvent } from '../data/model/schedule-run.ts'
import type { Cancel, Clock, Id, Instant } from '../data/model/units.ts'
import type { Mode, VesselState } from '../data/model/vessel.ts'
import type { NoteQuery, Store } from '../data/store.ts'
import type { Change, Configuration } from './configuration.ts'
import { shifted } from './control/shifting.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'

/** Writes down what happens to vessels and what brewers note about them; says on `marks.<vessel>` when there is more. */
export interface Chronicle {
  open(): Promise<void>
  /** The clock was set by so many ms when it was `before`: nobody was told anything because of it. */
  shift(by: number, before: Instant): void
  /** Resolves when all is written. */
  close(): Promise<void>
  /** What happened with from ≤ at < to, in at most so many groups and one. Fails with `not-found`. */
  marks(vessel: Id, span: { from: Instant; to: Instant; groups: number }): Promise<MarkGroup[]>
  /** Events of profiles that were due since, newest first. */
  events: Store['marks']['events']
  /** These five fail with `not-found`; the last two also with `outdated`, unless `version` is null or the current one. */
  notes(query: NoteQuery): Promise<Note[]>
  noteOf(vessel: Id, id: number): Promise<Note>
  note(vessel: Id, note: NoteBody): Promise<Note>
  rewrite(vessel: Id, id: number, note: NoteBody, version: number | null): Promise<Note>
  erase(vessel: Id, id: number, version: number | null): Promise<void>
}

/** Who turns a knob is on the way: only what it is left at within this time, ms, is marked. */
const settling = 60_000

/** Knows what is stored; hears the rest on the hub. */
export function createChronicle(parts: {
  clock: Pick<Clock, 'now'>
  hub: Pick<Hub, 'publish' | 'subscribe' | 'forget'>
  log: Log
  store: Pick<Store, 'marks' | 'modes' | 'notes'>
  configuration: Pick<Configuration, 'plan' | 'find'>
}): Chronicle {
  const { clock, hub, log, store, configuration } = parts
  /** What each vessel was told last; one that was never told anything is off. */
  const told = new Map<Id, Mode>()
  /** The same as text, before the clock was set: a loop is moved a moment later. */
  const unmoved = new Map<Id, string>()
  const steps = new Map<Id, { number: number; kind: Mode['kind']; since: Instant }>()
  let last: Promise<unknown> = Promise.resolve()
  let cancels: Cancel[] = []

  const isThere = (vessel: Id) => configuration.plan.vessels.some(({ id }) => id === vessel)

  function say(vessel: Id, change: MarkChange): void {
    if (isThere(vessel)) hub.publish(`marks.${vessel}`, change)
  }

  function forget(vessel: Id): void {
    hub.forget(`marks.${vessel}`)
    told.delete(vessel)
    unmoved.delete(vessel)
    steps.delete(vessel)
  }

  function hearVessel({ vessel, mode }: VesselState, at: Instant): void {
    const text = textOf(mode)
    if (text === textOf(told.get(vessel) ?? { kind: 'off' }) || text === unmoved.get(vessel)) return
    told.set(vessel, mode)
    unmoved.delete(vessel)
    write(vessel, () => keepMode(vessel, { kind: 'mode', at, mode }))
  }

  async function keepMode(vessel: Id, mark: Extract<Happening, { kind: 'mode' }>): Promise<MarkChange['event']> {
    const { kind } = mark.mode
    const step = steps.get(vessel)
    const turned = kind === 'constant' || kind === 'manual'
    if (step && turned && step.kind === kind && mark.at >= step.since && mark.at - step.since < settling) {
      await store.marks.replace(step.number, mark)
      return 'updated'
    }
    steps.set(vessel, { number: await store.marks.add(vessel, mark), kind, since: mark.at })
    return 'created'
  }

  async function keepEvent({ vessel, ...event }: ProfileEvent): Promise<MarkChange['event']> {
    await store.marks.add(vessel, { kind: 'event', ...event })
    return 'created'
  }

  async function keepStep({ vessel, ...event }: ScheduleEvent): Promise<MarkChange['event']> {
    await store.marks.add(vessel, { kind: 'step', ...event })
    return 'created'
  }

  /** One after the other, and nobody waits for it: a mark may be lost to a failing disk, a command may not. */
  function write(vessel: Id, keep: () => Promise<MarkChange['event']>, kind: 'mode' | 'event' = 'mode'): void {
    last = last.then(async () => {
      try {
        say(vessel, { kind, event: await keep(), at: clock.now() })
      } catch (error) {
        log('warning', `vessel ${vessel}`, `what happened cannot be written down: ${(error as Error).message}`)
      }
    })
  }

  function noted(event: MarkChange['event'], note: Note): Note {
    say(note.vessel, { kind: 'note', event, at: note.at })
    return note
  }

  return {
    async open() {
      for (const { vessel, mode } of await store.modes.all()) told.set(vessel, mode)
      cancels = [
        hub.subscribe('data', ({ channel, data, at }) => {
          const [, vessel = '', below] = channel.split('.')
          // On others anybody may say anything.
          if (below === undefined && isThere(vessel)) hearVessel(data as unknown as VesselState, at)
        }),
        hub.subscribe('configuration.vessels', ({ data }) => {
          const { event, id } = data as unknown as Change
          if (event === 'deleted') forget(id)
        }),
        hub.subscribe('events', ({ channel, data }) => {
          if (channel !== 'events') return
          const event = data as ProfileEvent
          write(event.vessel, () => keepEvent(event), 'event')
        }),
        hub.subscribe('events.schedules', ({ data }) => {
          const event = data as ScheduleEvent
          // What somebody has to do is marked as an alarm.
          if (event.what !== 'confirm' && event.what !== 'addition') write(event.vessel, () => keepStep(event), 'event')
        }),
      ]
    },
    shift(by, before) {
      const profile = (id: Id) => configuration.plan.profiles.find(other => other.id === id)
      for (const [vessel, mode] of told) {
        unmoved.set(vessel, textOf(mode))
        told.set(vessel, shifted(mode, { profile, schedule: () => undefined }, by, before))
      }
    },
    async close() {
      for (const cancel of cancels) cancel()
      await last
    },
    async marks(vessel, { from, to, groups }) {
      configuration.find('vessels', vessel)
      return store.marks.groups({ vessel, from, to, width: Math.max(1, Math.ceil((to - from) / groups)) })
    },
    events: store.marks.events,
    async notes(query) {
      configuration.find('vessels', query.vessel)
      return store.notes.list(query)
    },
    noteOf: (vessel, id) => store.notes.find(vessel, id),
    async note(vessel, { at = clock.now(), ...body }) {
      configuration.find('vessels', vessel)
      return noted('created', await store.notes.create(vessel, { ...body, at }))
    },
    rewrite: async (vessel, id, body, version) => noted('updated', await store.notes.update(vessel, id, body, version)),
    async erase(vessel, id, version) {
      noted('deleted', await store.notes.remove(vessel, id, version))
    },
  }
}

/** What a vessel was told; that it gets on in its schedule is marked step by step. */
function textOf(mode: Mode): string {
  return JSON.stringify(mode.kind === 'schedule' ? { ...mode, run: mode.run?.startedAt } : mode)
}
