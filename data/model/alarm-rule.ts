import { z } from 'zod'
import { Priority } from './alarm.ts'
import { Celsius, Id, Name, Version } from './units.ts'

/** °C by which a value must have come back before the alarm may go. */
const Deadband = z.number().min(0).max(50).default(0.5)

/** What is wrong when it is so. */
export const AlarmCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('high'), limit: Celsius, deadband: Deadband }),
  z.strictObject({ kind: z.literal('low'), limit: Celsius, deadband: Deadband }),
  /** Set point not reached in time: the rule's `delay` is the time, counted anew when the set point jumps. For vessels. */
  z.strictObject({ kind: z.literal('deviation'), distance: z.number().min(0.1).max(100), deadband: Deadband }),
  /** More than `limit` °C a minute, measured over the last `window` seconds. */
  z.strictObject({
    kind: z.literal('rate'),
    limit: z.number().min(0.01).max(100),
    direction: z.enum(['rising', 'falling', 'either']).default('either'),
    window: z.number().min(10).max(3600).default(60),
  }),
  /** Nothing valid comes from it. Takes the place of the built-in rule for the same sensor or board. */
  z.strictObject({ kind: z.literal('lost') }),
  /** A digital sensor shows this: pilot light out (0), high liquid level (1). */
  z.strictObject({ kind: z.literal('digital'), value: z.union([z.literal(0), z.literal(1)]) }),
])
export type AlarmCondition = z.infer<typeof AlarmCondition>

const Delay = z.number().min(0).max(86_400).default(5)

/** When an alarm is raised. */
export const AlarmRule = z.strictObject({
  id: Id,
  name: Name,
  /** What is watched. */
  source: z.strictObject({ kind: z.enum(['vessel', 'sensor', 'board']), id: Id }),
  condition: AlarmCondition,
  /** Seconds for which it must be so before the alarm comes, and must not be so before it goes. */
  delay: Delay,
  offDelay: Delay,
  priority: Priority.default('medium'),
  /** What to tell people; null: what was measured. */
  message: z.string().trim().min(1).max(300).nullable().default(null),
  version: Version,
})
export type AlarmRule = z.infer<typeof AlarmRule>
export const AlarmRuleBody = AlarmRule.omit({ version: true })
