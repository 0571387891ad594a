import { z } from 'zod'
import { Id, Instant } from './units.ts'

/** What measures in the simulated brewery. */
export const SensorName = z.enum(['beer', 'fridgeAir', 'kettle', 'room', 'level'])
export type SensorName = z.infer<typeof SensorName>

/** What switches in the simulated brewery. */
export const RelayName = z.enum(['kettlePump', 'kettleElement', 'compressor', 'chamberHeater'])
export type RelayName = z.infer<typeof RelayName>

/** What can go wrong in the simulated brewery. */
export const BreweryFault = z.discriminatedUnion('kind', [
  /** Its wire is off: a probe is gone from the bus, an analog input floats, the level switch stays open. */
  z.strictObject({ kind: z.literal('sensor-unplugged'), sensor: SensorName }),
  /** It shows what it showed when the fault came. */
  z.strictObject({ kind: z.literal('sensor-frozen'), sensor: SensorName }),
  /** Its signal wire touches ground: one shorted probe takes the whole 1-Wire bus with it. */
  z.strictObject({ kind: z.literal('sensor-shorted'), sensor: SensorName }),
  /** It strays by `deviation` °C (standard deviation, 2 if left out); a level switch chatters. */
  z.strictObject({
    kind: z.literal('sensor-noisy'),
    sensor: SensorName,
    deviation: z.number().min(0).max(50).optional(),
  }),
  /** Its contact stays closed whatever the board says. */
  z.strictObject({ kind: z.literal('relay-welded'), relay: RelayName }),
  /** Its contact stays open; also: the heater or compressor behind it is dead. */
  z.strictObject({ kind: z.literal('relay-open'), relay: RelayName }),
  /** No cable, no power. `silently`: the host is never told that the port closed, as real systems sometimes fail to. */
  z.strictObject({ kind: z.literal('board-unplugged'), silently: z.boolean().optional() }),
  /** The program is stuck; the watchdog resets our firmware, others hang until they are reset. Ends by itself. */
  z.strictObject({ kind: z.literal('board-hung') }),
  /** Somebody pressed the button. Ends by itself. */
  z.strictObject({ kind: z.literal('board-reset') }),
])
export type BreweryFault = z.infer<typeof BreweryFault>

/** How many times faster than the wall's the house's time is to run. */
export const Factor = z.number().min(1).max(60)

/** The house's time against the wall's. */
export const Speed = z.strictObject({
  factor: Factor,
  /** What it really is, as far as this computer keeps up. */
  pace: z.number().min(0),
  /** Milliseconds by which the house's time is ahead of the wall's. */
  ahead: z.number().min(0),
})
export type Speed = z.infer<typeof Speed>

/** Litres that a simulated kettle can be made to hold. */
export const KettleVolume = z.number().min(0).max(50)

const Contact = z.strictObject({
  /** Whether the board asks for it. */
  driven: z.boolean(),
  /** Whether current flows. */
  closed: z.boolean(),
})

/** The truth behind a simulated board, whatever its sensors say; published on `data.simulations.<board>`. Temperatures in °C. */
export const Simulation = z.strictObject({
  board: Id,
  at: Instant,
  beer: z.number(),
  fridgeAir: z.number(),
  kettle: z.number(),
  room: z.number(),
  /** Litres in the kettle. */
  kettleVolume: z.number(),
  level: z.strictObject({
    /** Whether the kettle has enough water. */
    enough: z.boolean(),
    /** Whether the level switch shows that it has. */
    closed: z.boolean(),
  }),
  powered: z.boolean(),
  relays: z.record(RelayName, Contact),
  faults: z.array(BreweryFault),
  speed: Speed,
})
export type Simulation = z.infer<typeof Simulation>
