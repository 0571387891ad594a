import { z } from 'zod'
import { Channel } from './channels.ts'
import { Celsius, Id, Name, Version } from './units.ts'

/** A digital pin, 0–69 (an Arduino Mega has 70). */
export const PinNumber = z.int().min(0).max(69)
/** An analog channel: A0 is 0. */
const AnalogChannel = z.int().min(0).max(15)

/** A DS18B20's ROM code: 16 hexadecimal digits, family code 28 first, CRC last. */
export const RomCode = z
  .string()
  .regex(/^28[0-9a-f]{14}$/, 'expected 16 lower-case hexadecimal digits starting with 28, e.g. "28ff641e8316034a"')

/** Where a value is inside of a JSON document (RFC 6901); empty: the document itself. */
const JsonPointer = z
  .string()
  .max(200)
  .regex(/^(\/([^~/]|~[01])*)*$/, 'expected a JSON pointer, e.g. "/temperature", or "" for the whole message')

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
  /** What somebody publishes on a channel: a hydrometer, a script, another controller. `none` takes the number as it is. */
  z.strictObject({
    kind: z.literal('channel'),
    channel: Channel,
    pointer: JsonPointer.default(''),
    unit: z.enum(['celsius', 'fahrenheit', 'kelvin', 'none']).default('celsius'),
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

/** What a sensor should have shown: as measured, shifted by one point, or on the line through two. °C in, °C out. */
export function calibrate(measured: number, [first, second]: Calibration): number {
  if (!first) return measured
  if (!second) return measured + first.actual - first.measured
  const slope = (second.actual - first.actual) / (second.measured - first.measured)
  return first.actual + (measured - first.measured) * slope
}

/** Whether a degree more is shown as half a degree to two degrees more. */
function isThermometric(points: Calibration): boolean {
  const steepness = calibrate(1, points) - calibrate(0, points)
  return steepness >= 0.5 && steepness <= 2
}

/** A sensor on a board, or one that hears a channel. */
export const Sensor = z.strictObject({
  id: Id,
  name: Name,
  /** null for one that hears a channel, and only for such. */
  board: Id.nullable().default(null),
  driver: SensorDriver,
  calibration: Calibration.default([]),
  /** Seconds after which the last good value is stale: for a source that reports rarely, three times its interval or so. */
  staleAfter: z.number().min(2).max(1_209_600).default(10),
  version: Version,
})
export type Sensor = z.infer<typeof Sensor>
export const SensorBody = Sensor.omit({ version: true })
/**
 * A sensor as it is sent: `staleAfter` may be left to its kind. Warmer has to be shown as warmer: what stands still or falls
 * would be heated for ever. What was stored before that was asked for can be read all the same.
 */
export const SensorInput = SensorBody.extend({
  staleAfter: Sensor.shape.staleAfter.unwrap().optional(),
  calibration: Calibration.refine(isThermometric, {
    message:
      'expected the actual temperatures to lie half to twice as far apart as the measured ones, in the same order',
  }).default([]),
})

/** Seconds after which a value is stale when nobody says otherwise: hydrometers speak every quarter of an hour. */
export function usualStaleAfter({ kind }: SensorDriver): number {
  return kind === 'channel' ? 3600 : 10
}

type BoardDriver = Exclude<SensorDriver, { kind: 'channel' }>
type ChannelDriver = Extract<SensorDriver, { kind: 'channel' }>

/** A sensor that hangs on a board. */
export type BoardSensor = Sensor & { board: Id; driver: BoardDriver }
/** A sensor that hears a channel. */
export type ChannelSensor = Sensor & { driver: ChannelDriver }

/** Whether a sensor hangs on this board. */
export function isOn(sensor: Sensor, board: Id): sensor is BoardSensor {
  return sensor.board === board && !hearsChannel(sensor)
}

/** Whether a sensor hears a channel. */
export function hearsChannel(sensor: Sensor): sensor is ChannelSensor {
  return sensor.driver.kind === 'channel'
}

/** Whether a sensor shows a temperature; a switch and a bare number do not. */
export const isThermometer = ({ driver }: Pick<Sensor, 'driver'>): boolean =>
  driver.kind !== 'digital' && !isHydrometer({ driver })

/** Whether a sensor takes a number from a channel as it is: a specific gravity. */
export const isHydrometer = ({ driver }: Pick<Sensor, 'driver'>): boolean =>
  driver.kind === 'channel' && driver.unit === 'none'
