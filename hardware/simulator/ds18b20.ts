import type { Random } from './random.ts'

/** What a time slot carries. */
export type Bit = 0 | 1

/** What a device does in the next time slot: send a bit, or listen to the master's. */
export type Slot = Bit | 'listen'

/** A conversation from one bus reset to the next: yields what to do, is told what was on the bus. */
export type Conversation = Generator<Slot, void, Bit>

/** A DS18B20 as a bus sees it. */
export interface Ds18b20 {
  readonly rom: string
  /** What it will measure, °C, and the standard deviation of its noise. */
  temperature: number
  noise: number
  /** A new conversation, after the reset pulse; `now` in ms of board time. */
  talk(now: () => number): Conversation
  /** Its supply came back: 85 °C until the first conversion. */
  powerUp(): void
}

const conversionMs = [94, 188, 375, 750] // 9 to 12 bits (data sheet, table 2)
const powerUpScratchpad = [0x50, 0x05, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10] // 85 °C, alarms 75 and 70 °C, 12 bits

/** Dallas/Maxim CRC of 8 bits, x⁸ + x⁵ + x⁴ + 1. */
export function crc8(bytes: readonly number[]): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1
  }
  return crc
}

/** A ROM code with a valid CRC from a serial number of up to 48 bits, as 16 hexadecimal digits. */
export function romOf(serial: number): string {
  const bytes = [0x28, ...Array.from({ length: 6 }, (_, i) => Math.floor(serial / 2 ** (8 * i)) & 0xff)]
  return Buffer.from([...bytes, crc8(bytes)]).toString('hex')
}

function* receiveByte(): Generator<Slot, number, Bit> {
  let value = 0
  for (let bit = 0; bit < 8; bit++) value |= (yield 'listen') << bit
  return value
}

function* send(bytes: readonly number[]): Conversation {
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) yield ((byte >> bit) & 1) as Bit
  }
}

function* matchRom(rom: readonly number[]): Generator<Slot, boolean, Bit> {
  let isMatch = true
  for (const byte of rom) if ((yield* receiveByte()) !== byte) isMatch = false
  return isMatch
}

// Sends each bit and its complement, then hears which branch the master takes; falls silent on the other one.
function* search(rom: readonly number[]): Generator<Slot, boolean, Bit> {
  for (const byte of rom) {
    for (let bit = 0; bit < 8; bit++) {
      const mine = ((byte >> bit) & 1) as Bit
      yield mine
      yield mine ? 0 : 1
      if ((yield 'listen') !== mine) return false
    }
  }
  return true
}

/** A DS18B20 with that ROM code (16 hexadecimal digits), externally powered; its noise comes from `random`. */
export function ds18b20(rom: string, random: Random, noise = 0.01): Ds18b20 {
  const code = [...Buffer.from(rom, 'hex')]
  let scratchpad = [...powerUpScratchpad]
  let converting: { until: number; raw: number } | null = null

  const settle = (now: number) => {
    if (!converting || now < converting.until) return
    scratchpad.splice(0, 2, converting.raw & 0xff, (converting.raw >> 8) & 0xff)
    converting = null
  }

  const convert = (now: number) => {
    const resolution = (scratchpad[4]! >> 5) & 3
    const measured = Math.min(125, Math.max(-55, device.temperature + device.noise * random.normal()))
    const step = 2 ** (3 - resolution)
    converting = { until: now + conversionMs[resolution]!, raw: Math.round((measured * 16) / step) * step }
  }

  const isAlarmed = () => {
    const degrees = ((scratchpad[0]! | (scratchpad[1]! << 8)) << 16) >> 20
    return degrees >= (scratchpad[2]! << 24) >> 24 || degrees <= (scratchpad[3]! << 24) >> 24
  }

  function* addressed(): Generator<Slot, boolean, Bit> {
    switch (yield* receiveByte()) {
      case 0xf0:
        return yield* search(code)
      case 0xec:
        return isAlarmed() && (yield* search(code))
      case 0x55:
        return yield* matchRom(code)
      case 0xcc:
        return true
      case 0x33:
        yield* send(code)
        return true
      default:
        return false
    }
  }

  function* talk(now: () => number): Conversation {
    settle(now())
    if (!(yield* addressed())) return
    const command = yield* receiveByte()
    settle(now())
    if (command === 0x44) {
      convert(now())
      // While it converts, read slots give 0, then 1.
      while (true) {
        yield converting ? 0 : 1
        settle(now())
      }
    }
    if (command === 0xbe) yield* send([...scratchpad, crc8(scratchpad)])
    if (command === 0x4e) {
      for (const register of [2, 3, 4]) scratchpad[register] = yield* receiveByte()
      scratchpad[4] = (scratchpad[4]! & 0x60) | 0x1f
    }
    if (command === 0xb4) while (true) yield 1 // externally powered
  }

  const device: Ds18b20 = {
    rom,
    temperature: 20,
    noise,
    talk,
    powerUp() {
      scratchpad = [...powerUpScratchpad]
      converting = null
    },
  }
  return device
}
