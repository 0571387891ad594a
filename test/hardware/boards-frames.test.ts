import { expect, test } from '@jest/globals'
import { frameSplitter, kindOf, textOf } from '../../hardware/boards/frames.ts'
import { fc } from '../random.ts'

const hex = (frames: Uint8Array[]) => frames.map(frame => Buffer.from(frame).toString('hex'))
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

test.each([
  ['a version', 'f9 02 05', ['f90205']],
  ['an analog and a digital value', 'e0 33 01 90 08 00', ['e03301', '900800']],
  ['sysex', 'f0 79 02 05 f7', ['f07902' + '05f7']],
  ['noise before and between', '00 12 7f f9 02 05 33 ff aa e0 01 02', ['f90205', 'e00102']],
  ['half a message, then a whole one', 'e0 01 f9 02 05', ['f90205']],
  ['sysex that breaks off', 'f0 79 01 f9 02 05 f7', ['f90205']],
  ['an end without a start', 'f7 01 02 f7', []],
  ['sysex in sysex', 'f0 79 f0 01 7f f7', ['f0017ff7']],
])('splits %s', (_, input, expected) => {
  expect(hex(frameSplitter()(bytes(input)))).toEqual(expected)
  const split = frameSplitter()
  expect([...bytes(input)].flatMap(byte => hex(split(Uint8Array.of(byte))))).toEqual(expected)
})

test('gives sysex up that never ends', () => {
  const split = frameSplitter(16)
  expect(split(bytes('f0'))).toEqual([])
  for (let n = 0; n < 1000; n++) expect(split(Uint8Array.of(1))).toEqual([])
  expect(split(bytes('f7'))).toEqual([])
  expect(hex(split(bytes('f0 01 f7')))).toEqual(['f001f7'])
})

test('makes only whole messages of whatever arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), chunks => {
      const split = frameSplitter()
      for (const frame of chunks.flatMap(split)) {
        expect(frame[0]).toBeGreaterThanOrEqual(0x80)
        if (frame[0] === 0xf0) expect(frame.at(-1)).toBe(0xf7)
        else expect(frame).toHaveLength(3)
        expect(typeof kindOf(frame)).toBe('string')
      }
    }),
  )
})

test('reads printable text only', () => {
  expect(textOf(bytes('f0 71 48 00 69 00 1b 00 21 00 f7'))).toBe('Hi!')
})
