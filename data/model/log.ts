import { z } from 'zod'
import { Instant } from './units.ts'

/** How much it matters. */
export const Level = z.enum(['debug', 'info', 'warning', 'error'])
export type Level = z.infer<typeof Level>

/** One line of the log, as published on `logs` and kept. */
export const LogEntry = z.object({
  at: Instant,
  level: Level,
  /** Who says it: `board arduino`, `vessel kettle`. */
  source: z.string().max(100),
  message: z.string().max(2000),
})
export type LogEntry = z.infer<typeof LogEntry>
