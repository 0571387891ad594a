import { z } from 'zod'
import { ActuatorDriver } from '../../../data/model/actuator.ts'
import { Approach } from '../../../data/model/profile.ts'
import { Celsius, Output, Seconds, Watts } from '../../../data/model/units.ts'
import { Tuning, Vessel } from '../../../data/model/vessel.ts'
import { fridgeFermenter } from '../../../hardware/simulator/plants/fermenter.ts'
import { homeKettle } from '../../../hardware/simulator/plants/kettle.ts'

/** Every parameter of a plant, those left out as in the nominal one. */
const parametersLike = <T extends object>(nominal: T) =>
  z
    .strictObject(
      Object.fromEntries(Object.entries(nominal).map(([name, value]) => [name, z.number().default(value)])) as {
        [Name in keyof T]: z.ZodDefault<z.ZodNumber>
      },
    )
    .prefault({} as never)

/** What is controlled; the meaning and units of the parameters are those of hardware/simulator/plants. */
const Plant = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fermenter'),
    start: Celsius,
    /** What is measured by the vessel's probe and judged. */
    held: z.enum(['beer', 'air']).default('beer'),
    parameters: parametersLike(fridgeFermenter),
  }),
  z.strictObject({
    kind: z.literal('kettle'),
    start: Celsius,
    /** L */
    volume: z.number().positive().default(30),
    parameters: parametersLike(homeKettle),
  }),
])

/** A sensor without its lag, which is the plant's: °C of a step, °C of noise (standard deviation), s until it is known. */
const SensorModel = z.strictObject({
  step: z.number().min(0).default(0.0625),
  noise: z.number().min(0).default(0.01),
  delay: Seconds.default(0.75),
})

const ActuatorModel = z.strictObject({
  driver: ActuatorDriver,
  minimumOn: Seconds.default(0),
  minimumOff: Seconds.default(0),
  power: Watts.default(0),
})

/** What the brewer asks for from `at` seconds on: a set point, a share of full power (percent), rest, or a profile that starts then. */
const Order = z.union([
  z.strictObject({ at: Seconds, setPoint: Celsius }),
  z.strictObject({ at: Seconds, output: Output }),
  z.strictObject({ at: Seconds, off: z.literal(true) }),
  z.strictObject({
    at: Seconds,
    profile: z.array(z.strictObject({ at: Seconds, temperature: Celsius, approach: Approach.default('step') })).min(1),
  }),
])

/** What happens to the plant at `at` seconds. */
const Happening = z.discriminatedUnion('kind', [
  /** Grain is mixed into the bed; kg and °C. */
  z.strictObject({ kind: z.literal('grain'), at: Seconds, mass: z.number().positive(), temperature: Celsius }),
  /** The plant's parameters change: an element fails, a lid is taken off. */
  z.strictObject({ kind: z.literal('parameters'), at: Seconds, change: z.record(z.string(), z.number()) }),
  /** Water is topped up; L and °C. */
  z.strictObject({ kind: z.literal('water'), at: Seconds, volume: z.number().positive(), temperature: Celsius }),
  z.strictObject({ kind: z.literal('room'), at: Seconds, mean: Celsius }),
])

const Part = z.enum(['heater', 'cooler'])

/** What breaks at `at` seconds, and stays broken: a probe, or what heats or cools. */
export const Fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unplugged'), at: Seconds }),
  z.strictObject({ kind: z.literal('frozen'), at: Seconds, probe: z.enum(['vessel', 'air']).default('vessel') }),
  z.strictObject({ kind: z.literal('shows'), at: Seconds, value: z.number() }),
  z.strictObject({ kind: z.literal('welded'), at: Seconds, actuator: Part }),
  z.strictObject({ kind: z.literal('dead'), at: Seconds, actuator: Part }),
])
export type Fault = z.infer<typeof Fault>

/** The figures that can have a gate; see `Figures`. */
export const gated = ['reach', 'overshoot', 'rmse', 'mae', 'above', 'below', 'starts'] as const

/** A plant, what is asked of it, and what is measured: the format of `--plant` and `--print-plant`. */
export const Scenario = z.strictObject({
  name: z.string(),
  plant: Plant,
  /** What the brewer says of the vessel: kind, litres (null: nothing), and set points it may have, °C. */
  vessel: z
    .strictObject({
      kind: Vessel.shape.kind.default('other'),
      volume: Vessel.shape.volume,
      range: z.strictObject({ minimum: Celsius, maximum: Celsius }).default({ minimum: -30, maximum: 110 }),
    })
    .prefault({}),
  /** °C around, with a daily sine of `swing` °C to either side. */
  room: z.strictObject({ mean: Celsius, swing: z.number().min(0).default(0) }),
  /** `air` is left out where there is no sensor in the air or jacket. */
  sensors: z.strictObject({ vessel: SensorModel.prefault({}), air: SensorModel.optional() }),
  heater: ActuatorModel.optional(),
  cooler: ActuatorModel.optional(),
  tuning: Tuning,
  changeover: Seconds.default(600),
  program: z.array(Order).min(1),
  events: z.array(Happening).default([]),
  fault: Fault.optional(),
  length: Seconds,
  measure: z.strictObject({
    /** Reach, overshoot and the errors count from here on. */
    from: Seconds.default(0),
    /** °C around the set point that count as reached. */
    within: z.number().positive().default(0.1),
    /** RMSE is of so many seconds before the end. */
    settled: Seconds.default(12 * 3600),
  }),
  /** The most that a figure may be. */
  gates: z.partialRecord(z.enum(gated), z.number()).default({}),
  seed: z.int().default(1),
})
export type Scenario = z.infer<typeof Scenario>
export type ScenarioBody = z.input<typeof Scenario>
