import { expect, test } from '@jest/globals'
import { beat, decodeStatus, encodeArm, statusQuery } from '../../hardware/boards/heartbeat.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

test.each([
  ['no outputs, 5 s', 5000, [], 'f0 01 01 08 27 f7'],
  ['the shortest timeout', 100, [], 'f0 01 01 64 00 f7'],
  ['the longest timeout', 16_383, [], 'f0 01 01 7f 7f f7'],
  [
    'a relay and an active-low one',
    5000,
    [
      { pin: 8, value: 0 },
      { pin: 7, value: 1 },
    ],
    'f0 01 01 08 27 08 00 00 07 01 00 f7',
  ],
  ['a PWM pin', 5000, [{ pin: 9, value: 255 }], 'f0 01 01 08 27 09 7f 01 f7'],
])('arms: %s', (_, timeout, outputs, expected) => {
  expect(hex(encodeArm(timeout, outputs))).toBe(expected.replaceAll(' ', ''))
})

test.each([99, 16_384, 5000.5, Number.NaN])('refuses a timeout of %p ms', timeout => {
  expect(() => encodeArm(timeout, [])).toThrow(RangeError)
})

test('beats and asks', () => {
  expect(hex(beat)).toBe('f00102f7')
  expect(hex(statusQuery)).toBe('f00103f7')
})

test.each([
  ['f0 01 7f 01 00 01 00 00 00 00 f7', { state: 'unarmed', resetCause: 'power-on', trips: 0, timeoutMs: 0 }],
  ['f0 01 7f 01 01 02 00 00 08 27 f7', { state: 'armed', resetCause: 'external', trips: 0, timeoutMs: 5000 }],
  ['f0 01 7f 01 02 08 02 01 08 27 f7', { state: 'tripped', resetCause: 'watchdog', trips: 130, timeoutMs: 5000 }],
  ['f0 01 7f 01 00 04 00 00 00 00 f7', { state: 'unarmed', resetCause: 'brown-out', trips: 0, timeoutMs: 0 }],
  // Power that comes up slowly sets several bits.
  ['f0 01 7f 01 00 07 00 00 00 00 f7', { state: 'unarmed', resetCause: 'power-on', trips: 0, timeoutMs: 0 }],
  ['f0 01 7f 01 00 00 00 00 00 00 f7', { state: 'unarmed', resetCause: 'unknown', trips: 0, timeoutMs: 0 }],
])('reads %s', (message, expected) => {
  expect(decodeStatus(bytes(message))).toEqual(expected)
})

test.each([
  ['another protocol version', 'f0 01 7f 02 00 01 00 00 00 00 f7'],
  ['an unknown state', 'f0 01 7f 01 03 01 00 00 00 00 f7'],
  ['too short', 'f0 01 7f 01 00 01 00 00 00 f7'],
  ['too long', 'f0 01 7f 01 00 01 00 00 00 00 00 f7'],
  ['another sysex', 'f0 79 7f 01 00 01 00 00 00 00 f7'],
  ['nothing', ''],
])('does not read a status out of %s', (_, message) => {
  expect(decodeStatus(bytes(message))).toBeNull()
})
