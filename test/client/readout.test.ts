import { readoutAt, readoutNow, spoken } from '../../client/chart/readout.ts'
import type { VesselState } from '../../data/model/vessel.ts'

const bucket = (at: number, mean: number, spread = 0) => ({
  at,
  minimum: mean - spread,
  maximum: mean + spread,
  mean,
  count: 1,
})
const minute = 60_000
const series = {
  processValue: [bucket(0, 18), bucket(minute, 19, 0.4)],
  setPoint: [bucket(0, 18)],
  output: [bucket(0, 0), bucket(minute, -40)],
  width: minute,
}
const plain = <T extends object>(words: T): T => JSON.parse(JSON.stringify(words).replaceAll('\u00a0', ' '))

test('under the crosshair stand the nearest value and the steps that were in force', () => {
  const readout = plain(readoutAt(series, minute + 100, 10 * minute, 'celsius'))
  expect(readout).toMatchObject({
    value: '19.0 °C',
    spread: '18.6 to 19.4',
    setPoint: '18.0 °C',
    output: 'cooling 40 %',
  })
  expect(plain(readoutAt(series, 100, 10 * minute, 'celsius'))).toMatchObject({ spread: '', output: 'resting' })
})

test('where nothing was recorded stands a dash', () => {
  const dashes = { value: '–', setPoint: '–', output: '–' }
  expect(readoutAt(series, 10 * minute, 10 * minute, 'celsius')).toMatchObject(dashes)
  expect(readoutAt(series, -10 * minute, 10 * minute, 'celsius')).toMatchObject(dashes)
  expect(readoutNow(undefined, 'celsius')).toMatchObject(dashes)
})

test('without a crosshair it is what the vessel says now', () => {
  const state = { processValue: 54.72, setPoint: 67, output: 100 } as VesselState
  expect(spoken(plain(readoutNow(state, 'celsius')))).toBe('now: 54.7 °C, set point 67.0 °C, output heating 100 %')
  expect(readoutNow({ ...state, processValue: null, setPoint: null }, 'celsius')).toMatchObject({ value: '–' })
})
