import { z } from 'zod'

/** The id of a thing a person named: short, fit for a URL and a channel name, e.g. `fermenter-1`. */
export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single dashes, e.g. "fermenter-1"')
  .max(40)
export type Id = z.infer<typeof Id>

/** What people call a thing. */
export const Name = z.string().trim().min(1).max(60)

/** Degrees Celsius, the only temperature unit inside the house. */
export const Celsius = z.number().min(-60).max(200)
export type Celsius = z.infer<typeof Celsius>

/** The last millisecond of the last year of four digits; a little further there are no dates that could be told. */
export const lastDate = 253_402_300_799_999

/** A point in time: whole milliseconds since 1970-01-01 UTC. */
export const Instant = z.int().min(0).max(lastDate)
export type Instant = z.infer<typeof Instant>

/** Since when something goes on: before 1970 on a computer that does not know the time. */
export const Beginning = z.int().min(-lastDate).max(lastDate)

/** A length of time in whole milliseconds. */
export const Milliseconds = z.int().min(0).max(lastDate)

/** A length of time in seconds. */
export const Seconds = z.number().min(0).max(31_536_000)
export type Seconds = z.infer<typeof Seconds>

/** A share of full power in percent: heating is positive, cooling negative. */
export const Output = z.number().min(-100).max(100)
export type Output = z.infer<typeof Output>

/** The most a heater may give, percent: more would scorch what is in the vessel. */
export const PowerLimit = z.number().min(0).max(100)

/** Electrical power in watts. */
export const Watts = z.number().min(0).max(100_000)

/** Litres of liquid. */
export const Litres = z.number().min(0.1).max(100_000)

/** Counts the changes of a stored thing; travels as its ETag. */
export const Version = z.int().min(1)

/** Time as the house asks for it: handed in everywhere, so that a test or a fast-forward can set it. */
export interface Clock {
  /** Now for people and records, ms since 1970; jumps when somebody sets the computer's clock. */
  now(): Instant
  /** Milliseconds since an arbitrary start; never jumps: for durations, rest times and safety. */
  uptime(): number
  /** Calls once, after `ms`. */
  after(ms: number, action: () => void): Cancel
  /** Calls again and again, every `ms`. */
  every(ms: number, action: () => void): Cancel
}

/** Takes back what was asked for; calling it again does nothing. */
export type Cancel = () => void
