import { type Actuator, ActuatorBody } from '../../data/model/actuator.ts'
import type { Quality } from '../../data/model/reading.ts'
import { ScheduleBody } from '../../data/model/schedule.ts'
import { type Sensor, SensorBody } from '../../data/model/sensor.ts'
import { type Mode, VesselBody } from '../../data/model/vessel.ts'
import type { Actuator as Device, Obstacle } from '../../hardware/device.ts'
import { allot } from '../../server/control/budget.ts'
import { Drive } from '../../server/control/drive.ts'
import { Loop } from '../../server/control/loop.ts'
import { begun } from '../../server/control/schedule.ts'

/** A device that keeps what it was told, as a board would. */
class Switch implements Device {
  readonly id = 'switch'
  output: number | null = 0
  obstacle: Obstacle | null = null
  write(output: number) {
    if (!this.obstacle) this.output = output
  }
}

const wallClock = 1_700_000_000_000

function actuator(id: string, settings: object = {}): Actuator {
  const use = id === 'cooler' ? 'cooler' : 'heater'
  const body = { id, name: id, use, board: 'arduino', driver: { kind: 'relay', pin: 5 }, ...settings }
  return { ...ActuatorBody.parse(body), version: 1 }
}

const hold = { until: { conditions: [{ kind: 'time', seconds: 600 }] } }
const mash = { name: 'Mash', target: { kind: 'temperature', temperature: 66 }, ...hold }

/** A vessel with a heater and a cooler on a clock the test advances second by second. */
function bench({
  heater = {},
  cooler = {},
  vessel = {},
  mode = { kind: 'constant', setPoint: 20 } as Mode,
  budget = null as number | null,
  steps = [mash] as object[],
} = {}) {
  const devices = { heater: new Switch(), cooler: new Switch() }
  const drives = {
    heater: new Drive(actuator('heater', heater), () => devices.heater, 0),
    cooler: new Drive(actuator('cooler', cooler), () => devices.cooler, 0),
  }
  const sensor: Sensor = {
    ...SensorBody.parse({ id: 'probe', name: 'Probe', board: 'arduino', driver: { kind: 'ds18b20', pin: 2 } }),
    version: 1,
  }
  const schedule = { ...ScheduleBody.parse({ id: 'plan', name: 'Plan', kind: 'mash', steps }), version: 1 }
  const tuning = { kind: 'hysteresis', deadband: 0.5 }
  const body = VesselBody.parse({ id: 'tank', name: 'Tank', tuning, changeover: 60, ...vessel })
  const loop = new Loop(
    {
      vessel: { ...body, version: 1 },
      sensor,
      air: undefined,
      gravity: undefined,
      ...drives,
      profile: () => undefined,
      schedule: id => (id === 'plan' ? schedule : undefined),
      unit: 'celsius',
    },
    mode,
  )
  let second = 0
  function observe(value: number | null, quality: Quality = 'good') {
    loop.observe({ sensor: 'probe', at: wallClock + second * 1000, value, quality }, second * 1000)
  }
  return {
    loop,
    devices,
    observe,
    /** Runs so many seconds at a temperature; `null` means that no reading comes. */
    run(seconds: number, value: number | null) {
      for (let n = 0; n < seconds; n++) {
        second += 1
        if (value !== null) observe(value)
        loop.look({ at: wallClock + second * 1000, uptime: second * 1000, seconds: 1 })
        const requests = loop.plan({ at: wallClock + second * 1000, uptime: second * 1000, seconds: 1 })
        for (const { request, output, budgeted } of allot(requests, budget))
          request.drive.commit(output, second * 1000, budgeted)
      }
      return loop.state()
    },
  }
}

test('rests until two good readings have come', () => {
  const { run, devices } = bench()
  expect(run(1, 15)).toMatchObject({
    output: 0,
    activity: 'waiting',
    reason: 'waiting for a second good reading: outputs off',
  })
  expect(run(1, 15)).toMatchObject({ output: 100, activity: 'heating' })
  expect(devices.heater.output).toBe(100)
})

