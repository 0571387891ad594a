import { ActuatorBody } from '../../data/model/actuator.ts'
import { ProfileBody } from '../../data/model/profile.ts'
import { ScheduleBody } from '../../data/model/schedule.ts'
import { type Mode, VesselBody } from '../../data/model/vessel.ts'
import type { Configuration } from '../../server/configuration.ts'
import { begun } from '../../server/control/schedule.ts'
import { checkMode, checkSwitch } from '../../server/mode.ts'

const vessel = (more: object = {}) => ({ ...VesselBody.parse({ id: 'tun', name: 'Tun', ...more }), version: 1 })
const steps = [
  { name: 'Rest', target: { kind: 'temperature', temperature: 66 } },
  { name: 'Boil', target: { kind: 'boil' } },
]
const schedules = [{ ...ScheduleBody.parse({ id: 'ale', name: 'Ale', steps }), version: 1 }]
const profiles = [
  { ...ProfileBody.parse({ id: 'warm', name: 'Warm', points: [{ at: 0, temperature: 66 }] }), version: 1 },
]
const configured = { plan: { schedules, profiles }, settings: { unit: 'celsius' } } as unknown as Configuration

const following = (more: object = {}): Mode => ({ kind: 'profile', profile: 'warm', startedAt: 1000, ...more })
const run = begun(1000)
const working: Mode = { kind: 'schedule', schedule: 'ale', run }
const off: Mode = { kind: 'off' }

test.each<[string, Mode, Mode]>([
  ['a profile is paused', following({ pausedAt: 2000 }), following()],
  ['a profile is moved', following({ startedAt: 500 }), following()],
  ['a step is confirmed', { ...working, run: { ...run, phase: 'hold' } }, working],
])('%s also where the vessel could not begin it any more', (_, asked, before) => {
  for (const changed of [vessel({ heater: 'element', range: { minimum: 0, maximum: 50 } }), vessel()]) {
    expect(() => checkMode(asked, before, changed, configured)).not.toThrow()
    if (changed.heater || asked.kind === 'schedule')
      expect(() => checkMode(asked, off, changed, configured)).toThrow(/range|no heater/)
  }
})

test('a schedule that begins anew is looked at anew', () => {
  const anew: Mode = { ...working, run: begun(2000) }
  expect(() => checkMode(anew, working, vessel(), configured)).toThrow('no heater')
})

test.each([
  ['pump', null],
  ['valve', null],
  ['heater', 'is switched only by a vessel'],
  ['master', 'is closed whenever a heater may run, and only then'],
])('a %s is switched by hand: %s', (use, refusal) => {
  const body = { id: 'it', name: 'It', use, board: 'arduino', driver: { kind: 'relay', pin: 5 } }
  const actuator = { ...ActuatorBody.parse(body), version: 1 }
  if (refusal === null) expect(() => checkSwitch(actuator, undefined)).not.toThrow()
  else expect(() => checkSwitch(actuator, undefined)).toThrow(refusal)
})
