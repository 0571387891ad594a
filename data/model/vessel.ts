import { z } from 'zod'
import { Wait } from './actuator.ts'
import { Quality } from './reading.ts'
import { Celsius, Id, Instant, Name, Output, Seconds, Version } from './units.ts'

/** The most a heater may give, percent: more would scorch what is in the vessel. */
const PowerLimit = z.number().min(0).max(100).optional()

/** What a vessel is told to do. */
export const Mode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  /** A fixed share of full power, whatever the temperature. */
  z.strictObject({ kind: z.literal('manual'), output: Output }),
  z.strictObject({ kind: z.literal('constant'), setPoint: Celsius, powerLimit: PowerLimit }),
  /** To the boil, gently through the hot break, and on with `power` percent: for vessels with a heater. */
  z.strictObject({ kind: z.literal('boil'), power: z.number().min(0).max(100), powerLimit: PowerLimit }),
  /**
   * `startedAt` is set to now when left out; until it comes the vessel rests. `pausedAt` stops a profile's time there;
   * resuming moves `startedAt` by as much.
   */
  z.strictObject({
    kind: z.literal('profile'),
    profile: Id,
    startedAt: Instant.optional(),
    pausedAt: Instant.optional(),
  }),
])
export type Mode = z.infer<typeof Mode>

/** How the output is worked out from set point and process value. */
export const Tuning = z.discriminatedUnion('kind', [
  /** Full power until `deadband` past the set point, nothing until as much on the other side. */
  z.strictObject({ kind: z.literal('hysteresis'), deadband: z.number().min(0.05).max(10).default(0.3) }),
  /** Standard (ISA) form: gain in % per °C, integral and derivative time in seconds (0 switches either off). */
  z.strictObject({
    kind: z.literal('pid'),
    gain: z.number().min(0).max(10_000).default(20),
    integralTime: Seconds.default(600),
    derivativeTime: Seconds.default(0),
  }),
  /** Learns a chamber or jacket with its heater and cooler, and plans ahead. `holds`: what the vessel's sensor measures. */
  z.strictObject({ kind: z.literal('chamber'), holds: z.enum(['beer', 'air']).default('beer') }),
  /** Heats a kettle, tun or tank: learns power, volume, delays and losses while it heats. */
  z.strictObject({ kind: z.literal('kettle') }),
])
export type Tuning = z.infer<typeof Tuning>

/** A vessel: what is held at a temperature, by which sensor and which actuators. Its mode has a door of its own. */
export const Vessel = z.strictObject({
  id: Id.refine(
    id => !['sensors', 'actuators', 'boards', 'simulations'].includes(id),
    'names a channel of its own, choose another',
  ),
  name: Name,
  kind: z.enum(['fermenter', 'kettle', 'mash-tun', 'hot-liquor-tank', 'other']).default('other'),
  sensor: Id.nullable().default(null),
  /** The sensor in the air or jacket around it, for a controller that makes use of one. */
  air: Id.nullable().default(null),
  heater: Id.nullable().default(null),
  cooler: Id.nullable().default(null),
  tuning: Tuning.default({ kind: 'pid', gain: 20, integralTime: 600, derivativeTime: 0 }),
  /** Seconds of rest between heating and cooling. */
  changeover: Seconds.default(600),
  /** Set points outside are refused. */
  range: z
    .strictObject({ minimum: Celsius, maximum: Celsius })
    .refine(({ minimum, maximum }) => minimum < maximum, {
      message: 'expected minimum below maximum',
      path: ['minimum'],
    })
    .default({ minimum: 0, maximum: 100 }),
  version: Version,
})
export type Vessel = z.infer<typeof Vessel>
export const VesselBody = Vessel.omit({ version: true })

/** What a vessel is doing, in one word. */
export const Activity = z.enum(['off', 'resting', 'heating', 'cooling', 'waiting', 'fault'])
export type Activity = z.infer<typeof Activity>

/**
 * How far a boil is: on its way; held back as it may foam from here on; boiling gently until the hot break is over;
 * boiling as it was told to.
 */
export const BoilPhase = z.enum(['approach', 'guard', 'hot-break', 'boiling'])
export type BoilPhase = z.infer<typeof BoilPhase>

/** A vessel as it is now: what is published on `data.<vessel>` whenever any of it changes. */
export const VesselState = z.strictObject({
  vessel: Id,
  mode: Mode,
  processValue: Celsius.nullable(),
  quality: Quality,
  /** When the process value was measured. */
  measuredAt: Instant.nullable(),
  setPoint: Celsius.nullable(),
  /** What the controller asks for, and what the actuators really do, percent. */
  demand: Output,
  output: Output,
  activity: Activity,
  /** Why it rests although it should not, or is held elsewhere than asked, in a sentence; absent when all is well. */
  reason: z.string().optional(),
  waits: z.array(Wait),
  /** While it boils or is on its way there; `boilsAt` as soon as that was seen. */
  boil: z.strictObject({ phase: BoilPhase, boilsAt: Celsius.nullable() }).optional(),
  /** When a profile next changes the set point, and to what. */
  next: z.strictObject({ at: Instant, setPoint: Celsius }).nullable(),
})
export type VesselState = z.infer<typeof VesselState>
