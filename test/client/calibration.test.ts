import { boilingPoint, rawOf, shownOf, withPoint } from '../../client/calibration.ts'
import { type Calibration, calibrate } from '../../data/model/sensor.ts'
import { fc } from '../random.ts'

const one: Calibration = [{ measured: 0.4, actual: 0 }]
const two: Calibration = [
  { measured: 0.4, actual: 0 },
  { measured: 98.9, actual: 100 },
]

test.each([
  [[], 18.5, 18.5],
  [one, 18.1, 18.5],
  [two, 0, 0.4],
  [two, 100, 98.9],
  [two, 50, 49.65],
] as [Calibration, number, number][])('%j: shown %d was measured as %d', (calibration, shown, raw) => {
  expect(rawOf(shown, calibration)).toBeCloseTo(raw, 9)
})

test('the raw value is what the server calibrated, whatever the calibration', () => {
  const temperature = fc.double({ min: -20, max: 120, noNaN: true })
  const calibration = fc
    .tuple(
      temperature,
      temperature,
      fc.double({ min: 5, max: 100, noNaN: true }),
      fc.double({ min: 1, max: 100, noNaN: true }),
    )
    .map(
      ([measured, actual, apart, rise]): Calibration => [
        { measured, actual },
        { measured: measured + apart, actual: actual + rise },
      ],
    )
  fc.assert(
    fc.property(calibration, temperature, (points, raw) => {
      expect(shownOf(raw, points)).toBeCloseTo(calibrate(raw, points), 9)
      expect(rawOf(calibrate(raw, points), points)).toBeCloseTo(raw, 6)
      expect(rawOf(calibrate(raw, points.slice(0, 1)), points.slice(0, 1))).toBeCloseTo(raw, 6)
    }),
  )
})

// ISO 2533 pressures in IAPWS steam tables: 100.0, 98.3, 96.7, 93.3, 89.9 °C; Antoine keeps within 0.15 °C of them.
test.each([
  [0, 100],
  [500, 98.3],
  [1000, 96.7],
  [2000, 93.3],
  [3000, 89.9],
])('at %d m water boils at %d °C', (altitude, celsius) => {
  expect(Math.abs(boilingPoint(altitude) - celsius)).toBeLessThan(0.15)
})

test('a new point joins a far one and replaces a near one', () => {
  expect(withPoint([], { measured: 0.3, actual: 0 })).toEqual([{ measured: 0.3, actual: 0 }])
  expect(withPoint(one, { measured: 98.9, actual: 100 })).toEqual(two)
  expect(withPoint(two, { measured: 0.2, actual: 0 })).toEqual([{ measured: 0.2, actual: 0 }, two[1]])
  expect(withPoint(two, { measured: 50, actual: 51 })).toEqual([{ measured: 50, actual: 51 }, two[1]])
})
