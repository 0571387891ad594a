import { z } from 'zod'
import { Celsius, Id, Instant, lastDate, Name, Version } from './units.ts'

/** How the set point gets to a point from the one before: at once, or along a straight line. */
export const Approach = z.enum(['step', 'ramp'])

/** A time in a profile: seconds since it was started, or ms since 1970 in one by date. */
const At = z.number().min(0).max(lastDate)

const inOrder = (items: { at: number }[]) => items.every((item, n) => n === 0 || item.at > items[n - 1]!.at)

/** A temperature profile. The first point holds from the beginning, the last one for ever. */
export const Profile = z.strictObject({
  id: Id,
  name: Name,
  by: z.enum(['elapsed', 'date']).default('elapsed'),
  points: z
    .array(z.strictObject({ at: At, temperature: Celsius, approach: Approach.default('step') }))
    .min(1)
    .max(500)
    .refine(inOrder, { message: 'expected points in order of time, none twice' }),
  /** What the brewer is told when it is due: "add the hops". */
  events: z
    .array(
      z.strictObject({
        at: At,
        text: z.string().trim().min(1).max(300),
        /** Whether it is also an alarm, heard until somebody acknowledges it. */
        alarm: z.boolean().optional(),
      }),
    )
    .max(500)
    .default([]),
  version: Version,
})
export type Profile = z.infer<typeof Profile>
export const ProfileBody = Profile.omit({ version: true })

/** A profile to begin with. */
export const ProfileTemplate = ProfileBody.extend({
  /** What it is good for, in a sentence. */
  description: z.string().max(300),
})
export type ProfileTemplate = z.infer<typeof ProfileTemplate>

/** An event of a profile as it is published on `events` when it is due. */
export const ProfileEvent = z.object({
  vessel: Id,
  profile: Id,
  /** When it was due. */
  at: Instant,
  text: z.string(),
  /** Whether it is announced late, because nobody was there when it was due. */
  missed: z.boolean(),
  /** Whether it is an alarm too. */
  alarm: z.boolean(),
})
export type ProfileEvent = z.infer<typeof ProfileEvent>

const Change = z.object({ at: Instant, setPoint: Celsius }).nullable()

/** What an edit of a profile changes for a vessel that follows it; set points are null before the start. */
export const ProfileEffect = z.object({
  vessel: Id,
  setPoint: z.object({ before: Celsius.nullable(), after: Celsius.nullable() }),
  next: z.object({ before: Change, after: Change }),
  /** What the vessel cannot follow, in a sentence. */
  problem: z.string().nullable(),
})
export type ProfileEffect = z.infer<typeof ProfileEffect>
