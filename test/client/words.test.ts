import {
  apart,
  clockTime,
  duration,
  moment,
  number,
  percent,
  roughly,
  temperature,
  toCelsius,
} from '../../client/format.ts'
import {
  activityWords,
  arrivalWords,
  deviationWords,
  modeLine,
  profileProgress,
  readingWords,
  troubles,
  waitWords,
} from '../../client/words.ts'
import type { Wait } from '../../data/model/actuator.ts'
import type { Profile } from '../../data/model/profile.ts'
import type { Trip } from '../../data/model/safety.ts'
import type { VesselState } from '../../data/model/vessel.ts'

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null
const hour = 3_600_000
const day = 24 * hour

const state: VesselState = {
  vessel: 'fermenter',
  mode: { kind: 'constant', setPoint: 18 },
  processValue: 18.2,
  quality: 'good',
  measuredAt: 100_000,
  setPoint: 18,
  demand: 0,
  output: 0,
  activity: 'resting',
  waits: [],
  next: null,
}

const ale: Profile = {
  id: 'ale',
  name: 'Ale',
  events: [],
  version: 1,
  by: 'elapsed',
  points: [
    { at: 0, temperature: 18, approach: 'step' },
    { at: 10 * 86_400, temperature: 4, approach: 'ramp' },
  ],
}

test.each([
  [0, '0 s'],
  [13_200, '14 s'],
  [192_000, '3 min 12 s'],
  [180_000, '3 min'],
  [65 * 60_000, '1 h 5 min'],
  [2 * day + 3 * hour, '2 d 3 h'],
  [-5, '0 s'],
])('%d ms is %s', (ms, words) => expect(plain(duration(ms))).toBe(words))

test.each([
  [14_900, '14 s'],
  [192_000, '3 min'],
  [2.9 * hour, '2 h'],
  [3 * day, '3 d'],
])('%d ms is roughly %s', (ms, words) => expect(plain(roughly(ms))).toBe(words))

test('numbers have a true minus sign, never a minus zero, and a dash when there is none', () => {
  expect(number(-3.14, 1)).toBe('−3.1')
  expect(number(-0.04, 1)).toBe('0.0')
  expect(number(null)).toBe('–')
  expect(number(Number.NaN)).toBe('–')
  expect(plain(percent(-42))).toBe('42 %')
})

test('temperatures are shown in either unit and typed back', () => {
  expect(temperature(18.24, 'celsius')).toBe('18.2')
  expect(temperature(100, 'fahrenheit')).toBe('212.0')
  expect(temperature(undefined, 'celsius')).toBe('–')
  expect(toCelsius(64.4, 'fahrenheit')).toBe(18)
  expect(toCelsius(18.005, 'celsius')).toBe(18.01)
})

test('times are as long as they must be', () => {
  const now = new Date(2026, 2, 10, 12, 0).getTime()
  expect(clockTime(new Date(2026, 2, 10, 18, 0).getTime(), now)).toBe('18:00')
  expect(clockTime(new Date(2026, 2, 12, 18, 0).getTime(), now)).toBe('Thu 18:00')
  expect(clockTime(new Date(2026, 3, 1, 18, 0).getTime(), now)).toBe('1 Apr 18:00')
  expect(clockTime(new Date(2025, 2, 12, 18, 0).getTime(), now)).toBe('12 Mar 2025 18:00')
  expect(clockTime(new Date(2025, 11, 24, 18, 0).getTime(), now)).toBe('24 Dec 18:00')
})

test.each([
  [new Date(2026, 2, 10, 18, 5, 9), '18:05:09'],
  [new Date(2026, 2, 9, 18, 5, 9), '9 Mar 18:05'],
  [new Date(2026, 2, 11, 18, 5, 9), '11 Mar 18:05'],
  [new Date(2025, 2, 11, 18, 5, 9), '11 Mar 2025 18:05'],
  [new Date(2027, 2, 9, 18, 5, 9), '9 Mar 2027 18:05'],
])('a moment on a chart tells its day unless it is within half a day', (at, words) => {
  expect(moment(at.getTime(), new Date(2026, 2, 10, 12, 0).getTime())).toBe(words)
})

