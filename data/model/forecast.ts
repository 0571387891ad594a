import { z } from 'zod'
import { Learned } from './learned.ts'
import { Profile } from './profile.ts'
import { Schedule } from './schedule.ts'
import { Celsius, Id, Instant, Output } from './units.ts'

/** What is known of a vessel's plant; null: its controller has not learned anything, or does not learn. */
export const LearnedAnswer = z.strictObject({ vessel: Id, learned: Learned.nullable() })
export type LearnedAnswer = z.infer<typeof LearnedAnswer>

/** A moment to come: what it will be, and the output on average since the one before. */
export const ForecastPoint = z.strictObject({
  at: Instant,
  processValue: z.number(),
  setPoint: Celsius.nullable(),
  output: Output,
})
export type ForecastPoint = z.infer<typeof ForecastPoint>

/** Why a vessel is not at its temperature, or what it is about. */
export const Reason = z.strictObject({
  kind: z.enum([
    'trouble',
    'wait',
    'range',
    'unknown',
    'holding',
    'on-its-way',
    'coasting',
    'late',
    'behind',
    'never',
    'manual',
  ]),
  /** A sentence, temperatures in the unit of the settings. */
  text: z.string(),
})
export type Reason = z.infer<typeof Reason>

/** Where a vessel goes by what its controller learned. */
export const Forecast = z.strictObject({
  vessel: Id,
  /** When it was worked out. */
  at: Instant,
  /** Evenly spaced; none when nothing can be foreseen. */
  points: z.array(ForecastPoint),
  /** When it will first be at its set point, or boil; null: it is there, or not within the points. */
  reachesAt: Instant.nullable(),
  /** When it will be where its profile next goes; null: it goes nowhere, or not within the points. */
  next: z.strictObject({ setPoint: Celsius, reachesAt: Instant.nullable() }).nullable(),
  /** False while the controller goes by what is typical. */
  sure: z.boolean(),
  /** Why it is not at its temperature. */
  reasons: z.array(Reason),
})
export type Forecast = z.infer<typeof Forecast>

/**
 * What is to be tried out, as it is stored or still being written. `from`: °C of the vessel at the start, its present
 * temperature when left out.
 */
const From = Celsius.optional()
export const DryRunBody = z.union(
  [
    z.strictObject({ profile: Profile.omit({ id: true, version: true, events: true }), from: From }),
    z.strictObject({ schedule: Schedule.omit({ id: true, version: true }), from: From }),
  ],
  'expected {"profile": …} or {"schedule": …}, and "from" if you like',
)
export type DryRunBody = z.infer<typeof DryRunBody>

/** How a vessel would follow a profile or work through a schedule from its start, by what its controller learned. Times in s since the start. */
export const DryRun = z.strictObject({
  vessel: Id,
  points: z.array(z.strictObject({ at: z.number(), processValue: z.number(), setPoint: z.number(), output: Output })),
  /**
   * For each point of the profile, or step of the schedule by its name: when it is due or begins, and when it is there; null: not
   * before the next one takes over.
   */
  reached: z.array(
    z.strictObject({
      name: z.string().optional(),
      at: z.number(),
      temperature: Celsius.nullable(),
      reachedAt: z.number().nullable(),
    }),
  ),
  /** Until a schedule is done, or a profile makes its last change. */
  length: z.number(),
  /** What heater and cooler take, by the power they are said to have. */
  energyKWh: z.number(),
  /** How often the cooler starts. */
  coolerStarts: z.int(),
  /** What cannot be followed, in sentences. */
  problems: z.array(z.string()),
  /** What this goes by, in sentences. */
  assumptions: z.array(z.string()),
  sure: z.boolean(),
})
export type DryRun = z.infer<typeof DryRun>
