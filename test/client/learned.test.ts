import { linesOf } from '../../client/chart/lines.ts'
import { noSeries } from '../../client/chart/series.ts'
import { isVague, learnedWords } from '../../client/learned-words.ts'
import { withAhead } from '../../client/ranges.ts'
import { foreseenWords, newReasons } from '../../client/words.ts'
import type { Forecast, Reason } from '../../data/model/forecast.ts'
import type { LearnedChamber, LearnedKettle } from '../../data/model/learned.ts'
import type { ScheduleState } from '../../data/model/schedule-run.ts'
import type { VesselState } from '../../data/model/vessel.ts'

const figure = (value: number, uncertainty = 0.1) => ({ value, uncertainty })
const kettle: LearnedKettle = {
  kind: 'kettle',
  heatingRate: figure(97.5),
  coolingTime: figure(40_000),
  deadTime: figure(12, 0.15),
  lag: figure(100),
}
const chamber: LearnedChamber = {
  kind: 'chamber',
  beerTime: figure(21_600),
  airBeerTime: figure(500),
  airWallTime: figure(400),
  wallTime: figure(1500, 0.6),
  airRoomTime: figure(2000),
  coolingRate: figure(12),
  heatingRate: figure(72),
  heaterTime: figure(100),
}
const plain = (texts: string[]) => texts.map(text => text.replaceAll('\u00a0', ' '))

test('a kettle in a brewer’s words', () => {
  const about = { unit: 'celsius', heater: { power: 3400 }, cools: false, heats: true } as const
  expect(plain(learnedWords(kettle, about))).toEqual([
    'Full power heats by 98 °C an hour (± 10 %): like 30 L of water with its 3.4 kW.',
    'The thermometer sees it after 12 s (± 15 %), most of it 2 min (± 10 %) later.',
    'Left alone, it loses half its warmth to the room in 7.7 h (± 10 %).',
  ])
  expect(plain(learnedWords(kettle, { ...about, unit: 'fahrenheit', heater: undefined }))[0]).toBe(
    'Full power heats by 176 °F an hour (± 10 %).',
  )
})

test.each([
  [{ cools: true, heats: true }, 5],
  [{ cools: true, heats: false }, 4],
  [{ cools: false, heats: true }, 3],
])('a chamber tells only of what it has: %o', (has, count) => {
  const words = plain(learnedWords(chamber, { unit: 'celsius', heater: undefined, ...has }))
  expect(words).toHaveLength(count)
  expect(words[0]).toBe('The beer follows the air within 6.0 h (± 10 %).')
  expect(words.some(text => text.includes('25 min (a guess yet)'))).toBe(has.cools)
})

test.each([
  [0.1, false],
  [0.4, true],
])('known to ± %d it is vague: %s', (uncertainty, vague) => {
  expect(isVague({ ...chamber, beerTime: figure(1, uncertainty) })).toBe(vague)
})

const state = {
  mode: { kind: 'constant', setPoint: 67 },
  activity: 'heating',
  processValue: 50,
  setPoint: 67,
} as VesselState
const forecast = (told: Partial<Forecast>): Forecast => ({
  vessel: 'kettle',
  at: 0,
  points: [{ at: 0, processValue: 50, setPoint: 67, output: 100 }],
  reachesAt: 660_000,
  next: null,
  sure: true,
  reasons: [],
  ...told,
})
const behind: Reason = { kind: 'behind', text: 'The profile goes faster than it can.' }

test.each<[string, Partial<Forecast>, Partial<VesselState>, string | null]>([
  ['on its way', {}, {}, 'there in 11 min'],
  ['a while', { reachesAt: 78 * 60_000 }, {}, 'there in 1 h 18 min'],
  ['nearly there', { reachesAt: 20_000 }, {}, 'there in 1 min'],
  ['to the boil', {}, { boil: { phase: 'approach', boilsAt: null } }, 'boils in 11 min'],
  ['never', { reachesAt: null }, {}, null],
  ['behind a ramp', { reasons: [behind] }, {}, null],
  ['near enough for a step that waits for somebody', {}, { schedule: { phase: 'waiting' } as ScheduleState }, null],
  ['nothing foreseen, and no trend', { points: [] }, {}, null],
])('%s', (_, told, is, words) => {
  const said = foreseenWords(forecast(told), { ...state, ...is }, [], 0)
  expect(said && plain([said])[0]).toBe(words)
})

test('what the page counts down itself is not told twice', () => {
  const wait: Reason = { kind: 'wait', text: 'Cooling starts in 3 min.' }
  expect(newReasons(forecast({ reasons: [wait, behind] }))).toEqual([behind])
  expect(newReasons(undefined)).toEqual([])
})

test.each([
  [[], 100],
  [[{ at: 110 }], 110],
  [[{ at: 1000 }], 120],
])('a span of 60 with %j ahead ends at %d', (ahead, to) => {
  expect(withAhead({ from: 40, to: 100 }, ahead)).toEqual({ from: 40, to })
})

test('what is foreseen begins now, between two of its points', () => {
  const points = [20, 21, 23].map((processValue, n) => ({ at: n * 100, processValue, setPoint: 25, output: 100 }))
  const drawn = (now: number) =>
    linesOf(noSeries, now, 'celsius', points)
      .find(({ label }) => label === 'forecast')!
      .points.map(({ at, mean }) => [at, mean])
  expect(drawn(50)).toEqual([
    [50, 20.5],
    [100, 21],
    [200, 23],
  ])
  expect(drawn(300)).toEqual([])
})
