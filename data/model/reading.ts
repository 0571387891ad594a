import { z } from 'zod'
import { Id, Instant } from './units.ts'

/** How far a value may be believed: `stale` was good but is too old, `bad` never was. */
export const Quality = z.enum(['good', 'stale', 'bad'])
export type Quality = z.infer<typeof Quality>

/** What a sensor measured: °C, or 0 and 1 for a switch. `reason` says why it is not good. */
export const Reading = z.object({
  sensor: Id,
  at: Instant,
  value: z.number().nullable(),
  quality: Quality,
  reason: z.string().optional(),
})
export type Reading = z.infer<typeof Reading>

/** How a chart's points are asked for and answered: one bucket is the span from `at` to the next. */
export const Bucket = z.object({
  at: Instant,
  minimum: z.number(),
  maximum: z.number(),
  mean: z.number(),
  count: z.int(),
})
export type Bucket = z.infer<typeof Bucket>

/** The largest amount that is written down: its square, and the sum of as many as there will ever be, are still numbers. */
export const largestAmount = 1e15

/** Whether a number may be written down; what is larger would make sums and means infinite. */
export const isKeepable = (value: number): boolean => Math.abs(value) <= largestAmount

/** One raw point of a series. */
export const Point = z.object({ series: z.string(), at: Instant, value: z.number() })
export type Point = z.infer<typeof Point>
