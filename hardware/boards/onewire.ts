/** Part of a 1-Wire transaction in the order in which the firmware does it: reset, skip or select, write, read. */
export interface OneWireRequest {
  pin: number
  /** Bytes of the probe's ROM code; null speaks to all on the bus. */
  rom: number[] | null
  write: number[]
  read: number
  /** 0–16,383; comes back with the answer. */
  correlation: number
}

const onewire = 0x73

/** Packs 8-bit bytes into 7-bit ones, least significant bits first (Firmata's Encoder7Bit). */
export const pack7 = (bytes: number[]): number[] => {
  const packed: number[] = []
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held |= byte << bits
    bits += 8
    while (bits >= 7) {
      packed.push(held & 0x7f)
      held >>= 7
      bits -= 7
    }
  }
  if (bits > 0) packed.push(held)
  return packed
}

/** Undoes `pack7`. */
export const unpack7 = (packed: ArrayLike<number>): number[] => {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (let n = 0; n < packed.length; n++) {
    held |= (packed[n]! & 0x7f) << bits
    bits += 7
    if (bits >= 8) {
      bytes.push(held & 0xff)
      held >>= 8
      bits -= 8
    }
  }
  return bytes
}

/** CRC-8 of Maxim's 1-Wire devices (x⁸ + x⁵ + x⁴ + 1, least significant bit first); 0 over data with its own CRC. */
export const crc8 = (bytes: number[]): number => {
  let crc = 0
  for (let byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const mix = (crc ^ byte) & 1
      crc = (crc >> 1) ^ (mix ? 0x8c : 0)
      byte >>= 1
    }
  }
  return crc
}

/** Makes a pin the master of a 1-Wire bus, or asks who is on it. */
export const encodeConfig = (pin: number) => Uint8Array.of(0xf0, onewire, 0x41, pin, 0, 0xf7)
export const encodeSearch = (pin: number) => Uint8Array.of(0xf0, onewire, 0x40, pin, 0xf7)

/** A transaction that starts with a bus reset. */
export const encodeRequest = ({ pin, rom, write, read, correlation }: OneWireRequest): Uint8Array => {
  const reset = 0x01
  const address = rom === null ? 0x02 : 0x04
  const command = reset | address | (read > 0 ? 0x08 : 0) | (write.length > 0 ? 0x20 : 0)
  const data = [
    ...(rom ?? []),
    ...(read > 0 ? [read & 0xff, read >> 8, correlation & 0xff, correlation >> 8] : []),
    ...write,
  ]
  return Uint8Array.from([0xf0, onewire, command, pin, ...pack7(data), 0xf7])
}

/** What a board answers to a search or a read. */
export type OneWireReply =
  | { kind: 'found'; pin: number; roms: number[][] }
  | { kind: 'read'; pin: number; correlation: number; data: number[] }

/** Reads an answer; null for anything else. ROM codes with a wrong checksum are left out: they were misread. */
export const decodeReply = (frame: Uint8Array): OneWireReply | null => {
  if (frame.length < 5 || frame[0] !== 0xf0 || frame[1] !== onewire) return null
  const pin = frame[3]!
  const bytes = unpack7(frame.subarray(4, -1))
  if (frame[2] === 0x42) {
    const roms: number[][] = []
    for (let n = 0; n + 8 <= bytes.length; n += 8) roms.push(bytes.slice(n, n + 8))
    return { kind: 'found', pin, roms: roms.filter(rom => crc8(rom) === 0 && rom[0] !== 0) }
  }
  if (frame[2] === 0x43 && bytes.length >= 2)
    return { kind: 'read', pin, correlation: bytes[0]! | (bytes[1]! << 8), data: bytes.slice(2) }
  return null
}

/** ROM codes as the configuration writes them: 16 hexadecimal digits, family code first. */
export const romToHex = (rom: number[]): string => rom.map(byte => byte.toString(16).padStart(2, '0')).join('')
export const romFromHex = (hex: string): number[] => [...Buffer.from(hex, 'hex')]
