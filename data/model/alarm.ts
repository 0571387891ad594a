import { z } from 'zod'
import { Fault } from './fault.ts'
import { keepable } from './naming.ts'
import { issuesOf } from './schema.ts'
import { Id, Instant } from './units.ts'

/** How soon somebody has to act: within the day, the hour, minutes, at once. */
export const Priority = z.enum(['low', 'medium', 'high', 'urgent'])
export type Priority = z.infer<typeof Priority>

/**
 * Where an alarm stands in its life (ISA-18.2). `returned`: its cause is gone and nobody has acknowledged it yet.
 * In the last three nobody is told of it: for a while, while a graver alarm explains it, until somebody puts it back.
 */
export const AlarmState = z.enum([
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned',
  'shelved',
  'suppressed',
  'out-of-service',
])
export type AlarmState = z.infer<typeof AlarmState>

/** All that decides the state. */
export const AlarmLife = z.strictObject({
  /** Whether its cause lasts. */
  standing: z.boolean(),
  /** Whether people were told of it: `waiting` until somebody acknowledges, `seen` from then on. */
  told: z.enum(['no', 'waiting', 'seen']),
  shelvedUntil: Instant.nullable(),
  outOfService: z.boolean(),
  /** Whether another alarm that lasts explains it. */
  suppressed: z.boolean(),
})
export type AlarmLife = z.infer<typeof AlarmLife>

/** One alarm per id at a time: `board.arduino`, `sensor.beer`, `rule.too-warm`. */
export const AlarmId = z.string().min(1).max(100)

/** What an alarm is about. */
const Subject = z.strictObject({
  id: AlarmId,
  /** Who has it, as in the log: `vessel kettle`. */
  source: z.string().max(100),
  vessel: Id.nullable(),
  priority: Priority,
})

/** Who did something, as they call themselves. Nothing that is done about alarms may fail because it cannot be kept. */
export const By = z.string().overwrite(keepable).trim().min(1).max(60).default('somebody')

/** An alarm as it is kept. */
export const AlarmEntry = Subject.extend({
  /** What was seen and what to check, in a sentence. */
  message: z.string().max(500),
  /** When its cause came or went last. */
  at: Instant,
  /** How often its cause came since all was normal. */
  count: z.int().min(0),
  life: AlarmLife,
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: Instant.nullable(),
  /** Whether it belongs to a rule, configured or built in, and goes with it. */
  ruled: z.boolean(),
})
export type AlarmEntry = z.infer<typeof AlarmEntry>

/** An alarm as published on `alarms` whenever anything of it changes. */
export const Alarm = AlarmEntry.omit({ life: true, ruled: true }).extend({
  state: AlarmState,
  /** Whether its cause lasts and people are to know: not while it is shelved, suppressed or out of service. */
  active: z.boolean(),
  /** Whether its cause lasts, told or not. */
  standing: z.boolean(),
  shelvedUntil: Instant.nullable(),
})
export type Alarm = z.infer<typeof Alarm>

/** Longest time for which an alarm may be shelved, seconds: a day. */
export const longestShelf = 86_400

/** For how long an alarm is shelved, seconds. */
export const ShelfSeconds = z.number().min(1).max(longestShelf)

/** What who publishes on `alarms` may ask for; `acknowledge: true` means all. */
export const AlarmCommand = z.union([
  z.strictObject({ acknowledge: z.union([z.literal(true), AlarmId]), by: By }),
  z.strictObject({ shelve: AlarmId, seconds: ShelfSeconds, by: By }),
  z.strictObject({ unshelve: AlarmId, by: By }),
])
export type AlarmCommand = z.infer<typeof AlarmCommand>

/** What may be published on `alarms`, for people. */
export const alarmCommandForms =
  '{"acknowledge": true}, {"acknowledge": id}, {"shelve": id, "seconds": 1 to 86400} or {"unshelve": id}'

/** The command that somebody outside gives by publishing, or null when it is none. Fails with `invalid`. */
export function alarmCommandOf(channel: string, data: unknown): AlarmCommand | null {
  if (channel !== 'alarms' || typeof data !== 'object' || data === null) return null
  if (!['acknowledge', 'shelve', 'unshelve'].some(word => word in data)) return null
  const result = AlarmCommand.safeParse(data)
  if (result.success) return result.data
  throw new Fault('invalid', `expected ${alarmCommandForms}, and "by" if you like`, issuesOf(result.error))
}

/** One change of an alarm as the journal keeps it for ever after; `by` is null when nobody did it. */
export const JournalEntry = z.strictObject({
  at: Instant,
  alarm: AlarmId,
  ...Subject.omit({ id: true }).shape,
  event: z.enum([
    'came',
    'went',
    'acknowledged',
    'shelved',
    'unshelved',
    'suppressed',
    'unsuppressed',
    'out-of-service',
    'in-service',
    'removed',
  ]),
  state: AlarmState,
  by: z.string().max(60).nullable(),
  message: z.string().max(500),
})
export type JournalEntry = z.infer<typeof JournalEntry>