test('one bad reading is borne, three switch off at once', () => {
  const { run, observe, devices, loop } = bench()
  run(5, 15)
  observe(null, 'bad')
  expect(run(1, null)).toMatchObject({ output: 100, quality: 'good' })
  observe(null, 'bad')
  observe(null, 'bad')
  expect(run(1, null)).toMatchObject({ output: 0, quality: 'bad', activity: 'fault', processValue: 15 })
  expect(devices.heater.output).toBe(0)
  expect(loop.failed).toBe(true)
})

test('a reading that grows stale switches off, also within the minimum on time', () => {
  const { run } = bench({ heater: { minimumOn: 600 } })
  run(5, 15)
  expect(run(10, null).output).toBe(100)
  expect(run(1, null)).toMatchObject({
    output: 0,
    quality: 'stale',
    reason: 'no reading for more than 10 s: outputs off',
  })
})

test('the compressor waits for its minimum off time from the start of the house, and says until when', () => {
  const { run } = bench({ cooler: { minimumOff: 300 } })
  const waiting = run(10, 25)
  expect(waiting).toMatchObject({ output: 0, demand: -100, activity: 'waiting' })
  expect(waiting.waits).toEqual([{ actuator: 'cooler', reason: 'minimum-off', until: wallClock + 300_000 }])
  expect(run(289, 25).output).toBe(0)
  expect(run(1, 25)).toMatchObject({ output: -100, waits: [] })
})

test('the compressor stays on for its minimum on time, unless the vessel is switched off', () => {
  const { run, loop } = bench({ cooler: { minimumOn: 180 } })
  run(3, 25)
  const held = run(1, 19.9)
  expect(held).toMatchObject({ output: -100, demand: 0, waits: [{ reason: 'minimum-on' }] })
  loop.setMode({ kind: 'off' })
  expect(run(1, 19.9)).toMatchObject({ output: 0, activity: 'off' })
})

test('heating and cooling exclude each other and rest in between', () => {
  const { run, devices } = bench({ cooler: { minimumOn: 30 } })
  run(2, 25)
  expect(run(1, 15)).toMatchObject({ output: -100, demand: 100 })
  for (let second = 0; second < 100; second++) {
    run(1, 15)
    expect(devices.heater.output! > 0 && devices.cooler.output! > 0).toBe(false)
  }
  expect(devices).toMatchObject({ heater: { output: 100 }, cooler: { output: 0 } })
})

test('the changeover is as long as configured', () => {
  const { run } = bench()
  run(10, 25)
  const first = run(1, 15)
  expect(first.waits.map(({ reason }) => reason)).toEqual(['exclusion'])
  expect(run(1, 15).waits.map(({ reason }) => reason)).toEqual(['changeover'])
  expect(run(58, 15).output).toBe(0)
  expect(run(1, 15).output).toBe(100)
})

test('a lost board leaves it at rest, and starts its minimum off time anew', () => {
  const { run, devices } = bench({ cooler: { minimumOff: 30 } })
  expect(run(31, 25).output).toBe(-100)
  devices.cooler.obstacle = { reason: 'board', message: 'board arduino is lost' }
  devices.cooler.output = null
  expect(run(1, 25)).toMatchObject({ output: 0, waits: [{ reason: 'board', until: null }] })
  devices.cooler.obstacle = null
  devices.cooler.output = 0
  expect(run(29, 25).output).toBe(0)
  expect(run(1, 25).output).toBe(-100)
})

test('manual output needs a good reading too', () => {
  const { run } = bench({ mode: { kind: 'manual', output: 60 } })
  expect(run(1, null)).toMatchObject({ output: 0, activity: 'waiting' })
  expect(run(3, 15)).toMatchObject({ output: 100, setPoint: null })
})

