import { type ClassicProfileBody, ClassicProfileBody as Schema } from '../../data/model/classic.ts'
import { emptyNotes, notesFrom, notesOf, toClassic, toProfile } from '../../data/model/classic-profile.ts'
import { idFor } from '../../data/model/naming.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { statusLine, vesselPayload } from '../../server/gateways/classic/vessel-payload.ts'

const state: VesselState = {
  vessel: 'tank',
  mode: { kind: 'constant', setPoint: 18 },
  processValue: 18.04,
  quality: 'good',
  measuredAt: 1,
  setPoint: 18,
  demand: 0,
  output: 0,
  activity: 'resting',
  waits: [],
  next: null,
}
const tank = { number: 1, name: 'Tank', profile: undefined }

test('a vessel looks like a BrewPi', () => {
  const time = { now: 0, since: 39_722_000 }
  expect(JSON.stringify(vesselPayload(tank, state, 'fahrenheit', time))).toBe(
    '{"controllerId":1001,"controllerName":"Tank","fridge":"--.-","fridgeSet":null,"beer":"64.5","beerSet":64.4,"room":"--.-","status":"Idling for  11h02m02"}',
  )
  const lost = {
    ...state,
    quality: 'stale' as const,
    setPoint: null,
    mode: { kind: 'profile' as const, profile: 'ale' },
  }
  expect(vesselPayload({ ...tank, profile: 'Ale' }, lost, 'celsius', time)).toMatchObject({
    beer: '--.-',
    beerSet: null,
    profile: 'Ale',
  })
})

const wait = { actuator: 'fridge', reason: 'minimum-off' as const, until: 193_000 }
test.each([
  ['resting', 0, [], 63_055_000, 'Idling for  17h30m55'],
  ['heating', 50, [], 59_999, 'Heating for  0h00m59'],
  ['cooling', -50, [], 360_000_000, 'Cooling for 100h00m00'],
  ['waiting', -50, [wait], 0, 'Wait to Cool 0h03m12'],
  ['waiting', 50, [{ ...wait, until: null }], 0, 'Wait to Heat'],
  ['fault', 0, [], 1_000, 'Fault for    0h00m01'],
  ['off', 0, [], 0, 'Temp. control OFF'],
] as const)('%s at %d %%', (activity, demand, waits, since, line) => {
  expect(statusLine({ activity, demand, waits: [...waits] }, { now: 1_000, since })).toBe(line)
})

const body = (value: unknown): ClassicProfileBody => Schema.parse(value)
const profile = (value: unknown) => toProfile('p', 'P', notesOf(body(value), 'celsius'))

test('points in any order become straight lines, two at a time a step', () => {
  const temperatures = [
    { days: 2, temperature: 10 },
    { days: '0', temperature: '20' },
    { days: 2, temperature: 4 },
    { days: 2, temperature: 5 },
  ]
  expect(profile({ temperatures }).points).toEqual([
    { at: 0, temperature: 20, approach: 'ramp' },
    { at: 172_800, temperature: 10, approach: 'ramp' },
    { at: 172_801, temperature: 4, approach: 'step' },
    { at: 172_802, temperature: 5, approach: 'step' },
  ])
})

test('points without days are by date, in this computer’s time', () => {
  const temperatures = [
    { days: '', date: '2026-11-20T09:36:43', temperature: 20 },
    { date: '2026-11-21 21:36:43.000000', temperature: 10 },
  ]
  const made = profile({ temperatures })
  const start = new Date(2026, 10, 20, 9, 36, 43).getTime()
  expect(made).toMatchObject({ by: 'date', points: [{ at: start }, { at: start + 1.5 * 86_400_000 }] })
  const shown = toClassic(1, 'P', notesOf(body({ temperatures }), 'celsius'), 'celsius').temperatures
  expect(shown).toEqual([
    { profileId: 1, days: 0, date: '2026-11-20T09:36:43', temperature: 20 },
    { profileId: 1, days: 1.5, date: '2026-11-21T21:36:43', temperature: 10 },
  ])
  expect(toClassic(1, 'P', notesFrom({ ...made, events: [] }, ''), 'celsius').temperatures).toEqual(shown)
})

test('a profile without points has one, and blank events are only shown', () => {
  expect(profile({}).points).toEqual([{ at: 0, temperature: 20, approach: 'step' }])
  const noted = notesOf(body({ events: [{ days: 1, eventText: ' ' }] }), 'celsius')
  expect(toProfile('p', 'P', noted).events).toEqual([])
  expect(toClassic(1, 'P', noted, 'celsius').events).toHaveLength(1)
  expect(notesOf(body({ name: 'x' }), 'celsius', noted)).toEqual(noted)
  expect(emptyNotes.type).toBe('Fermentation')
})

test.each([
  ['Żółw Ale!', [], 'zolw-ale'],
  ['Ale', ['ale', 'ale-2'], 'ale-3'],
  ['🍺', [], 'profile'],
  [`${'x'.repeat(33)} ${'y'.repeat(30)}`, [], 'x'.repeat(33)],
])('%s %j is called %s', (name, taken, id) => {
  expect(idFor(name, taken)).toBe(id)
})
