import { describe, expect, test } from '@jest/globals'
import { calibrate } from '../../data/model/sensor.ts'
import { crc8 } from '../../hardware/boards/onewire.ts'
import { digitalValue } from '../../hardware/drivers/digital.ts'
import { temperatureOfScratchpad } from '../../hardware/drivers/scratchpad.ts'
import { readingOf } from '../../hardware/drivers/sensor.ts'
import { steinhartHart, temperatureOf } from '../../hardware/drivers/thermometers.ts'
import { sensor } from './boards-rig.ts'

const scratchpad = (raw: number, { configuration = 0x7f, sixth = 0x10 } = {}) => {
  const bytes = [raw & 0xff, (raw >> 8) & 0xff, 0x4b, 0x46, configuration, 0xff, sixth, 0x10]
  return [...bytes, crc8(bytes)]
}

describe('a DS18B20', () => {
  // Data sheet, table 1.
  test.each([
    [0x07d0, 125],
    [0x0191, 25.0625],
    [0x00a2, 10.125],
    [0x0008, 0.5],
    [0x0000, 0],
    [0xfff8, -0.5],
    [0xff5e, -10.125],
    [0xfe6f, -25.0625],
    [0xfc90, -55],
  ])('shows %p as %p °C', (raw, value) => {
    expect(temperatureOfScratchpad(scratchpad(raw), null, 0)).toEqual({ value })
  })

  test.each([
    [0x1f, 25],
    [0x3f, 25],
    [0x5f, 25],
    [0x7f, 25.0625],
  ])('has undefined bits below its resolution (configuration %p)', (configuration, value) => {
    expect(temperatureOfScratchpad(scratchpad(0x0191, { configuration }), null, 0)).toEqual({ value })
  })

  test.each([
    ['unplugged', Array(9).fill(0xff), /unplugged/],
    ['shorted', Array(9).fill(0), /shorted to ground/],
    ['misread', [...scratchpad(0x0191).slice(0, 8), 0], /checksum wrong/],
    ['cut short', scratchpad(0x0191).slice(0, 5), /5 bytes instead of 9/],
    ['hotter than it can be', scratchpad(0x0fff), /shows more than it can measure/],
    ['colder than it can be', scratchpad(0xf000), /shows less than it can measure/],
  ])('is not believed when %s', (_, bytes, fault) => {
    expect(temperatureOfScratchpad(bytes, null, 0)).toEqual({ fault: expect.stringMatching(fault) })
  })

  test.each([
    ['without a reading before', null, 0x10, false],
    ['soon after 84 °C', { value: 84, at: 58_000 }, 0x10, true],
    ['soon after 85 °C', { value: 85, at: 59_000 }, 0x10, true],
    ['soon after 20 °C', { value: 20, at: 59_000 }, 0x10, false],
    ['long after 84 °C', { value: 84, at: 40_000 }, 0x10, false],
    // A power-on here is wrong by a degree at most; a copy of the chip says 0x0c for ever.
    ['soon after 84 °C, with the mark of a power-on', { value: 84, at: 59_000 }, 0x0c, true],
    ['just powered on', null, 0x0c, false],
    ['just powered on in beer', { value: 20, at: 59_000 }, 0x0c, false],
  ])('shows 85 °C %s', (_, before, sixth, believed) => {
    const measurement = temperatureOfScratchpad(scratchpad(0x0550, { sixth }), before, 60_000)
    expect('value' in measurement).toBe(believed)
  })

  test('shows 85.0625 °C whenever', () => {
    expect(temperatureOfScratchpad(scratchpad(0x0551), null, 0)).toEqual({ value: 85.0625 })
  })
})

