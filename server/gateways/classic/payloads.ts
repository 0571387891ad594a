import { z } from 'zod'
import { keepable } from '../../../data/model/naming.ts'

/** As it is kept, or shown. */
const text = z.union([z.string().overwrite(keepable), z.number().transform(String)])

/** A temperature as a BrewPi shows it, `"65.3"`; anything else, `"--.-"` or nothing, is none. */
const degrees = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null)
  .default(null)

/** Numbers of controllers and chambers become words of a channel. */
const number = z.coerce.number().pipe(z.int().min(0).max(9999))

const name = z.string().max(100).catch('').default('')

/** What scripts post on `alarms`. */
export const AlarmsPayload = z.union([
  z.object({ acknowledge: z.literal(true) }),
  z.object({ alarms: z.array(z.object({ source: text, code: text.default(''), msg: text })).max(100) }),
])
export type AlarmsPayload = z.infer<typeof AlarmsPayload>

/** What scripts post on `logs`. */
export const LogsPayload = z.object({
  entries: z.array(z.object({ source: text, code: text.default(''), msg: text })).max(100),
})

/** What the BrewPi bridge posts on `data`, every five seconds for each controller. */
export const DataPayload = z.object({
  controllerId: number,
  controllerName: name,
  fridge: degrees,
  fridgeSet: degrees,
  beer: degrees,
  beerSet: degrees,
  room: degrees,
  status: name,
  profile: z.string().max(100).optional().catch(undefined),
})
export type DataPayload = z.infer<typeof DataPayload>

const Chamber = z.object({
  id: number,
  name,
  variables: z.object({ sp: degrees, pv: degrees, sp2: degrees, pv2: degrees }),
  mode: name,
  state: name,
  time: z.number().nullable().catch(null).default(null),
})

/** What the version of 2013 posted on `data`: chambers of several controllers at once. */
export const ChambersPayload = z.object({
  controllers: z.array(z.object({ id: number, name, chambers: z.array(Chamber).max(20) })).max(20),
})
export type ChambersPayload = z.infer<typeof ChambersPayload>

/** Alarm and log codes mean nothing to us; the original used one for all. */
export const anyCode = 1001