const cooler = { use: 'cooler', name: 'Compressor' } as const
const heater = { use: 'heater', name: 'Element' } as const
const pump = { use: 'pump', name: 'Kettle pump' } as const
const waits: [Wait['reason'], Parameters<typeof waitWords>[1], number | null, string][] = [
  ['minimum-off', cooler, 292_000, 'Cooling may start in 3 min 12 s (compressor rest)'],
  ['minimum-off', heater, 292_000, 'Heating may start in 3 min 12 s (minimum time off)'],
  ['minimum-off', cooler, null, 'Cooling may not start yet (compressor rest)'],
  ['minimum-off', cooler, 100_000, 'Cooling may start any moment (compressor rest)'],
  ['minimum-on', cooler, 105_000, 'Cooling stays on for 5 s (minimum time on)'],
  ['minimum-on', cooler, null, 'Cooling stays on a little longer (minimum time on)'],
  ['changeover', heater, 160_000, 'Heating may start in 1 min (rest between heating and cooling)'],
  ['exclusion', heater, null, 'Heating waits until what must not run with it is off'],
  ['power-budget', pump, null, 'Kettle pump waits for power: the budget is used up'],
  ['arming', heater, null, 'Heating waits until its board confirms that its heartbeat is armed'],
  ['board', cooler, null, 'Cooling is off: its board cannot be reached'],
  ['heartbeat', undefined, null, 'thing is off: its board fell back to its safe state and is locked'],
]

test.each(waits)('%s', (reason, actuator, until, words) => {
  expect(plain(waitWords({ actuator: 'thing', reason, until }, actuator, 100_000))).toBe(words)
})

test.each([
  ['heating', 42, 'heating', 'Heating 42 %'],
  ['cooling', -42, 'cooling', 'Cooling 42 %'],
  ['waiting', 0, 'resting', 'Waiting'],
  ['resting', 0, 'resting', 'Resting'],
  ['off', 0, 'resting', 'Off'],
  ['fault', 0, 'fault', 'Fault'],
] as const)('what is %s says so in its tone', (activity, output, tone, text) => {
  const words = activityWords({ activity, output, waits: [] })
  expect({ ...words, text: plain(words.text) }).toMatchObject({ tone, text })
})

const waitFor = (reason: Wait['reason']) => [{ actuator: 'element', reason, until: null }]
const trip: Trip = {
  id: 1,
  kind: 'stuck-on',
  vessel: 'kettle',
  actuator: 'element',
  cuts: ['element'],
  at: 0,
  message: 'Kettle goes on to rise.',
  resetAt: null,
  resetBy: null,
}

test.each([
  ['level', 'No water'],
  ['emergency-stop', 'Stopped'],
  ['board', 'Board lost'],
  ['heartbeat', 'Board locked'],
  ['trip', 'Tripped'],
] as const)('what waits for %s says so loudly', (reason, text) => {
  const waits = waitFor(reason)
  expect(activityWords({ activity: 'waiting', output: 0, waits })).toMatchObject({ tone: 'fault', text })
})

test('what has tripped says so when it is off too; what passes by itself is no fault', () => {
  const safety = { trips: [trip], rejected: 0 }
  expect(activityWords({ activity: 'off', output: 0, waits: [], safety })).toMatchObject({ text: 'Tripped' })
  for (const reason of ['minimum-off', 'settling', 'starting', 'arming'] as const)
    expect(activityWords({ activity: 'waiting', output: 0, waits: waitFor(reason) })).toMatchObject({ tone: 'resting' })
})

test('a profile tells how far it is and what comes next', () => {
  const now = new Date(2026, 2, 10, 12, 0).getTime()
  const running: VesselState = {
    ...state,
    mode: { kind: 'profile', profile: 'ale', startedAt: now - 2.5 * day },
    next: { at: now + 6 * hour, setPoint: 18.5 },
  }
  expect(plain(modeLine(running, [ale], now, 'celsius'))).toBe('Profile “Ale” · day 3 of 10 · next 18.5 °C at 18:00')
  expect(modeLine({ ...running, next: null }, [], now, 'celsius')).toBe('Profile “ale”')
  expect(modeLine(state, [], now, 'celsius')).toBe('Constant')
  expect(plain(modeLine({ ...state, mode: { kind: 'manual', output: -40 } }, [], now, 'celsius'))).toBe('Manual 40 %')
})