describe('calibration', () => {
  test.each([
    ['none', [], 20, 20],
    ['an offset', [{ measured: 0.6, actual: 0 }], 20.6, 20],
    [
      'a line, at its first point',
      [
        { measured: 1, actual: 0 },
        { measured: 98, actual: 100 },
      ],
      1,
      0,
    ],
    [
      'a line, at its second point',
      [
        { measured: 1, actual: 0 },
        { measured: 98, actual: 100 },
      ],
      98,
      100,
    ],
    [
      'a line, between',
      [
        { measured: 0, actual: 2 },
        { measured: 100, actual: 100 },
      ],
      50,
      51,
    ],
    [
      'a line, beyond',
      [
        { measured: 0, actual: 0 },
        { measured: 50, actual: 100 },
      ],
      60,
      120,
    ],
  ])('with %s', (_, points, measured, actual) => {
    expect(calibrate(measured, points)).toBeCloseTo(actual, 9)
  })
})

describe('an analog thermometer', () => {
  // Vishay NTCLE100E3103 (10 kΩ, B 3977 K), resistance table; its own coefficients.
  test.each([
    [32_554, 0],
    [10_000, 25],
    [4_160, 46.2],
    [1_751, 70],
    [679, 100],
  ])('of %p Ω is at %p °C', (ohms, celsius) => {
    expect(Math.abs(steinhartHart(ohms, 1.125308852122e-3, 2.34711863267e-4, 8.5663516e-8) - celsius)).toBeLessThan(0.6)
  })

  const lm35 = { kind: 'lm35', channel: 0, reference: 5 } as const
  const tmp36 = { kind: 'tmp36', channel: 1, reference: 5 } as const
  const ntc = {
    kind: 'ntc',
    channel: 2,
    series: 10_000,
    a: 1.125308852122e-3,
    b: 2.34711863267e-4,
    c: 8.5663516e-8,
  } as const

  test.each([
    // Data sheets: 250 mV at 25 °C; 750 mV at 25 °C; half the supply at 25 °C.
    [lm35, 51.2, 25],
    [{ ...lm35, reference: 1.1 }, 232.7, 25],
    [tmp36, 153.6, 25],
    [tmp36, 20.48, -40],
    [ntc, 511.5, 25],
  ])('%j at %p shows %p °C', (driver, raw, celsius) => {
    const measurement = temperatureOf(driver, raw, 1023)
    expect('value' in measurement && measurement.value).toBeCloseTo(celsius, 0)
  })

  test.each([
    [lm35, 0, /A0 is at 0 V/],
    [lm35, 1023, /A0 is at the supply voltage/],
    [tmp36, 0, /A1 is at 0 V/],
    [tmp36, 1023, /A1 is at the supply voltage/],
    [ntc, 0, /shorted: A2/],
    [ntc, 1023, /open: A2/],
    [lm35, 700, /^shows more than an LM35 can measure: its wire may be off/],
    [tmp36, 5, /^shows less than a TMP36 can measure/],
    [ntc, 1021, /^shows less than a thermistor can measure/],
  ])('%j at %p is bad', (driver, raw, fault) => {
    expect(temperatureOf(driver, raw, 1023)).toEqual({ fault: expect.stringMatching(fault) })
  })
})

test.each([
  // level, pull-up, invert → closed or lit
  [0, true, false, 1],
  [1, true, false, 0],
  [0, true, true, 0],
  [1, true, true, 1],
  [0, false, false, 0],
  [1, false, false, 1],
  [0, false, true, 1],
  [1, false, true, 0],
] as const)('a switch at level %p (pull-up %p, invert %p) is %p', (level, pullUp, invert, value) => {
  expect(digitalValue(level, { pullUp, invert })).toBe(value)
})

test('a reading carries its quality and reason', () => {
  const beer = sensor('beer', { kind: 'ds18b20', pin: 2 }, { calibration: [{ measured: 0.5, actual: 0 }] })
  expect(readingOf(beer, { value: 20.5 }, 7)).toEqual({ sensor: 'beer', at: 7, value: 20, quality: 'good' })
  expect(readingOf(beer, { fault: 'unplugged' }, 7)).toEqual({
    sensor: 'beer',
    at: 7,
    value: null,
    quality: 'bad',
    reason: 'unplugged',
  })
})
