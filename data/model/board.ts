import { z } from 'zod'
import { Id, Instant, Name, Version } from './units.ts'

/** A computer on the network. */
const Host = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9._:-]+$/, 'expected a host name or an IP address, e.g. "192.168.1.20"')
const Port = z.int().min(1).max(65_535)

/** Where a Spark or Particle board is found: at an address, or wherever the Particle cloud says it is. */
export const ParticleAddress = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('direct'), host: Host, port: Port.default(48_879) }),
  z.strictObject({
    kind: z.literal('cloud'),
    deviceId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, "expected the device's id or name as the Particle console has it"),
    /** Written, never shown: left out of a change, the one before stays. */
    accessToken: z
      .string()
      .regex(/^[A-Za-z0-9._~+/=-]{1,200}$/, 'expected an access token of the Particle cloud')
      .optional(),
    api: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .default('https://api.particle.io'),
  }),
])
export type ParticleAddress = z.infer<typeof ParticleAddress>

/** How a board is reached. */
export const Transport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('simulated') }),
  z.strictObject({
    kind: z.literal('serial'),
    /** As the system names the port: `/dev/ttyACM0`, `COM3`. */
    path: z.string().min(1).max(200),
    baudRate: z.int().min(300).max(2_000_000).default(57_600),
  }),
  /** Firmata over the network: an ESP8266 or ESP32 with StandardFirmataWiFi. */
  z.strictObject({ kind: z.literal('tcp'), host: Host, port: Port.default(3030) }),
  /** A Spark Core or Photon with the VoodooSpark firmware. */
  z.strictObject({ kind: z.literal('particle'), address: ParticleAddress }),
])
export type Transport = z.infer<typeof Transport>

/** A board that sensors and actuators hang on. */
export const Board = z.strictObject({ id: Id, name: Name, transport: Transport, version: Version })
export type Board = z.infer<typeof Board>
export const BoardBody = Board.omit({ version: true })

/**
 * Life of a connection: `opening` until the firmware answers, `ready` while it does, `lost` until it answers again,
 * `flapping` when it is lost or reset so often that nothing on it can be relied on for now.
 */
export const BoardPhase = z.enum(['opening', 'ready', 'lost', 'flapping'])
export type BoardPhase = z.infer<typeof BoardPhase>

/** The board's last line of defence: the firmware puts outputs in their safe state by itself when the host falls silent. */
export const Heartbeat = z.strictObject({
  /** `absent`: this firmware has none. `tripped`: outputs are safe and locked until armed again. */
  state: z.enum(['absent', 'unarmed', 'armed', 'tripped']),
  timeoutMs: z.int().nullable(),
  trips: z.int(),
  /** Why the board last started, from the AVR's MCUSR register. */
  resetCause: z.enum(['power-on', 'external', 'brown-out', 'watchdog', 'unknown']).nullable(),
})
export type Heartbeat = z.infer<typeof Heartbeat>

/** One pin and what the firmware says it can do. */
export const Pin = z.strictObject({
  pin: z.int(),
  /** Number of the analog channel, or null. */
  analog: z.int().nullable(),
  modes: z.array(z.enum(['input', 'output', 'analog', 'pwm', 'pullup', 'onewire', 'servo', 'i2c', 'other'])),
})
export type Pin = z.infer<typeof Pin>

/** A board as it is now. */
export const BoardState = z.strictObject({
  board: Id,
  phase: BoardPhase,
  /** When the phase began. */
  since: Instant,
  /** Why it is not ready, in a sentence. */
  reason: z.string().optional(),
  /** Name and version as the firmware reports them. */
  firmware: z.string().nullable(),
  heartbeat: Heartbeat,
  pins: z.array(Pin),
  /** Connections that were lost since the start. */
  losses: z.int(),
})
export type BoardState = z.infer<typeof BoardState>

/** A serial port of this machine. */
export const SerialPortInfo = z.strictObject({
  path: z.string(),
  manufacturer: z.string().optional(),
  serialNumber: z.string().optional(),
  vendorId: z.string().optional(),
  productId: z.string().optional(),
})
export type SerialPortInfo = z.infer<typeof SerialPortInfo>
