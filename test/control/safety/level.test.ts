import { SensorBody } from '../../../data/model/sensor.ts'
import { VesselBody } from '../../../data/model/vessel.ts'
import { Levels } from '../../../server/control/safety/level.ts'

const float = {
  ...SensorBody.parse({
    id: 'float',
    name: 'Float',
    board: 'uno',
    driver: { kind: 'digital', pin: 3 },
    staleAfter: 10,
  }),
  version: 1,
}
const kettle = { ...VesselBody.parse({ id: 'kettle', name: 'Kettle', heater: 'element', level: 'float' }), version: 1 }

/** Levels of a kettle, whose switch shows `values`, one a second; null is a bad reading, undefined none. */
function shown(values: readonly (0 | 1 | null | undefined)[]) {
  const levels = new Levels()
  levels.configure({ sensors: [float], vessels: [kettle] })
  for (const [second, value] of values.entries()) {
    if (value === undefined) continue
    const quality = value === null ? 'bad' : 'good'
    levels.observe({ sensor: 'float', at: 0, value, quality }, second * 1000)
  }
  return levels.obstacle('element', (values.length - 1) * 1000)
}
const times = <T>(count: number, value: T): T[] => new Array(count).fill(value)
const water = times(6, 1 as const)

describe('a heater with a level switch', () => {
  test('is free while there is water, and five seconds after there was none', () => {
    expect(shown([1])).toBeNull()
    expect(shown([0, ...water])).toBeNull()
    expect(shown([...water, ...times(100, 1 as const)])).toBeNull()
  })
  test.each([
    ['at the first second without water', [...water, 0]],
    ['when water came back long ago', [0, ...water, 0, 0]],
    ['at a bad reading', [...water, null]],
  ] as const)('is off %s', (_, values) => {
    expect(shown(values)).toEqual({ reason: 'level', message: 'Float shows no water: its heater stays off' })
  })
  test.each([
    ['while water was seen only just', [0, 1, 1, 1, 1]],
    ['while the switch chatters, at water', [...water, 0, 1, 1, 1, 0, 1, 1, 1, 1]],
    ['while the switch chatters, at none', [...water, 0, 1, 1, 1, 0]],
    ['while a wire is loose', [...water, null, 1, 1]],
  ] as const)('is off %s, which is no empty kettle', (_, values) => {
    const message = 'Float is not calm yet: its heater stays off until it shows water for 5 s'
    expect(shown(values)).toEqual({ reason: 'settling', message })
  })
  test('is off when the switch falls silent, and has to see water anew when that speaks again', () => {
    expect(shown([undefined])).toMatchObject({ message: 'Float is silent: its heater stays off' })
    const silence = times(11, undefined)
    expect(shown([...water, ...silence])).toMatchObject({ message: 'Float is silent: its heater stays off' })
    expect(shown([...water, ...silence, 1])).toMatchObject({ reason: 'settling' })
    expect(shown([...water, ...silence, ...water])).toBeNull()
  })
  test('goes on when something else is configured anew, and is free without the switch', () => {
    const levels = new Levels()
    levels.configure({ sensors: [float], vessels: [kettle] })
    for (const second of [0, 5]) levels.observe({ sensor: 'float', at: 0, value: 1, quality: 'good' }, second * 1000)
    levels.configure({ sensors: [float], vessels: [kettle] })
    expect(levels.obstacle('element', 5000)).toBeNull()
    levels.configure({ sensors: [float], vessels: [{ ...kettle, level: null }] })
    expect(levels.obstacle('element', 90_000)).toBeNull()
  })
  test('is off until the switch has shown water where it is connected now', () => {
    const levels = new Levels()
    levels.configure({ sensors: [float], vessels: [kettle] })
    levels.observe({ sensor: 'float', at: 0, value: 1, quality: 'good' }, 0)
    levels.configure({ sensors: [{ ...float, board: 'mega' }], vessels: [kettle] })
    expect(levels.obstacle('element', 1000)).toMatchObject({ message: 'Float is silent: its heater stays off' })
    levels.observe({ sensor: 'float', at: 0, value: 1, quality: 'good' }, 2000)
    expect(levels.obstacle('element', 2000)).toBeNull()
  })
})
