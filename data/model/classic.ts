import { z } from 'zod'
import { Celsius, type Id, Name } from './units.ts'

/** A number as the original's client sends it: often as a string. */
const Numeric = z.union(
  [
    z.number(),
    z
      .string()
      .trim()
      .regex(/^[+-]?(\d+\.?\d*|\.\d+)$/, 'expected a number')
      .transform(Number),
  ],
  'expected a number',
)

/** Text as SQLite's affinity made it of whatever was sent. */
const Text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)], 'expected text')

/** Text that is not there. */
const Nothing = z.null().transform(() => '')

const blank = z.literal('').transform(() => null)

/** `2026-11-20T09:36:43` without a zone, or nothing; a space for the T and fractions of a second are taken too. */
const NaiveDate = z
  .union([Nothing, z.string().trim().max(40)])
  .default('')
  .transform((text, context) => {
    if (text === '') return ''
    const [, day, time = '00:00', seconds = '00'] =
      /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? []
    const date = `${day}T${time}:${seconds}`
    const real = day !== undefined && z.iso.datetime({ local: true }).safeParse(date).success
    if (!real) context.addIssue({ code: 'custom', message: 'expected a date such as 2026-11-20T09:36:43, or nothing' })
    return date
  })

/** When a point is: days since the profile began, or a date, or both. */
const when = {
  days: z.union([blank, z.null(), Numeric.pipe(z.number().min(0).max(36_500))]).default(null),
  date: NaiveDate,
}

const TemperaturePoint = z.object({ ...when, temperature: Numeric })
const EventPoint = z.object({ ...when, eventText: z.union([Nothing, Text.pipe(z.string().max(1000))]).default('') })

/** What is asked for when a profile is made, or changed: then what is left out stays. */
export const ClassicProfileBody = z.object({
  name: Text.pipe(Name).optional(),
  type: z.union([Nothing, Text.pipe(z.string().trim().max(60))]).optional(),
  temperatures: z.array(TemperaturePoint).max(500).optional(),
  events: z.array(EventPoint).max(500).optional(),
})
export type ClassicProfileBody = z.infer<typeof ClassicProfileBody>

/** What the original knew of a profile and ours does not: its type, and each point as it was entered; °C. */
export const ProfileNotes = z.object({
  type: z.string(),
  temperatures: z.array(z.object({ days: z.number().nullable(), date: z.string(), temperature: Celsius })),
  events: z.array(z.object({ days: z.number().nullable(), date: z.string(), eventText: z.string() })),
})
export type ProfileNotes = z.infer<typeof ProfileNotes>

/** Notes and the profile in the version they tell of. */
export interface KeptNotes {
  profile: Id
  version: number
  notes: ProfileNotes
}

const Address = z.union([blank, z.null(), Text.pipe(z.string().max(300))])

/** What is asked for when a BrewPi controller is made, or changed: then what is left out stays. */
export const IoControllerBody = z.object({
  name: Text.pipe(z.string().trim().min(1).max(100)).exactOptional(),
  address: Address.exactOptional(),
  port: Address.exactOptional(),
  socket: Address.exactOptional(),
})

/** A BrewPi controller that the original's bridge asks: network address, or the path of a unix socket. */
export const IoController = z.object({
  id: z.int().min(1),
  name: z.string(),
  address: z.string().nullable(),
  port: z.string().nullable(),
  socket: z.string().nullable(),
})
export type IoController = z.infer<typeof IoController>

/** One of the original's settings: any name, any text. */
export const AppSetting = z.object({
  name: Text.pipe(z.string().trim().min(1).max(100)),
  value: z.union([z.null(), Text.pipe(z.string().max(500_000))]).default(null),
})
export type AppSetting = z.infer<typeof AppSetting>
