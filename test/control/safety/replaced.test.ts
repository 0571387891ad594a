import { ActuatorBody } from '../../../data/model/actuator.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { type Mode, VesselBody } from '../../../data/model/vessel.ts'
import { Floor } from '../../../server/control/floor.ts'
import { VesselGuard } from '../../../server/control/safety/vessel-guard.ts'
import { obedientDevices } from './obedient.ts'

const guarded = (more: object) => ({
  vessel: { ...VesselBody.parse({ id: 'kettle', name: 'Kettle', kind: 'kettle', volume: 30, ...more }), version: 1 },
  powers: { heater: 3000, cooler: 0 },
  staleAfter: new Map([['probe', 10]]),
  coarse: false,
  probes: { vessel: 'probe', air: undefined },
})

/** What is found, and when, in water that nothing warms; at `changed` its settings do. */
function silence(after: object, { wobble = 0.0625, changed = 410 } = {}): string[] {
  const before = { sensor: 'probe', heater: 'dead' }
  const guard = new VesselGuard(guarded(before))
  const found: string[] = []
  for (let second = 1; second <= 1200 && found.length === 0; second++) {
    const uptime = second * 1000
    if (second === changed) guard.reconfigure(guarded({ ...before, ...after }))
    guard.observe({ sensor: 'probe', at: uptime, value: 20 + (second % 2) * wobble, quality: 'good' }, uptime)
    const share = guard.checking ? 0 : 1
    const heater = { id: guard.vessel.heater!, power: 3000, share, shown: share }
    const look = {
      uptime,
      seconds: 1,
      setPoint: 70,
      held: true,
      yields: false,
      heater,
      cooler: null,
      learned: () => null,
    }
    found.push(...guard.look(look).map(({ kind, actuator }) => `${kind} of ${actuator} after ${second} s`))
  }
  return found
}

test('an element that takes the place of a dead one owes nothing of what that did not do', () => {
  expect(silence({})).toEqual(['no-response of dead after 419 s'])
  expect(silence({ name: 'Another name' })).toEqual(['no-response of dead after 419 s'])
  expect(silence({ heater: 'other' })).toEqual(['no-response of other after 828 s'])
})

test('nor is a probe that stands still more suspect for it', () => {
  const still = { wobble: 0, changed: 200 }
  expect(silence({}, still)).toEqual(['frozen-sensor of dead after 359 s'])
  expect(silence({ heater: 'other' }, still)).toEqual(['frozen-sensor of other after 558 s'])
})

/** What trips over a vessel at rest whose probe, or the one beside it, shows `by` degrees more from its change on. */
function tripped(kind: string, mode: Mode, changed: string, change: object, by: number): string[] {
  const floor = new Floor(obedientDevices().find)
  const sensor = (id: string, pin: number, more: object) => {
    const driver = { kind: 'ds18b20', pin }
    return {
      ...SensorBody.parse({ id, name: id, board: 'board', driver, ...(id === changed ? more : {}) }),
      version: 1,
    }
  }
  const driver = { kind: 'relay', pin: 5 }
  const power = kind === 'kettle' ? 2000 : 40
  const element = ActuatorBody.parse({ id: 'element', name: 'E', use: 'heater', board: 'board', power, driver })
  const parts = { sensor: 'probe', air: 'air', heater: 'element', tuning: { kind: 'hysteresis' } }
  const vessel = VesselBody.parse({ id: 'vessel', name: 'Vessel', kind, volume: 20, ...parts })
  const plan = (more: object) => ({
    sensors: [sensor('probe', 2, more), sensor('air', 3, more)],
    actuators: [{ ...element, version: 1 }],
    vessels: [{ ...vessel, version: 1 }],
    profiles: [],
    schedules: [],
    unit: 'celsius' as const,
  })
  floor.configure(plan({}), new Map([['vessel', mode]]), 0)
  for (let second = 1; second < 9500; second++) {
    const uptime = second * 1000
    if (second === 8000) floor.configure(plan(change), new Map(), uptime)
    for (const id of ['probe', 'air']) {
      const value = 20 + (second % 7) / 100 + (second >= 8000 && id === changed ? by : 0)
      floor.observe({ sensor: id, at: uptime, value, quality: 'good' }, uptime)
    }
    floor.tick({ at: uptime, uptime, seconds: 1 }, { switches: new Map(), powerBudget: null })
  }
  return floor.safety.trips.map(({ message }) => message)
}

test.each<[string, string, Mode, string, number]>([
  ['a kettle that is off', 'kettle', { kind: 'off' }, 'probe', 2],
  ['a kettle past its set point', 'kettle', { kind: 'constant', setPoint: 10 }, 'probe', 0.5],
  ['a fermenter', 'fermenter', { kind: 'off' }, 'air', 4],
])('%s is not taken for heated because a probe was calibrated, or put elsewhere', (_, kind, mode, changed, by) => {
  const calibration = [{ measured: 20, actual: 20 + by }]
  expect(tripped(kind, mode, changed, { calibration }, by)).toEqual([])
  expect(tripped(kind, mode, changed, { driver: { kind: 'ds18b20', pin: 4 } }, by)).toEqual([])
})
