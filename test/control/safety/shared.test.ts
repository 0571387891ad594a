import { ActuatorBody } from '../../../data/model/actuator.ts'
import { neverStopped } from '../../../data/model/safety.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { VesselBody } from '../../../data/model/vessel.ts'
import { type Circumstances, Floor } from '../../../server/control/floor.ts'
import { TripLatch } from '../../../server/control/safety/trip-latch.ts'
import { createTrials } from '../../../server/trials.ts'

const actuator = (id: string, use: string, more = {}) => ({
  ...ActuatorBody.parse({ id, name: id, use, board: 'board', driver: { kind: 'relay', pin: 5 }, ...more }),
  version: 1,
})

/** Two fermenters in one fridge, each with a probe and a heater of its own; the first comes first. */
function chamber({ maximumOn = 0, minimumOn = 0, vessel = {}, works = 'first' }) {
  const outputs = new Map<string, number>()
  const device = (id: string) => ({
    id,
    obstacle: null,
    get output() {
      return outputs.get(id) ?? 0
    },
    write: (output: number) => void outputs.set(id, output),
  })
  const floor = new Floor(device)
  const names = ['first', 'second']
  const plan = {
    sensors: names.map(name => ({
      ...SensorBody.parse({ id: name, name, board: 'board', driver: { kind: 'ds18b20', pin: 2 } }),
      version: 1,
    })),
    actuators: [
      ...names.map(name => actuator(`${name}-heater`, 'heater')),
      actuator('fridge', 'cooler', { power: 60, maximumOn, minimumOn }),
    ],
    vessels: names.map((name, n) => ({
      ...VesselBody.parse({
        id: name,
        name,
        kind: 'fermenter',
        sensor: name,
        heater: `${name}-heater`,
        cooler: 'fridge',
        tuning: { kind: 'hysteresis' },
        volume: 20,
        priority: n + 1,
        ...vessel,
      }),
      version: 1,
    })),
    profiles: [],
    schedules: [],
    unit: 'celsius' as const,
  }
  floor.configure(plan, new Map([[works, { kind: 'constant', setPoint: 4 }]]), 0)
  /** A second in which the probes show this. */
  const step = (second: number, values: readonly number[], amend?: Circumstances['amend']) => {
    const at = second * 1000
    for (const [n, sensor] of names.entries())
      floor.observe({ sensor, at, value: Math.round(values[n]! * 16) / 16, quality: 'good' }, at)
    floor.tick(
      { at, uptime: at, seconds: second && 1 },
      { switches: new Map(), powerBudget: null, ...(amend && { amend }) },
    )
  }
  return { floor, plan, outputs, names, step }
}

/** How fast 20 L warm beside 60 W of cold with 5 W/K to a room of 20 °C, °C/s. */
const drift = (value: number, cold: number) => (5 * (20 - value) - 0.6 * cold) / (20 * 4186)

test('a cooler that two vessels share is never on while the heater of either is', () => {
  const { floor, outputs, names } = chamber({})
  floor.safety.enforce(1000)
  for (const name of names) {
    const [heater, fridge] = [floor.safety.gate(`${name}-heater`)!, floor.safety.gate('fridge')!]
    heater.write(100)
    fridge.write(100)
    expect(Object.fromEntries(outputs)).toMatchObject({ [`${name}-heater`]: 100, fridge: 0 })
    heater.write(0)
    fridge.write(100)
    heater.write(100)
    expect(Object.fromEntries(outputs)).toMatchObject({ [`${name}-heater`]: 0, fridge: 100 })
    fridge.write(0)
  }
})

test('a fridge that only just holds rests for the vessel it works for, and is not taken for dead', () => {
  const { floor, outputs, step } = chamber({ maximumOn: 12 * 3600 })
  let value = 8.05
  let rested = 0
  for (let second = 0; second < 16 * 3600; second++) {
    value += drift(value, outputs.get('fridge') ?? 0)
    step(second, [value, value])
    if (floor.drives.get('fridge')!.wait?.reason === 'check') rested++
  }
  expect(floor.safety.trips).toEqual([])
  expect(rested).toBeGreaterThan(60)
})

test('a vessel that is off in a cellar has no say in the fridge that works for the other', () => {
  const { floor, outputs, step } = chamber({ works: 'second' })
  let value = 18
  for (let second = 0; second < 6 * 3600; second++) {
    value += 4 * drift(value, outputs.get('fridge') ?? 0)
    step(second, [18, value])
  }
  expect(floor.safety.trips).toEqual([])
  expect(value).toBeLessThan(12)
})

test('what is found of one vessel does not hide the same of the other, which has another cooler to be cut off', () => {
  const latch = new TripLatch()
  const { plan } = chamber({})
  const found = { kind: 'no-response', actuator: 'first-heater', limit: 0 } as const
  const [first] = plan.vessels
  const add = (cooler: string) => latch.add(found, { ...first!, cooler }, 20, 0, plan)
  add('fridge')
  add('fridge')
  expect(latch.trips).toHaveLength(1)
  expect(latch.cutting('other')).toBeUndefined()
  add('other')
  expect(latch.cutting('other')).toMatchObject({ id: 2 })
})

