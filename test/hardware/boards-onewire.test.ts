import { expect, test } from '@jest/globals'
import {
  crc8,
  decodeReply,
  encodeConfig,
  encodeRequest,
  encodeSearch,
  pack7,
  romFromHex,
  romToHex,
  unpack7,
} from '../../hardware/boards/onewire.ts'
import { fc } from '../random.ts'

const hex = (bytes: Uint8Array | number[]) => Buffer.from(bytes).toString('hex')
const serial = romFromHex('28ff641e831603')
const rom = [...serial, crc8(serial)]

test.each([
  // Maxim's application note 27 and data sheets.
  [[0x02, 0x1c, 0xb8, 0x01, 0, 0, 0], 0xa2],
  [[0x50, 0x05, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10], 0x1c],
  [[], 0],
])('crc8 of %p is %p', (bytes, crc) => {
  expect(crc8(bytes)).toBe(crc)
  expect(crc8([...bytes, crc])).toBe(0)
})

test('packs as Firmata does', () => {
  expect(hex(pack7([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))).toBe('7f7f7f7f7f7f7f7f')
  expect(hex(pack7([0x44]))).toBe('4400')
  expect(hex(pack7([0x80, 0x01]))).toBe('000300')
})

test('unpacks what it packs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 }), bytes => {
      expect(unpack7(pack7(bytes)).slice(0, bytes.length)).toEqual(bytes)
      expect(pack7(bytes).every(byte => byte < 0x80)).toBe(true)
    }),
  )
})

test('speaks to all on the bus', () => {
  // reset 1, skip 2, write 20h
  expect(hex(encodeRequest({ pin: 2, rom: null, write: [0x44], read: 0, correlation: 0 }))).toBe('f07323024400f7')
})

test('reads from one probe', () => {
  const message = encodeRequest({ pin: 2, rom, write: [0xbe], read: 9, correlation: 0x1234 })
  expect(message[2]).toBe(0x01 | 0x04 | 0x08 | 0x20)
  expect(unpack7(message.subarray(4, -1)).slice(0, 13)).toEqual([...rom, 9, 0, 0x34, 0x12, 0xbe])
})

test('configures and searches', () => {
  expect(hex(encodeConfig(2))).toBe('f073410200f7')
  expect(hex(encodeSearch(2))).toBe('f0734002f7')
})

test('reads what was found, without what was misread', () => {
  const wrong = [...rom.slice(0, 7), rom[7]! ^ 1]
  const message = Uint8Array.from([0xf0, 0x73, 0x42, 2, ...pack7([...rom, ...wrong, ...Array(8).fill(0)]), 0xf7])
  expect(decodeReply(message)).toEqual({ kind: 'found', pin: 2, roms: [rom] })
  expect(romToHex(serial)).toBe('28ff641e831603')
  expect(decodeReply(Uint8Array.of(0xf0, 0x73, 0x42, 2, 0xf7))).toEqual({ kind: 'found', pin: 2, roms: [] })
})

test('reads data', () => {
  const message = Uint8Array.from([0xf0, 0x73, 0x43, 2, ...pack7([0x34, 0x12, 1, 2, 3]), 0xf7])
  expect(decodeReply(message)).toEqual({ kind: 'read', pin: 2, correlation: 0x1234, data: [1, 2, 3] })
})

test.each(['f07343f7', 'f073430201f7', 'f07302020304f7', 'f9'])('makes nothing of %s', message => {
  expect(decodeReply(Buffer.from(message, 'hex'))).toBeNull()
})
