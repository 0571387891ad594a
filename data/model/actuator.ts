import { z } from 'zod'
import { PinNumber } from './sensor.ts'
import { Id, Instant, Name, Seconds, Version, Watts } from './units.ts'

/**
 * What an actuator does to the brewery; heaters are the ones that burn houses. A master relay is in series with all
 * heaters, and closed only while one of them may run.
 */
export const ActuatorUse = z.enum(['heater', 'cooler', 'pump', 'valve', 'master'])
export type ActuatorUse = z.infer<typeof ActuatorUse>

/** What switches, and how a share of full power is made of it. */
export const ActuatorDriver = z.discriminatedUnion('kind', [
  /** On or off. */
  z.strictObject({ kind: z.literal('relay'), pin: PinNumber, activeLow: z.boolean().default(false) }),
  /** A relay or SSR switched so that it is on for a share of each period (time proportioning). */
  z.strictObject({
    kind: z.literal('slow-pwm'),
    pin: PinNumber,
    activeLow: z.boolean().default(false),
    period: z.number().min(2).max(7200).default(10),
  }),
  /** The board's own PWM at some hundred hertz, 8 bit. */
  z.strictObject({ kind: z.literal('pwm'), pin: PinNumber }),
])
export type ActuatorDriver = z.infer<typeof ActuatorDriver>

/** The words that accept a heater on a board which cannot switch it off by itself. */
export const acceptedRisk = 'I accept that this heater may stay on when the computer fails'

/** An actuator on a board. */
export const Actuator = z.strictObject({
  id: Id,
  name: Name,
  use: ActuatorUse,
  board: Id,
  driver: ActuatorDriver,
  /** Least seconds it stays on, and off, once switched. */
  minimumOn: Seconds.default(0),
  minimumOff: Seconds.default(0),
  /**
   * Most seconds it may run without a break; what heats or cools begins anew when its vessel answers. Null: 4 h for a
   * heater, 2 h for a cooler, a day for a pump. 0: no limit.
   */
  maximumOn: Seconds.nullable().default(null),
  /** What it draws at full power; counts against the power budget. */
  power: Watts.default(0),
  /** Needed for a heater on a board without an armed heartbeat. */
  risk: z.literal(acceptedRisk).nullable().default(null),
  version: Version,
})
export type Actuator = z.infer<typeof Actuator>
export const ActuatorBody = Actuator.omit({ version: true })

/** What an actuator that no vessel drives was told by hand. */
export const Switch = z.strictObject({ actuator: Id, output: z.number().min(0).max(100) })
export type Switch = z.infer<typeof Switch>

/** Why an actuator does not do what was asked of it, and until when if that is known. */
export const Wait = z.strictObject({
  actuator: Id,
  reason: z.enum([
    'minimum-on',
    'minimum-off',
    'changeover',
    'exclusion',
    'power-budget',
    /** Off until its board has answered for the first time: a moment. */
    'starting',
    /** A heater, off until its board confirms that its heartbeat is armed: a moment, unless it never does. */
    'arming',
    'board',
    'heartbeat',
    /** Off until somebody resets what safety tripped on, or clears the emergency stop. */
    'trip',
    'emergency-stop',
    /** Off until its vessel's level switch shows water. */
    'level',
    /** The same while the switch is not calm: it showed no water a moment ago. */
    'settling',
    /** Off for some minutes to see whether the vessel notices. */
    'check',
  ]),
  until: Instant.nullable(),
})
export type Wait = z.infer<typeof Wait>

/** An actuator as it is now. */
export const ActuatorState = z.strictObject({
  actuator: Id,
  /** Share of full power, 0–100 %, that it was told last; null when its board cannot be reached. */
  output: z.number().min(0).max(100).nullable(),
  /** The vessel that drives it, or null when it is switched by hand. */
  vessel: Id.nullable(),
  waits: z.array(Wait),
})
export type ActuatorState = z.infer<typeof ActuatorState>

/** Whether people may switch it: a heater or cooler only follows a vessel, which watches its temperature, and a master heaters. */
export const isSwitchedByHand = ({ use }: { use: ActuatorUse }): boolean => use === 'pump' || use === 'valve'
