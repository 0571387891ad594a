import {
  addPoint,
  type Draft,
  idFrom,
  measuredBy,
  movePoint,
  removePoint,
  snap,
  temperatureAt,
  timeGrid,
} from '../../client/profiles/draft.ts'
import {
  degreeTicks,
  measuredPath,
  placeOf,
  plotOf,
  profilePath,
  timeTicks,
  xOf,
  yOf,
} from '../../client/profiles/scale.ts'
import { effectWords, lengthWords, rangeWords } from '../../client/profiles/words.ts'
import { modeLine, troubles } from '../../client/words.ts'
import type { VesselState } from '../../data/model/vessel.ts'

const day = 86_400
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

const ale: Draft = {
  id: 'ale',
  name: 'Ale',
  by: 'elapsed',
  points: [
    { at: 0, temperature: 18, approach: 'step' },
    { at: 4 * day, temperature: 20, approach: 'ramp' },
    { at: 8 * day, temperature: 4, approach: 'step' },
  ],
  events: [{ at: 9 * day, text: 'keg it' }],
}
const times = ({ points }: Draft) => points.map(({ at }) => at / day)

test.each([
  [0, 18],
  [2 * day, 19],
  [5 * day, 20],
  [8 * day, 4],
  [99 * day, 4],
])('after %d s it is %d °C', (at, temperature) => expect(temperatureAt(ale.points, at)).toBeCloseTo(temperature))

test('a point goes no further than its neighbours', () => {
  expect(times(movePoint(ale, 1, { at: 5 * day }, 3600))).toEqual([0, 5, 8])
  expect(times(movePoint(ale, 1, { at: 12 * day }, day))).toEqual([0, 7, 8])
  expect(times(movePoint(ale, 1, { at: -day }, day))).toEqual([0, 1, 8])
  expect(times(movePoint(ale, 0, { at: -day }, day))).toEqual([0, 4, 8])
  expect(movePoint(ale, 2, { temperature: 900 }, 1).points[2]).toMatchObject({ at: 8 * day, temperature: 200 })
  expect(times(movePoint(ale, 1, { at: 6 * day }, 30 * day))).toEqual([0, 4, 8])
})

test('a point is added between two or behind the last, and the last one stays', () => {
  expect(addPoint(ale, 0).points[1]).toEqual({ at: 2 * day, temperature: 19, approach: 'ramp' })
  expect(times(addPoint(ale, 2)).at(-1)).toBeCloseTo(9.8, 1)
  const one = removePoint(removePoint(ale, 0), 0)
  expect(removePoint(one, 0)).toBe(one)
})

test('times are moved on a grid that fits the length', () => {
  expect(timeGrid(ale)).toBe(3600)
  expect(timeGrid({ ...ale, points: ale.points.slice(0, 1), events: [] })).toBe(60)
  expect([snap(18.26, 0.5), snap(3659, 60), snap(-0.2, 0.5)]).toEqual([18.5, 3660, -0])
})

test('by date and back', () => {
  const now = Date.UTC(2026, 4, 1, 12, 0, 10)
  const dated = measuredBy(ale, 'date', now)
  expect(dated.points[1]!.at).toBe(Date.UTC(2026, 4, 5, 12))
  expect(measuredBy(dated, 'elapsed', now)).toEqual(ale)
  expect(measuredBy(ale, 'elapsed', now)).toBe(ale)
})

test.each([
  ['Kölsch, 2nd try!', [], 'kolsch-2nd-try'],
  ['Ale', ['ale', 'ale-2'], 'ale-3'],
  ['日本', [], 'profile'],
])('%s gets an id of its own', (name, taken, id) => expect(idFrom(name, taken)).toBe(id))

test('a place on the chart is a time and a temperature, and back', () => {
  const plot = plotOf(ale, [25], { width: 600, height: 300 })
  expect(plot).toMatchObject({ from: 0, high: expect.closeTo(28.15) })
  const place = placeOf(plot, xOf(plot, 3 * day), yOf(plot, 12.5))
  expect(place.at).toBeCloseTo(3 * day)
  expect(place.temperature).toBeCloseTo(12.5)
  expect(timeTicks(plot, 'elapsed').map(at => at / day)).toEqual([0, 2, 4, 6, 8, 10])
  expect(degreeTicks(1, 28)).toEqual([5, 10, 15, 20, 25])
})

test('steps are corners, ramps are slopes, and gaps lift the pen', () => {
  const plot = plotOf(ale, [], { width: 600, height: 300 })
  expect(profilePath(plot, ale.points).match(/[ML]/g)).toHaveLength(6)
  const measured = [0, 1, 2, 9].map(at => ({ at: at * day, value: 18 }))
  expect(measuredPath(plot, measured, 2 * day).match(/M/g)).toHaveLength(2)
})

test('how long it is, from where to where', () => {
  expect(plain(lengthWords(ale, 0))).toBe('9 d')
  expect(plain(rangeWords(ale, 'celsius'))).toBe('4.0 °C to 20.0 °C')
  expect(plain(rangeWords({ points: ale.points.slice(0, 1) }, 'fahrenheit'))).toBe('64.4 °F')
})

test('what an edit changes is a sentence', () => {
  const effect = {
    vessel: 'tank',
    setPoint: { before: 18, after: 12 },
    next: { before: { at: 5_000, setPoint: 20 }, after: null },
    problem: null,
  }
  expect(plain(effectWords(effect, 'Tank', 0, 'celsius'))).toBe(
    'Tank goes from 18.0 °C to 12.0 °C at once, and no further change is to come.',
  )
  const same = { ...effect, setPoint: { before: 18, after: 18 }, next: { before: null, after: null } }
  expect(plain(effectWords(same, 'Tank', 0, 'celsius'))).toBe('Tank stays at 18.0 °C now.')
  const waiting = { ...same, setPoint: { before: null, after: null } }
  expect(effectWords(waiting, 'Tank', 0, 'celsius')).toBe('Tank has not started it yet.')
})

test('paused, and to be started: the line says so, and it is no trouble', () => {
  const now = Date.UTC(2026, 4, 20, 12)
  const state = { next: { at: now, setPoint: 4 } } as VesselState
  const profiles = [{ ...ale, version: 1 }]
  const mode = { kind: 'profile' as const, profile: 'ale', startedAt: now - 2.5 * day * 1000 }
  const paused = modeLine({ ...state, mode: { ...mode, pausedAt: now - day * 1000 } }, profiles, now, 'celsius')
  expect(paused).toBe('Profile “Ale” · day 2 of 8 · paused')
  const later = modeLine({ ...state, mode: { ...mode, startedAt: now + day * 1000 } }, profiles, now, 'celsius')
  expect(plain(later)).toMatch(/^Profile “Ale” · starts Thu \d\d:00 · next 4.0 °C at/)
  expect(troubles({ reason: 'starts at 2026-05-21 12:00 UTC' }, null, 'open')).toEqual([])
  expect(troubles({ reason: 'starts at 2026-05-21 12:00 UTC' }, 'No reading', 'open')).toEqual(['No reading'])
})
