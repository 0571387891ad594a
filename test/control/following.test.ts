import { type Profile, ProfileBody } from '../../data/model/profile.ts'
import { dueEvents, progressAt, toldFrom } from '../../server/control/announcing.ts'
import { elapsedAt, type Following, jumped, paused, resumed, standingAt } from '../../server/control/following.ts'
import { profileTemplates } from '../../server/profile-templates.ts'
import { scheduleTemplates } from '../../server/schedule-templates.ts'

const start = 1_700_000_000_000
const at = (seconds: number) => start + seconds * 1000
const mode: Following = { kind: 'profile', profile: 'ale', startedAt: start }

const body = {
  id: 'ale',
  name: 'Ale',
  points: [
    { at: 0, temperature: 10 },
    { at: 1000, temperature: 20, approach: 'ramp' },
  ],
  events: [
    { at: 300, text: 'third' },
    { at: 0, text: 'first' },
    { at: 100, text: 'second' },
  ],
}
const ale: Profile = { ...ProfileBody.parse(body), version: 1 }
const dated: Profile = {
  ...ale,
  by: 'date',
  points: ale.points.map(point => ({ ...point, at: at(point.at) })),
  events: ale.events.map(event => ({ ...event, at: at(event.at) })),
}

describe('where a profile stands', () => {
  test('before its start there is no set point, and the first temperature is to come', () => {
    expect(standingAt(ale, mode, at(-60))).toEqual({ setPoint: null, next: { at: start, setPoint: 10 } })
  })

  test('paused, it stays where it was and nothing is to come', () => {
    const held = paused(mode, at(500))
    expect(standingAt(ale, held, at(500))).toEqual({ setPoint: 15, next: null })
    expect(standingAt(ale, held, at(9000))).toEqual({ setPoint: 15, next: null })
  })

  test('resumed, it goes on from there', () => {
    const again = resumed(paused(mode, at(500)), at(9000))
    expect(again).toEqual({ ...mode, startedAt: at(8500) })
    expect(standingAt(ale, again, at(9100)).setPoint).toBeCloseTo(16)
  })

  test.each([
    [mode, 200, { ...mode, startedAt: at(600) }],
    [paused(mode, at(500)), 200, { ...mode, startedAt: at(300), pausedAt: at(500) }],
  ])('%j moved to %d s', (before, seconds, after) => {
    expect(jumped(before, seconds, at(800))).toEqual(after)
    expect(elapsedAt(after, at(800))).toBe(seconds * 1000)
  })
})

describe('what is due', () => {
  const texts = (profile: Profile, told: number, seconds: number, following = mode) =>
    dueEvents(profile, following, told, at(seconds)).map(({ text, missed }) => (missed ? `${text}, missed` : text))

  test.each([
    [0, -1, []],
    [0, 0, ['first']],
    [1, 99, []],
    [1, 100, ['second']],
    [100_001, 160, []],
    [1, 161, ['second, missed']],
    [0, 300, ['first, missed', 'second, missed', 'third']],
  ])('told up to %d ms, after %d s: %j', (told, seconds, expected) => {
    expect(texts(ale, told, seconds)).toEqual(expected)
  })

  test('the instant is that at which it was due', () => {
    expect(dueEvents(ale, mode, 50_000, at(110))).toEqual([
      { at: at(100), text: 'second', missed: false, alarm: false },
    ])
  })

  test('nothing is due while it is paused', () => {
    expect(texts(ale, 1, 5000, paused(mode, at(50)))).toEqual([])
  })

  test('by date', () => {
    expect(progressAt(dated, mode, at(7))).toBe(at(7))
    expect(texts(dated, at(50), 110)).toEqual(['second'])
  })
})

test('on a computer that believes it is 1970, pausing, resuming and moving lose nothing', () => {
  const early = { ...mode, startedAt: -3_580_000 }
  expect(elapsedAt(resumed(paused(early, 20_000), 50_000), 50_000)).toBe(3_600_000)
  expect(elapsedAt(jumped(early, 7200, 20_000), 20_000)).toBe(7_200_000)
})

describe('from where on events are announced', () => {
  test.each<[string, Parameters<typeof toldFrom>[0], Following, number, number]>([
    ['started now', undefined, mode, 0, 0],
    ['started a moment ago, until it was written down', undefined, mode, 0.02, 0],
    ['started in the past', undefined, mode, 500, 500_000],
    ['started in the future', undefined, mode, -500, 0],
    ['paused', { mode, told: 80_000 }, paused(mode, at(81)), 81, 80_000],
    ['resumed', { mode: paused(mode, at(81)), told: 80_000 }, resumed(paused(mode, at(81)), at(999)), 999, 80_000],
    ['moved on', { mode, told: 80_000 }, jumped(mode, 700, at(90)), 90, 700_000],
    ['moved back', { mode, told: 700_000 }, jumped(mode, 20, at(700)), 700, 20_000],
    ['another profile', { mode: { ...mode, profile: 'lager' }, told: 80_000 }, mode, 81, 81_000],
  ])('%s', (_, before, after, seconds, told) => {
    expect(toldFrom(before, after, ale, at(seconds))).toBe(told)
  })

  test('by date: from now, or from when it starts', () => {
    expect(toldFrom(undefined, mode, dated, at(30))).toBe(at(30))
    expect(toldFrom(undefined, { ...mode, startedAt: at(90) }, dated, at(30))).toBe(at(90))
  })
})

test('templates are four profiles in order of time that begin at once', () => {
  const templates = profileTemplates('celsius')
  expect(templates.map(({ id }) => id)).toEqual(['ale', 'lager', 'single-infusion', 'step-mash'])
  for (const { points } of templates) expect(points[0]!.at).toBe(0)
})

test('templates are described in the unit of the settings', () => {
  const all = [...profileTemplates('fahrenheit'), ...scheduleTemplates('fahrenheit')]
  expect(all[1]!.description).toBe(
    'Six weeks: ferment at 50 °F, diacetyl rest at 61 °F, cool 4 °F a day, lager at 34 °F.',
  )
  expect(JSON.stringify(all)).not.toContain('°C')
})
