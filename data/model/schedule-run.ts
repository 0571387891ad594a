import { z } from 'zod'
import { Gravity } from './schedule.ts'
import { Beginning, Celsius, Id, Instant, Milliseconds, Seconds } from './units.ts'

/**
 * Where a vessel stands in its schedule. Times are kept as what had passed `asOf` a moment, from which they go on unless
 * it is paused: so a restart loses nothing, and a clock that jumps moves that moment only.
 */
export const ScheduleRun = z.strictObject({
  /** When it started, or will. */
  startedAt: Beginning,
  step: z.int().min(0),
  /**
   * About to begin, on the way to its target, there but not confirmed, holding, held but not confirmed; `done` after
   * the last step.
   */
  phase: z.enum(['entering', 'approach', 'confirm-start', 'hold', 'confirm-end', 'done']),
  asOf: Beginning,
  /** How long the step's temperature was led, and how long it was held. */
  approached: Milliseconds,
  held: Milliseconds,
  /** Why its time stands still. */
  paused: z.enum(['by-hand', 'outage']).nullable(),
  /** The temperature that the step began at, once one was measured. */
  from: Celsius.nullable(),
  /** By what the step's time was made longer. */
  extended: Milliseconds,
  /** Additions of the step by their number, from 0: those that were announced, and those somebody confirmed. */
  due: z.array(z.int().min(0)),
  added: z.array(z.int().min(0)),
  /** What attenuation is counted from: given at the start, or else the first that was measured. */
  originalGravity: Gravity.nullable(),
})
export type ScheduleRun = z.infer<typeof ScheduleRun>

/** Something somebody has to do and confirm. */
export const Ask = z.strictObject({
  /** Names it when it is confirmed: `0.start`, `2.end`, `2.addition-1`. */
  id: z.string().max(40),
  kind: z.enum(['start', 'end', 'addition']),
  text: z.string(),
})
export type Ask = z.infer<typeof Ask>

/** A run as people and scripts see it. */
export const ScheduleState = z.strictObject({
  schedule: Id,
  name: z.string(),
  kind: z.enum(['mash', 'fermentation']),
  phase: z.enum(['scheduled', 'heating', 'cooling', 'waiting', 'holding', 'boiling', 'resting', 'paused', 'done']),
  /** From 0; null before the start and after the end. */
  step: z.int().nullable(),
  steps: z.int(),
  stepName: z.string().nullable(),
  paused: ScheduleRun.shape.paused,
  /** When the step's time will be over, while it runs; how many seconds of it are left, while it stands. */
  endsAt: Instant.nullable(),
  left: Seconds.nullable(),
  /** What the step waits for, in words, with what is measured: "gravity at most 1.012 (now 1.020)". */
  until: z.array(z.string()),
  /** What somebody has to do now, most pressing first. */
  asks: z.array(Ask),
  addition: z.strictObject({ text: z.string(), at: Instant.nullable(), left: Seconds.nullable() }).nullable(),
  /** The next steps, two at most. */
  upcoming: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  gravity: Gravity.nullable(),
  attenuation: z.number().nullable(),
})
export type ScheduleState = z.infer<typeof ScheduleState>

/** What is published on `events.schedules` when a run gets on. */
export const ScheduleEvent = z.object({
  vessel: Id,
  schedule: Id,
  step: z.int(),
  what: z.enum(['step', 'there', 'confirm', 'addition', 'done', 'paused', 'resumed']),
  at: Instant,
  text: z.string(),
})
export type ScheduleEvent = z.infer<typeof ScheduleEvent>