test('a heater that a vessel is given after it tripped, and a relay in front of it, are off as the one before is', () => {
  const { floor, plan, outputs, step } = chamber({})
  const trip = { vessel: 'first', actuator: 'first-heater', cuts: ['first-heater', 'fridge'], at: 0, message: 'seen' }
  const more = { id: 1, kind: 'stuck-on', resetAt: null, resetBy: null } as const
  floor.safety.restore([{ ...trip, ...more }], neverStopped, 1)
  const [first, second] = plan.vessels
  const contactor = actuator('contactor', 'master')
  const actuators = [...plan.actuators, actuator('new', 'heater'), contactor]
  floor.configure({ ...plan, actuators, vessels: [{ ...first!, heater: 'new' }, second!] }, new Map(), 0)
  expect(floor.safety.news()).toEqual([{ ...trip, ...more, cuts: ['first-heater', 'fridge', 'new', 'contactor'] }])
  floor.loops.get('first')!.setMode({ kind: 'constant', setPoint: 25 })
  for (let at = 0; at < 60; at++) step(at, [20, 20])
  expect([...outputs].filter(([, output]) => output > 0)).toEqual([])
  expect(floor.loops.get('first')!.state().waits).toMatchObject([{ actuator: 'new', reason: 'trip' }])
  floor.safety.reset(1)
  for (let at = 60; at < 120; at++) step(at, [20, 20])
  expect(outputs.get('new')).toBe(100)
})

test('a heater whose vessel is gone rests at once, whatever it was told by hand when it was a pump', () => {
  const { floor, plan, outputs } = chamber({})
  floor.safety.enforce(1000)
  const seconds = (from: number, to: number) => {
    for (let second = from; second < to; second++) {
      const at = second * 1000
      floor.observe({ sensor: 'first', at, value: 3, quality: 'good' }, at)
      floor.tick({ at, uptime: at, seconds: 1 }, { switches: new Map([['first-heater', 100]]), powerBudget: null })
    }
  }
  const actuators = [actuator('first-heater', 'heater', { minimumOn: 300 })]
  floor.configure({ ...plan, actuators, vessels: plan.vessels.slice(0, 1) }, new Map(), 1000)
  floor.loops.get('first')!.setMode({ kind: 'constant', setPoint: 20 })
  seconds(2, 700)
  expect(outputs.get('first-heater')).toBe(100)
  floor.configure({ ...plan, actuators, vessels: [] }, new Map(), 700_000)
  seconds(700, 702)
  expect(outputs.get('first-heater')).toBe(0)
})

test.each([
  ['the cooler', 25, 4],
  ['a heater', 4, 25],
])(
  'after %s worked for one vessel, its opposite rests for the changeover also when it works for the other',
  (_, first, then) => {
    const { floor, outputs, names } = chamber({})
    const run = (until: number, done: () => boolean) => {
      while (second < until && !done()) {
        const uptime = ++second * 1000
        for (const sensor of names) {
          const value = 15 + (second % 2) * 0.0625
          floor.observe({ sensor, at: uptime, value, quality: 'good' }, uptime)
        }
        floor.tick({ at: uptime, uptime, seconds: 1 }, { switches: new Map(), powerBudget: null })
      }
      return second
    }
    let second = 0
    const on = () => [...outputs.keys()].filter(id => outputs.get(id)! > 0)
    floor.loops.get('first')!.setMode({ kind: 'off' })
    floor.loops.get('second')!.setMode({ kind: 'constant', setPoint: then })
    run(1000, () => on().length > 0)
    expect(on()).toHaveLength(1)
    floor.loops.get('first')!.setMode({ kind: 'constant', setPoint: first })
    const stopped = run(second + 1, () => false)
    expect(on()).toEqual([])
    const { changeover } = floor.loops.get('first')!.vessel
    expect(changeover).toBeGreaterThan(60)
    expect(run(stopped + 2 * changeover, () => on().length > 0) - stopped).toBe(changeover)
  },
)

describe('a test of a heater', () => {
  /** The fridge cools the first for ten seconds; then the heater of the second, which is off, is tried. */
  function tried(changeover = 0) {
    const { floor, plan, outputs, step } = chamber({ minimumOn: 180, vessel: { changeover } })
    let second = 0
    const clock = { uptime: () => second * 1000 }
    const trials = createTrials({ clock, log: () => {} }, () => null)
    const pass = (seconds: number) => {
      for (const end = second + seconds; second < end; second++) step(second, [20, 20], trials.apply)
    }
    pass(10)
    expect(outputs.get('fridge')).toBe(100)
    const mode = { kind: 'off' } as const
    const start = (id: string) =>
      trials.start(plan.actuators.find(other => other.id === id)!, 10, { vessel: plan.vessels[1]!, mode })
    return { floor, outputs, pass, start }
  }

  test('stops no compressor that another vessel needs, and says what it waits for', () => {
    const { floor, outputs, pass, start } = tried()
    start('second-heater')
    pass(5)
    expect(outputs.get('fridge')).toBe(100)
    expect(outputs.get('second-heater')).toBe(0)
    expect(floor.drives.get('second-heater')!.wait).toMatchObject({ reason: 'exclusion' })
  })

  test('waits for the changeover after what it excludes', () => {
    const { floor, outputs, pass, start } = tried(60)
    floor.loops.get('first')!.setMode({ kind: 'off' })
    pass(5)
    expect(outputs.get('fridge')).toBe(0)
    start('second-heater')
    pass(5)
    expect(outputs.get('second-heater')).toBe(0)
    expect(floor.drives.get('second-heater')!.wait).toMatchObject({ reason: 'changeover' })
  })
})
