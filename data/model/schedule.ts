import { z } from 'zod'
import { Celsius, Id, Instant, Name, Output, PowerLimit, Seconds, Version } from './units.ts'

/** Specific gravity of wort or beer, relative to water: 1.050. */
export const Gravity = z.number().min(0.98).max(1.2)
export type Gravity = z.infer<typeof Gravity>

/** What a vessel is brought to in a step. */
export const StepTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('temperature'), temperature: Celsius, powerLimit: PowerLimit.optional() }),
  /** To the boil with `powerLimit` at most, gently through the hot break, and on with `power` percent. */
  z.strictObject({
    kind: z.literal('boil'),
    power: Output.min(0).default(100),
    powerLimit: PowerLimit.optional(),
  }),
  /** The yeast's own warmth: never heated, cooled only above the maximum. */
  z.strictObject({ kind: z.literal('free-rise'), maximum: Celsius }),
  z.strictObject({ kind: z.literal('rest') }),
])
export type StepTarget = z.infer<typeof StepTarget>

/** How the set point gets to a step's temperature: as fast as the vessel can, or along a straight line. */
export const Ramp = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fast') }),
  /** Degrees Celsius a minute. */
  z.strictObject({ kind: z.literal('rate'), rate: z.number().min(0.001).max(20) }),
  z.strictObject({ kind: z.literal('duration'), seconds: Seconds }),
])
export type Ramp = z.infer<typeof Ramp>

/** What a step waits for, once its temperature is there. */
export const Condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('time'), seconds: Seconds }),
  z.strictObject({ kind: z.literal('date'), at: Instant }),
  z.strictObject({ kind: z.literal('gravity'), atMost: Gravity }),
  /** Apparent attenuation, percent of the original extract. */
  z.strictObject({ kind: z.literal('attenuation'), atLeast: z.number().min(1).max(100) }),
  /** The gravity moved by no more than `within` in so many seconds, long after it began to fall. */
  z.strictObject({
    kind: z.literal('stable-gravity'),
    within: z.number().min(0.0001).max(0.02).default(0.002),
    seconds: Seconds.min(3600).default(172_800),
  }),
])
export type Condition = z.infer<typeof Condition>

const Text = z.string().trim().min(1).max(300)

/** Something to put in or do so many seconds after a hold begins, or before it ends. */
export const Addition = z.strictObject({ text: Text, at: Seconds, from: z.enum(['start', 'end']).default('end') })
export type Addition = z.infer<typeof Addition>

/** One step: go there, be confirmed, hold until what is waited for has come, be confirmed, go on. */
export const Step = z
  .strictObject({
    name: Name,
    target: StepTarget,
    ramp: Ramp.default({ kind: 'fast' }),
    /** Degrees Celsius: as close to its target the step counts as there. */
    tolerance: z.number().min(0.1).max(10).default(0.5),
    /** Without a condition the step ends as soon as it is there. */
    until: z
      .strictObject({ match: z.enum(['all', 'any']).default('all'), conditions: z.array(Condition).max(6).default([]) })
      .default({ match: 'all', conditions: [] }),
    /** What somebody must have done before the hold begins, and before the next step does: "add the grain". */
    confirmStart: Text.nullable().default(null),
    confirmEnd: Text.nullable().default(null),
    additions: z.array(Addition).max(30).default([]),
  })
  .superRefine(({ until, additions }, context) => {
    const times = until.conditions.filter(({ kind }) => kind === 'time')
    if (times.length > 1) {
      const message = 'expected one time at most in a step'
      context.addIssue({ code: 'custom', path: ['until', 'conditions'], message })
    }
    const [time] = times
    for (const [n, { at, from }] of additions.entries()) {
      const issue = (message: string) => context.addIssue({ code: 'custom', path: ['additions', n, 'at'], message })
      if (!time && from === 'end') issue('expected a step with a time to count back from')
      else if (time?.kind === 'time' && at > time.seconds) issue(`expected at most ${time.seconds}, the step's time`)
    }
  })
export type Step = z.infer<typeof Step>

/** Steps that a vessel works through, one after the other: a mash, a boil, a fermentation. */
export const Schedule = z.strictObject({
  id: Id,
  name: Name,
  kind: z.enum(['mash', 'fermentation']).default('mash'),
  steps: z.array(Step).min(1).max(100),
  /** Seconds for which the house may be out before a run pauses; null: any. Left out, half an hour for a mash. */
  outageLimit: Seconds.nullable().optional(),
  version: Version,
})
export type Schedule = z.infer<typeof Schedule>
export const ScheduleBody = Schedule.omit({ version: true })

/** A schedule to begin with. */
export const ScheduleTemplate = ScheduleBody.extend({
  /** What it is good for, in a sentence. */
  description: z.string().max(300),
})
export type ScheduleTemplate = z.infer<typeof ScheduleTemplate>

/** Seconds for which the house may be out before a run of the schedule pauses; null: any time. */
export function outageLimitOf({ kind, outageLimit }: Pick<Schedule, 'kind' | 'outageLimit'>): number | null {
  return outageLimit === undefined ? (kind === 'mash' ? 1800 : null) : outageLimit
}
