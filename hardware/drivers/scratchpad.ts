import { crc8 } from '../boards/onewire.ts'
import type { Measurement } from './driver.ts'

/** A temperature that was believed, °C, and when (uptime, ms). */
export interface Neighbour {
  value: number
  at: number
}

/** 85 °C is what a DS18B20 shows before its first conversion. */
const powerOnRaw = 0x0550
/** How close in time and temperature a believed reading has to be for 85 °C to be taken for a real one. */
const nearby = { milliseconds: 10_000, celsius: 5 }

/**
 * Temperature from the nine bytes that a DS18B20 answers to "read scratchpad" (Maxim's datasheet, figure 9). `before` is
 * the last reading of this probe that was believed.
 */
export const temperatureOfScratchpad = (bytes: number[], before: Neighbour | null, at: number): Measurement => {
  if (bytes.length !== 9) return { fault: `the probe answered ${bytes.length} bytes instead of 9` }
  if (bytes.every(byte => byte === 0xff)) return { fault: 'the probe does not answer: is it unplugged?' }
  // Nine zeros have a right checksum.
  if (bytes.every(byte => byte === 0)) return { fault: 'the data line is shorted to ground' }
  if (crc8(bytes) !== 0) return { fault: 'checksum wrong: check the cable and its pull-up resistor' }

  const word = bytes[0]! | (bytes[1]! << 8)
  // Bits below the resolution (9–12 bits, configuration register) are undefined.
  const resolution = 9 + ((bytes[4]! >> 5) & 3)
  const raw = ((word << 16) >> 16) & ~((1 << (12 - resolution)) - 1)
  const value = raw / 16
  if (value < -55 || value > 125)
    return { fault: `the probe shows ${value < 0 ? 'less' : 'more'} than it can measure: check its cable` }
  if (raw === powerOnRaw) {
    const agrees =
      before !== null && at - before.at <= nearby.milliseconds && Math.abs(before.value - value) <= nearby.celsius
    // Byte 6 is 0x0c until the first conversion; some copies of the chip keep it for ever, so it only explains.
    if (!agrees && bytes[6] === 0x0c) return { fault: 'the probe was just powered on and has not measured yet' }
    if (!agrees) return { fault: 'the probe shows what it does after power-on, and no reading before comes near it' }
  }
  return { value }
}
