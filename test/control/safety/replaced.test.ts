import { VesselBody } from '../../../data/model/vessel.ts'
import { VesselGuard } from '../../../server/control/safety/vessel-guard.ts'

const guarded = (more: object) => ({
  vessel: { ...VesselBody.parse({ id: 'kettle', name: 'Kettle', kind: 'kettle', volume: 30, ...more }), version: 1 },
  powers: { heater: 3000, cooler: 0 },
  staleAfter: new Map([['probe', 10]]),
  coarse: false,
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
