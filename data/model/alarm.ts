import { z } from 'zod'
import { Instant } from './units.ts'

/** An alarm as published on `alarms` whenever it comes or goes. */
export const Alarm = z.object({
  /** One alarm per id at a time: `board.arduino`, `sensor.beer`. */
  id: z.string().max(100),
  /** Whether its cause lasts. */
  active: z.boolean(),
  at: Instant,
  source: z.string().max(100),
  /** What was seen and what to check, in a sentence. */
  message: z.string().max(500),
})
export type Alarm = z.infer<typeof Alarm>
