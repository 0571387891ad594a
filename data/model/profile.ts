import { z } from 'zod'
import { Celsius, Id, Instant, Name, Seconds, Version } from './units.ts'

/** How the set point gets to a point from the one before: at once, or along a straight line. */
export const Approach = z.enum(['step', 'ramp'])

/**
 * A temperature profile: set points by elapsed time (seconds since it was started) or by date. The first point holds
 * from the beginning, the last one for ever.
 */
export const Profile = z.strictObject({
  id: Id,
  name: Name,
  points: z
    .discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('elapsed'),
        points: z
          .array(z.strictObject({ at: Seconds, temperature: Celsius, approach: Approach.default('step') }))
          .min(1)
          .max(500),
      }),
      z.strictObject({
        by: z.literal('date'),
        points: z
          .array(z.strictObject({ at: Instant, temperature: Celsius, approach: Approach.default('step') }))
          .min(1)
          .max(500),
      }),
    ])
    .refine(({ points }) => points.every((point, n) => n === 0 || point.at > points[n - 1]!.at), {
      message: 'expected points in order of time, none twice',
      path: ['points'],
    }),
  version: Version,
})
export type Profile = z.infer<typeof Profile>
export const ProfileBody = Profile.omit({ version: true })
