import { expect, test } from '@jest/globals'
import {
  encodeDigitalRead,
  encodeDigitalWrite,
  encodePinMode,
  encodePwmWrite,
  encodeReport,
  type Told,
  toldSplitter,
} from '../../hardware/particle/frames.ts'
import { fc } from '../random.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

const told: [string, Told[]][] = [
  ['03 07 01 00', [{ kind: 'digital', pin: 7, value: 1 }]],
  ['04 0a 49 01', [{ kind: 'analog', pin: 10, value: 201 }]],
  ['04 11 7f 1f', [{ kind: 'analog', pin: 17, value: 4095 }]],
  ['05 01 7f 01', [{ kind: 'port', pin: 1, value: 255 }]],
  ['08 02 03 03 03 03', []],
  [
    '03 00 00 00 08 01 04 0a 00 00 04 0b 04 03',
    [
      { kind: 'digital', pin: 0, value: 0 },
      { kind: 'analog', pin: 11, value: 388 },
    ],
  ],
]

test.each(told)('%s', (bytes, expected) => {
  expect(toldSplitter()(hex(bytes))).toEqual(expected)
})

test('it does not matter where TCP cuts', () => {
  const stream = hex(told.map(([bytes]) => bytes).join(' '))
  const expected = told.flatMap(([, each]) => each)
  for (let cut = 0; cut <= stream.length; cut++) {
    const split = toldSplitter()
    expect([...split(stream.subarray(0, cut))!, ...split(stream.subarray(cut))!]).toEqual(expected)
  }
  const split = toldSplitter()
  expect([...stream].flatMap(byte => split(Uint8Array.of(byte))!)).toEqual(expected)
})

test.each([
  ['an unknown message', '00 00 00 00'],
  ['text', '48 54 54 50'],
  ['no such pin', '03 14 01 00'],
  ['a level that is none', '03 07 02 00'],
  ['a voltage on a digital pin', '04 07 01 00'],
  ['more than 12 bits', '04 0a 00 20'],
  ['a byte with eight bits', '04 0a 80 01'],
  ['no such port', '05 02 01 00'],
  ['a byte too many', '04 0a 49 01 01 04 0a 49 01'],
])('%s breaks the line for good', (_, bytes) => {
  const split = toldSplitter()
  expect(split(hex(bytes))).toBeNull()
  expect(split(hex('03 07 01 00'))).toBeNull()
})

test('no bytes are too much for it', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), chunks => {
      const split = toldSplitter()
      for (const chunk of chunks) for (const { value } of split(chunk) ?? []) expect(value).toBeLessThanOrEqual(4095)
    }),
  )
})

test('commands', () => {
  const commands = [
    encodePinMode(3, 2),
    encodeDigitalWrite(3, 1),
    encodePwmWrite(0, 300),
    encodePwmWrite(0, 12.6),
    encodeDigitalRead(7),
    encodeReport(10, 'analog'),
    encodeReport(2, 'digital'),
    encodeReport(2, 'nothing'),
  ]
  expect(commands.map(bytes => Buffer.from(bytes).toString('hex'))).toEqual([
    '000302',
    '010301',
    '0200ff',
    '02000d',
    '0307',
    '050a02',
    '050201',
    '050200',
  ])
})