test('a fast slow-PWM is shown as the power it makes, a slow one as on and off', () => {
  const mode: Mode = { kind: 'manual', output: 40 }
  const fast = bench({ mode, heater: { driver: { kind: 'slow-pwm', pin: 5, period: 10 } } })
  const slow = bench({ mode, heater: { driver: { kind: 'slow-pwm', pin: 5, period: 600 } } })
  const seen = (tank: typeof fast) => new Set(Array.from({ length: 2000 }, () => tank.run(1, 20).output))
  expect(seen(fast)).toEqual(new Set([0, 40]))
  expect(seen(slow)).toEqual(new Set([0, 100]))
})

test('a set point outside the vessel range is brought inside, and the vessel says so', () => {
  const range = { minimum: 0, maximum: 30 }
  const { run, loop } = bench({ mode: { kind: 'constant', setPoint: 90 }, vessel: { range } })
  const reason = 'asked for 90.0 °C, held at 30.0 °C: its range ends there'
  expect(run(3, 29)).toMatchObject({ setPoint: 30, reason, activity: 'heating' })
  loop.setMode({ kind: 'constant', setPoint: 30 })
  expect(run(1, 29)).not.toHaveProperty('reason')
})

test('a profile that does not exist leaves it at rest', () => {
  const { run } = bench({ mode: { kind: 'profile', profile: 'gone', startedAt: 0 } })
  expect(run(5, 15)).toMatchObject({
    output: 0,
    activity: 'fault',
    setPoint: null,
    reason: 'the profile it follows does not exist: outputs off',
  })
})

test('a step that waits for warmth that nothing makes says so, and begins when it is warm', () => {
  const mode: Mode = { kind: 'schedule', schedule: 'plan', run: begun(wallClock) }
  const { run } = bench({ mode, steps: [mash], vessel: { heater: null, cooler: 'cooler' } })
  const reason = 'its step begins at 66.0 °C, and nothing heats it'
  // Grain in strike water: it fell past the target.
  expect(run(10, 70)).not.toHaveProperty('reason')
  expect(run(10, 64)).toMatchObject({ activity: 'waiting', reason, schedule: { phase: 'heating' } })
  const state = run(10, 66)
  expect(state).toMatchObject({ activity: 'resting', schedule: { phase: 'holding' } })
  expect(state).not.toHaveProperty('reason')
  const { run: heated } = bench({ mode, steps: [mash], vessel: { heater: 'heater' } })
  expect(heated(10, 64)).not.toHaveProperty('reason')
})

test.each<[Mode, string]>([
  [{ kind: 'manual', output: 60 }, 'it is to be heated, and nothing heats it'],
  [{ kind: 'boil', power: 80 }, 'it is to be heated, and nothing heats it'],
  [{ kind: 'manual', output: -60 }, 'it is to be cooled, and nothing cools it'],
])('told %j when what did so was taken away, it says so', (mode, reason) => {
  expect(bench({ mode, vessel: { heater: null, cooler: null } }).run(5, 20)).toMatchObject({ reason })
  const { reason: none } = bench({ mode, vessel: { heater: 'heater', cooler: 'cooler' } }).run(5, 20)
  expect(none).toBeUndefined()
})

test('a boil that an outage paused says why it rests, until somebody lets it go on', () => {
  const boil = { name: 'Boil', target: { kind: 'boil', power: 70 }, ...hold }
  const paused = (by: 'outage' | null): Mode => ({
    kind: 'schedule',
    schedule: 'plan',
    run: { ...begun(wallClock), phase: 'hold', paused: by },
  })
  const { loop, run } = bench({ mode: paused('outage'), steps: [boil], vessel: { heater: 'heater' } })
  const reason = 'an outage paused it, and a boil that nobody watches rests: let it go on'
  expect(run(10, 97)).toMatchObject({ activity: 'waiting', output: 0, reason })
  loop.setMode(paused(null))
  expect(run(10, 97)).toMatchObject({ activity: 'heating' })
  expect(run(1, 97)).not.toHaveProperty('reason')
})

