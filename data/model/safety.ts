import { z } from 'zod'
import { By } from './alarm.ts'
import { Fault } from './fault.ts'
import { issuesOf } from './schema.ts'
import { Id, Instant } from './units.ts'

/** What the safety layer saw that must not go on. */
export const TripKind = z.enum([
  'over-temperature',
  'under-temperature',
  /** A vessel does not answer to what heats or cools it: dead heater or compressor, a probe that fell out. */
  'no-response',
  /** A vessel goes on warming or cooling although the actuator is off: a welded relay. */
  'stuck-on',
  'frozen-sensor',
  'maximum-on',
])
export type TripKind = z.infer<typeof TripKind>

/** Something the safety layer stopped. Until somebody resets it, the actuators it cuts stay off, over restarts too. */
export const Trip = z.strictObject({
  id: z.int().min(1),
  kind: TripKind,
  vessel: Id.nullable(),
  /** What it blames. */
  actuator: Id.nullable(),
  /** Actuators that it keeps off. */
  cuts: z.array(Id),
  at: Instant,
  /** What was seen, what was done and what to check, in a sentence or two. */
  message: z.string().max(500),
  resetAt: Instant.nullable(),
  resetBy: z.string().max(60).nullable(),
})
export type Trip = z.infer<typeof Trip>

/** The part of a vessel's state that safety has to say. */
export const VesselSafety = z.strictObject({
  /** Trips that nobody has reset. */
  trips: z.array(Trip),
  /** The ids of those that the disk refused so far: a restart would forget them, and it is tried again. */
  unkept: z.array(z.int()).optional(),
  /** Readings of its sensors, since the start, that no plant can have caused. */
  rejected: z.int().min(0),
})
export type VesselSafety = z.infer<typeof VesselSafety>

/** The emergency stop: while it is latched everything is off, and nothing can be switched on. */
export const EmergencyStop = z.strictObject({
  latched: z.boolean(),
  /** When it was latched or cleared last, and by whom; null: never. */
  at: Instant.nullable(),
  by: z.string().max(60).nullable(),
})
export type EmergencyStop = z.infer<typeof EmergencyStop>

/** The emergency stop of a brewery in which it was never pressed. */
export const neverStopped: EmergencyStop = { latched: false, at: null, by: null }

/** The channel of its state; who publishes a command there gives it. */
export const emergencyStopChannel = 'emergency-stop'

/** Who stops everything. A name that cannot be kept, or whatever else is said, keeps nobody from it. */
export const Stopper = z.object({ by: By.catch('somebody') })

/** What one may publish on it. */
export const EmergencyCommand = z.union([
  Stopper.extend({ stop: z.literal(true) }),
  z.strictObject({ clear: z.literal(true), by: By }),
])
export type EmergencyCommand = z.infer<typeof EmergencyCommand>

/** The command that somebody outside gives by publishing; null on any other channel. Fails with `invalid`. */
export function emergencyCommandOf(channel: string, data: unknown): EmergencyCommand | null {
  if (channel !== emergencyStopChannel) return null
  const result = EmergencyCommand.safeParse(data)
  if (result.success) return result.data
  throw new Fault('invalid', 'expected {"stop": true} or {"clear": true}, and "by" if you like', issuesOf(result.error))
}