test('a profile tells its progress in the unit of its length', () => {
  const mash: Profile = {
    ...ale,
    by: 'elapsed',
    points: [
      { at: 0, temperature: 67, approach: 'step' },
      { at: 5400, temperature: 78, approach: 'step' },
    ],
  }
  expect(plain(profileProgress(mash, 0, 20 * 60_000 + 7))).toBe('20 min of 1 h 30 min')
  expect(profileProgress(mash, 0, 2 * hour)).toBe('finished, holds the last temperature')
  expect(profileProgress(mash, undefined, 0)).toBeNull()
  expect(profileProgress(undefined, 0, 0)).toBeNull()
  const dated: Profile = {
    ...ale,
    by: 'date',
    points: [1, 6].map(n => ({ at: n * day, temperature: 18, approach: 'step' as const })),
  }
  expect(profileProgress(dated, undefined, 2.5 * day)).toBe('day 2 of 5')
})

test('a reading that is not to be relied on says why and since when', () => {
  const sensor = { name: 'Beer probe', staleAfter: 10 }
  expect(readingWords(state, sensor, 109_000)).toBeNull()
  expect(plain(readingWords(state, sensor, 114_000))).toBe('No reading from Beer probe for 14 s')
  expect(plain(readingWords({ ...state, quality: 'stale' }, sensor, 102_000))).toBe(
    'No reading from Beer probe for 2 s',
  )
  expect(readingWords({ ...state, quality: 'bad' }, sensor, 102_000)).toBe('Beer probe gives no usable reading')
  expect(readingWords({ ...state, measuredAt: null }, sensor, 0)).toBe('No reading from Beer probe yet')
  expect(readingWords(state, undefined, 0)).toBe('No sensor yet: nothing is measured here')
})

test('the reason the brewery gives goes before what is guessed here', () => {
  expect(troubles({ reason: 'because' }, 'No reading', 'open')).toEqual(['Because'])
  expect(troubles({}, 'No reading', 'open')).toEqual(['No reading'])
  expect(troubles({ reason: 'because' }, 'No reading', 'lost')).toEqual(['No reading'])
  expect(troubles({}, null, 'open')).toEqual([])
})

test('a deviation has words', () => {
  expect(plain(deviationWords(18.2, 18, 'celsius'))).toBe('0.2 °C above set point')
  expect(plain(deviationWords(17, 18, 'fahrenheit'))).toBe('1.8 °F below set point')
  expect(deviationWords(18.04, 18, 'celsius')).toBe('at set point')
})

test('arrival is told only on the way', () => {
  const trend = [{ at: 0, minimum: 40, maximum: 40, mean: 40, count: 1 }]
  const heating = { ...state, activity: 'heating', processValue: 50, setPoint: 60 } as const
  expect(plain(arrivalWords(heating, trend, 600_000))).toBe('there in about 10 min')
  expect(arrivalWords({ ...heating, activity: 'resting' }, trend, 600_000)).toBeNull()
  expect(arrivalWords({ ...heating, processValue: 39 }, trend, 600_000)).toBeNull()
})

test.each([
  ['approach', null, 'Boil 70 % · heating up'],
  ['guard', null, 'Boil 70 % · held back, it may foam over'],
  ['hot-break', 98.6, 'Boil 70 % · hot break, boils gently'],
  ['boiling', 98.6, 'Boil 70 % · boiling at 98.6 °C'],
] as const)('a boil in its phase %s has words', (phase, boilsAt, words) => {
  const boils: VesselState = { ...state, mode: { kind: 'boil', power: 70 }, setPoint: null, boil: { phase, boilsAt } }
  expect(plain(modeLine(boils, [], 0, 'celsius'))).toBe(words)
})

test('a limit of power is told', () => {
  const limited: VesselState = { ...state, mode: { kind: 'constant', setPoint: 67, powerLimit: 60 } }
  expect(plain(modeLine(limited, [], 0, 'celsius'))).toBe('Constant, at most 60 %')
})

test('a difference of temperatures is told without the zero of its scale', () => {
  expect(plain(apart(10, 'celsius'))).toBe('10 °C')
  expect(plain(apart(10, 'fahrenheit'))).toBe('18 °F')
  expect(plain(apart(2, 'fahrenheit'))).toBe('3.6 °F')
  expect(plain(apart(0.25, 'fahrenheit', 1))).toBe('0.5 °F')
})
