import { z } from 'zod'
import { Celsius, Instant } from './units.ts'

/** How to find the parameters of a PID: `power` is the most that is given meanwhile, percent. */
export const AutotuneBody = z.strictObject({ power: z.number().min(10).max(100).default(100) })

export type AutotuneBody = z.infer<typeof AutotuneBody>

/** Parameters of a PID as `Tuning` has them, and what they follow from. */
export const AutotuneResult = z.strictObject({
  /** % per °C, and seconds. */
  gain: z.number(),
  integralTime: z.number(),
  derivativeTime: z.number(),
  /** Seconds until what is given begins to show, and until most of that has shown. */
  deadTime: z.number(),
  lag: z.number(),
  /** What full power heats or cools by, °C an hour, and how much of it holds the temperature, percent. */
  fullPower: z.number(),
  holding: z.number(),
  /** The gain (% per °C) and the period (seconds) at which a controller that is proportional alone would swing for ever. */
  ultimateGain: z.number(),
  ultimatePeriod: z.number(),
  /** How far the measured temperatures lie from the plant they were explained by, °C, root mean square. */
  error: z.number(),
})
export type AutotuneResult = z.infer<typeof AutotuneResult>

/** How far a relay autotune is: it goes to the set point, swings around it, and says what it found or why it ended. */
export const AutotuneState = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('approach'), startedAt: Instant, setPoint: Celsius }),
  z.strictObject({
    phase: z.literal('swings'),
    startedAt: Instant,
    setPoint: Celsius,
    /** Which swing it is in, from 1, and how many it takes. */
    swing: z.int(),
    of: z.int(),
  }),
  z.strictObject({ phase: z.literal('found'), startedAt: Instant, setPoint: Celsius, found: AutotuneResult }),
  /** `reason` ends the sentence "it ended because …". */
  z.strictObject({ phase: z.literal('ended'), startedAt: Instant, setPoint: Celsius, reason: z.string() }),
])
export type AutotuneState = z.infer<typeof AutotuneState>
