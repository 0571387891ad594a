import { z } from 'zod'
import { AlarmId, JournalEntry, Priority } from './alarm.ts'
import { Note } from './note.ts'
import { ProfileEvent } from './profile.ts'
import { ScheduleEvent } from './schedule-run.ts'
import { Instant } from './units.ts'
import { Mode } from './vessel.ts'

/** A change of what a vessel is told to do. */
export const ModeMark = z.strictObject({ kind: z.literal('mode'), at: Instant, mode: Mode })

/** An event of the vessel's profile, when it was due. */
export const EventMark = z.strictObject({ kind: z.literal('event'), ...ProfileEvent.omit({ vessel: true }).shape })

/** How the vessel got on in its schedule. */
export const StepMark = z.strictObject({ kind: z.literal('step'), ...ScheduleEvent.omit({ vessel: true }).shape })

/** Something that happened to a vessel at one time, as its chart shows it. */
export const Mark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('note'), ...Note.omit({ vessel: true, version: true }).shape }),
  z.strictObject({
    kind: z.literal('alarm'),
    at: Instant,
    alarm: AlarmId,
    event: JournalEntry.shape.event.extract(['came', 'went']),
    priority: Priority,
    message: z.string(),
  }),
  EventMark,
  StepMark,
  ModeMark,
])
export type Mark = z.infer<typeof Mark>

/** What a vessel's journal keeps of itself; alarms and notes have places of their own. */
export const Happening = z.discriminatedUnion('kind', [ModeMark, EventMark, StepMark])
export type Happening = z.infer<typeof Happening>

/** Marks of a group that are told one by one. */
export const markedAtMost = 5

/** Marks that lie close together: how many there are, and those that matter most, in order of time. */
export const MarkGroup = z.strictObject({
  from: Instant,
  to: Instant,
  count: z.int().min(1),
  marks: z.array(Mark).min(1).max(markedAtMost),
})
export type MarkGroup = z.infer<typeof MarkGroup>

/** What is published on `marks.<vessel>`: something was marked, noted, changed or deleted. */
export const MarkChange = z.strictObject({
  kind: z.enum(['mode', 'event', 'note']),
  event: z.enum(['created', 'updated', 'deleted']),
  at: Instant,
})
export type MarkChange = z.infer<typeof MarkChange>
