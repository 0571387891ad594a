import { z } from 'zod'
import { Wait } from './actuator.ts'
import { AutotuneState } from './autotune.ts'
import { wordsBelowData } from './channels.ts'
import { Quality } from './reading.ts'
import { VesselSafety } from './safety.ts'
import { ScheduleRun, ScheduleState } from './schedule-run.ts'
import { Beginning, Celsius, Id, Instant, Litres, Name, Output, PowerLimit, Seconds, Version } from './units.ts'

/** What a vessel is told to do. */
export const Mode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  /** A fixed share of full power, whatever the temperature. */
  z.strictObject({ kind: z.literal('manual'), output: Output }),
  z.strictObject({ kind: z.literal('constant'), setPoint: Celsius, powerLimit: PowerLimit.optional() }),
  /** To the boil, gently through the hot break, and on with `power` percent: for vessels with a heater. */
  z.strictObject({ kind: z.literal('boil'), power: z.number().min(0).max(100), powerLimit: PowerLimit.optional() }),
  /**
   * `startedAt` is set to now when left out; until it comes the vessel rests. `pausedAt` stops a profile's time there;
   * resuming moves `startedAt` by as much.
   */
  z.strictObject({
    kind: z.literal('profile'),
    profile: Id,
    startedAt: Beginning.optional(),
    pausedAt: Beginning.optional(),
  }),
  /** Begins now when `run` is left out. */
  z.strictObject({ kind: z.literal('schedule'), schedule: Id, run: ScheduleRun.optional() }),
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
  id: Id.refine(id => !wordsBelowData.includes(id), 'names a channel of its own, choose another'),
  name: Name,
  kind: z.enum(['fermenter', 'kettle', 'mash-tun', 'hot-liquor-tank', 'other']).default('other'),
  sensor: Id.nullable().default(null),
  /** The sensor in the air or jacket around it, for a controller that makes use of one. */
  air: Id.nullable().default(null),
  /** The sensor that shows the specific gravity: a hydrometer that speaks on a channel. */
  gravity: Id.nullable().default(null),
  /** The digital sensor that shows 1 while its heater is under water: while it does not, and for 5 s after, the heater is off. */
  level: Id.nullable().default(null),
  heater: Id.nullable().default(null),
  cooler: Id.nullable().default(null),
  tuning: Tuning.default({ kind: 'pid', gain: 20, integralTime: 600, derivativeTime: 0 }),
  /** Seconds of rest between heating and cooling. */
  changeover: Seconds.default(600),
  /** Vessels in one chamber share a heater or cooler: the one with the lowest number that is not off decides. */
  priority: z.int().min(1).max(99).nullable().default(null),
  /** Set points outside are refused. */
  range: z
    .strictObject({ minimum: Celsius, maximum: Celsius })
    .refine(({ minimum, maximum }) => minimum < maximum, {
      message: 'expected minimum below maximum',
      path: ['minimum'],
    })
    .default({ minimum: 0, maximum: 100 }),
  /** What it holds; null: unknown, and safety takes longer to be sure. */
  volume: Litres.nullable().default(null),
  /**
   * Where safety cuts off: heating at the maximum, cooling at the minimum. Null: 10 °C above the range, 2 °C below it.
   */
  limits: z
    .strictObject({ minimum: Celsius.nullable().default(null), maximum: Celsius.nullable().default(null) })
    .nullable()
    .default(null),
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
  /** Where its schedule stands, when it works through one. */
  schedule: ScheduleState.optional(),
  /** While it boils or is on its way there; `boilsAt` as soon as that was seen. */
  boil: z.strictObject({ phase: BoilPhase, boilsAt: Celsius.nullable() }).optional(),
  /** How far the search for the parameters of its PID is, until what was found is applied or left. */
  autotune: AutotuneState.optional(),
  /** When a profile next changes the set point, and to what. */
  next: z.strictObject({ at: Instant, setPoint: Celsius }).nullable(),
  /** Absent as long as there is nothing to say: no trip, no reading rejected. */
  safety: VesselSafety.optional(),
})
export type VesselState = z.infer<typeof VesselState>
