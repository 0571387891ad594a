import type { Heartbeat } from '../../data/model/board.ts'

/** Sysex number of the heartbeat, in the range that Firmata leaves to users. */
const heartbeat = 0x01

/** What a pin is set to when nobody tells the board what to do: 0 or 1 on a digital pin, 0–255 on a PWM pin. */
export interface SafeOutput {
  pin: number
  value: number
}

/** What the board says of its heartbeat. */
export interface HeartbeatStatus {
  state: 'unarmed' | 'armed' | 'tripped'
  resetCause: NonNullable<Heartbeat['resetCause']>
  trips: number
  timeoutMs: number
}

const states = ['unarmed', 'armed', 'tripped'] as const

/**
 * Arms the heartbeat: without a beat for `timeoutMs` (100–16,383) the board sets the outputs to these values and locks
 * them until it is armed again. Throws a RangeError on anything else, for a timeout cut short would be a trap.
 */
export const encodeArm = (timeoutMs: number, outputs: SafeOutput[]): Uint8Array => {
  if (!Number.isInteger(timeoutMs) || timeoutMs < 100 || timeoutMs > 16_383)
    throw new RangeError(`expected a timeout of 100 to 16383 ms, not ${timeoutMs}`)
  return Uint8Array.from([
    0xf0,
    heartbeat,
    0x01,
    timeoutMs & 0x7f,
    timeoutMs >> 7,
    ...outputs.flatMap(({ pin, value }) => [pin & 0x7f, value & 0x7f, (value >> 7) & 0x01]),
    0xf7,
  ])
}

/** Tells the board that the loops live; it does not answer. */
export const beat = Uint8Array.of(0xf0, heartbeat, 0x02, 0xf7)

/** Asks for the status. */
export const statusQuery = Uint8Array.of(0xf0, heartbeat, 0x03, 0xf7)

/** MCUSR holds a bit for each cause; several at once mean that power came up slowly, so the first in this order counts. */
const resetCause = (mcusr: number): HeartbeatStatus['resetCause'] => {
  if (mcusr & 1) return 'power-on'
  if (mcusr & 4) return 'brown-out'
  if (mcusr & 8) return 'watchdog'
  return mcusr & 2 ? 'external' : 'unknown'
}

/** Reads a status message; null for anything else. */
export const decodeStatus = (frame: Uint8Array): HeartbeatStatus | null => {
  if (frame.length !== 11 || frame[0] !== 0xf0 || frame[1] !== heartbeat || frame[2] !== 0x7f) return null
  const state = states[frame[4]!]
  if (frame[3] !== 1 || state === undefined) return null
  return {
    state,
    resetCause: resetCause(frame[5]!),
    trips: frame[6]! | (frame[7]! << 7),
    timeoutMs: frame[8]! | (frame[9]! << 7),
  }
}