test('the power budget keeps a heater off, and says so', () => {
  const { run } = bench({ heater: { power: 3500 }, budget: 3000 })
  expect(run(5, 15)).toMatchObject({ output: 0, activity: 'waiting', waits: [{ reason: 'power-budget', until: null }] })
})

test('from manual to constant the output goes on without a bump', () => {
  const tuning = { kind: 'pid', gain: 20, integralTime: 600, derivativeTime: 0 }
  const { run, loop } = bench({
    mode: { kind: 'manual', output: 35 },
    heater: { driver: { kind: 'pwm', pin: 5 } },
    vessel: { tuning },
  })
  run(10, 19)
  loop.setMode({ kind: 'constant', setPoint: 20 })
  expect(run(1, 19).output).toBeCloseTo(35, 0)
})

test('a boil heats whatever the set point was, and tells how far it is', () => {
  const { run, loop } = bench({
    heater: { driver: { kind: 'slow-pwm', pin: 5, period: 4 } },
    mode: { kind: 'boil', power: 70, powerLimit: 80 },
  })
  expect(run(10, 60)).toMatchObject({ demand: 80, setPoint: null, boil: { phase: 'approach', boilsAt: null } })
  expect(run(10, 95)).toMatchObject({ demand: 50, boil: { phase: 'guard', boilsAt: null } })
  expect(run(130, 96.5)).toMatchObject({ demand: 50, boil: { phase: 'hot-break', boilsAt: 96.5 } })
  expect(run(300, 96.5)).toMatchObject({ demand: 70, boil: { phase: 'boiling', boilsAt: 96.5 } })
  loop.setMode({ kind: 'boil', power: 40 })
  expect(run(1, 96.5)).toMatchObject({ demand: 40, boil: { phase: 'boiling' } })
  loop.setMode({ kind: 'off' })
  expect(run(1, 96.5)).not.toHaveProperty('boil')
  loop.setMode({ kind: 'boil', power: 70 })
  expect(run(1, 60)).toMatchObject({ demand: 100, boil: { phase: 'approach', boilsAt: 96.5 } })
})

test('a boil that its range does not allow rests, though nobody was refused it when it began', () => {
  const boil = { name: 'Boil', target: { kind: 'boil', power: 100 }, ...hold }
  const mode: Mode = { kind: 'schedule', schedule: 'plan', run: begun(wallClock) }
  const inRange = (maximum: number) => ({ heater: 'heater', range: { minimum: 0, maximum } })
  const reason = 'it may not boil, as its range ends at 30.0 °C: outputs off'
  for (const asked of [mode, { kind: 'boil', power: 100 } as const])
    expect(bench({ mode: asked, steps: [boil], vessel: inRange(30) }).run(10, 20)).toMatchObject({
      activity: 'fault',
      output: 0,
      reason,
    })
  expect(bench({ mode, steps: [boil], vessel: inRange(100) }).run(10, 20)).toMatchObject({ output: 100 })
})

test('a boil without a good reading rests', () => {
  const { run } = bench({ mode: { kind: 'boil', power: 100 } })
  run(5, 99)
  expect(run(11, null)).toMatchObject({ output: 0, quality: 'stale', activity: 'fault' })
})

test.each(['hysteresis', 'kettle'])('a limit of power holds while a temperature is held by %s', kind => {
  const { run } = bench({
    heater: { driver: { kind: 'slow-pwm', pin: 5, period: 4 } },
    vessel: { tuning: kind === 'kettle' ? { kind } : { kind, deadband: 0.5 } },
    mode: { kind: 'constant', setPoint: 60, powerLimit: 35 },
  })
  expect(run(20, 20).demand).toBe(35)
})
