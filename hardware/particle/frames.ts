/** VoodooSpark's messages: the first byte says which (README.md beside this file). */
export const action = {
  pinMode: 0x00,
  digitalWrite: 0x01,
  pwmWrite: 0x02,
  digitalRead: 0x03,
  analogRead: 0x04,
  report: 0x05,
  pulse: 0x08,
} as const

/** What a device tells of a pin, or of the eight pins of a port (0: D0–D7, 1: A0–A7). */
export interface Told {
  kind: 'digital' | 'analog' | 'port'
  /** Number of the pin or of the port. */
  pin: number
  value: number
}

/** Greatest value of the 12-bit ADC. */
export const fullScale = 4095
const analogPins = { first: 10, last: 17 }
const lastPin = 19
const pulseLength = 6
const length = 4

/** A message of 4 bytes as what it tells; null when no device would send it. */
const toldBy = ([kind, pin, low, high]: number[]): Told | null => {
  if (low! > 0x7f || high! > 0x7f) return null
  const value = low! | (high! << 7)
  switch (kind) {
    case action.digitalRead:
      return pin! <= lastPin && value <= 1 ? { kind: 'digital', pin: pin!, value } : null
    case action.analogRead:
      return pin! >= analogPins.first && pin! <= analogPins.last && value <= fullScale
        ? { kind: 'analog', pin: pin!, value }
        : null
    case action.report:
      return pin! <= 1 && value <= 0xff ? { kind: 'port', pin: pin!, value } : null
    default:
      return null
  }
}

/**
 * Cuts a device's stream into messages, wherever TCP has split or merged them. Messages carry no mark of their
 * beginning: after one byte too many every value would be another pin's, so the answer is null for good as soon as
 * something came that no device sends.
 */
export const toldSplitter = (): ((bytes: Uint8Array) => Told[] | null) => {
  let pending: number[] = []
  let broken = false

  return bytes => {
    const told: Told[] = []
    for (const byte of bytes) {
      if (broken) break
      pending.push(byte)
      if (pending[0] === action.pulse) {
        if (pending.length === pulseLength) pending = []
      } else if (pending.length === length) {
        const one = toldBy(pending)
        pending = []
        if (one) told.push(one)
        else broken = true
      } else if (![action.digitalRead, action.analogRead, action.report].some(known => known === pending[0])) {
        broken = true
      }
    }
    return broken ? null : told
  }
}

/** What is written to a device: a pin's mode (0 input, 1 output, 2 input with pull-up). */
export const encodePinMode = (pin: number, mode: 0 | 1 | 2): Uint8Array => Uint8Array.of(action.pinMode, pin, mode)
export const encodeDigitalWrite = (pin: number, value: 0 | 1): Uint8Array =>
  Uint8Array.of(action.digitalWrite, pin, value)
/** 0–255. */
export const encodePwmWrite = (pin: number, value: number): Uint8Array =>
  Uint8Array.of(action.pwmWrite, pin, Math.max(0, Math.min(255, Math.round(value))))
export const encodeDigitalRead = (pin: number): Uint8Array => Uint8Array.of(action.digitalRead, pin)
/** Has a pin reported again and again, as a level or as a voltage, or no more. */
export const encodeReport = (pin: number, as: 'digital' | 'analog' | 'nothing'): Uint8Array =>
  Uint8Array.of(action.report, pin, { nothing: 0, digital: 1, analog: 2 }[as])
