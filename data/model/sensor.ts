import { z } from 'zod'
import { Celsius, Id, Name, Version } from './units.ts'

/** A digital pin, 0–69 (an Arduino Mega has 70). */
export const PinNumber = z.int().min(0).max(69)
/** An analog channel: A0 is 0. */
export const AnalogChannel = z.int().min(0).max(15)

/** A DS18B20's ROM code: 16 hexadecimal digits, family code 28 first, CRC last. */
export const RomCode = z
  .string()
  .regex(/^28[0-9a-f]{14}$/, 'expected 16 lower-case hexadecimal digits starting with 28, e.g. "28ff641e8316034a"')

/** What measures, and where it is connected. */
export const SensorDriver = z.discriminatedUnion('kind', [
  /** `rom: null` takes the only probe on the bus. */
  z.strictObject({ kind: z.literal('ds18b20'), pin: PinNumber, rom: RomCode.nullable().default(null) }),
  z.strictObject({ kind: z.literal('lm35'), channel: AnalogChannel, reference: z.number().min(1).max(6).default(5) }),
  z.strictObject({ kind: z.literal('tmp36'), channel: AnalogChannel, reference: z.number().min(1).max(6).default(5) }),
  /** Thermistor from the analog input to ground, `series` from the input to the supply; Steinhart–Hart a, b, c. */
  z.strictObject({
    kind: z.literal('ntc'),
    channel: AnalogChannel,
    /** Ohms of the fixed resistor. */
    series: z.number().positive().default(10_000),
    a: z.number().default(1.125308852122e-3),
    b: z.number().default(2.34711863267e-4),
    c: z.number().default(8.5663516e-8),
  }),
  /** A level switch or pilot light: 1 when closed (or lit). */
  z.strictObject({
    kind: z.literal('digital'),
    pin: PinNumber,
    pullUp: z.boolean().default(true),
    invert: z.boolean().default(false),
  }),
])
export type SensorDriver = z.infer<typeof SensorDriver>

/** What the sensor shows and what it should have shown; one point is an offset, two a line. */
export const Calibration = z
  .array(z.strictObject({ measured: Celsius, actual: Celsius }))
  .max(2)
  .refine(points => points.length < 2 || Math.abs(points[0]!.measured - points[1]!.measured) >= 5, {
    message: 'expected two points at least 5 °C apart',
  })
export type Calibration = z.infer<typeof Calibration>

/** A sensor on a board. */
export const Sensor = z.strictObject({
  id: Id,
  name: Name,
  board: Id,
  driver: SensorDriver,
  calibration: Calibration.default([]),
  /** Seconds after which the last good value is stale. */
  staleAfter: z.number().min(2).max(86_400).default(10),
  version: Version,
})
export type Sensor = z.infer<typeof Sensor>
export const SensorBody = Sensor.omit({ version: true })
