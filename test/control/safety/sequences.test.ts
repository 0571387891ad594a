import { ActuatorBody } from '../../../data/model/actuator.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { type Mode, VesselBody } from '../../../data/model/vessel.ts'
import type { Actuator as Device, Obstacle } from '../../../hardware/device.ts'
import { Floor } from '../../../server/control/floor.ts'
import { commandTtl } from '../../../server/control/safety/gate.ts'
import { fc, seed } from '../../random.ts'

const actuator = (id: string, use: string, more: object) => ({
  ...ActuatorBody.parse({ id, name: id, use, board: 'board', driver: { kind: 'relay', pin: 5 }, ...more }),
  version: 1,
})
const sensor = (id: string, driver: object = { kind: 'ds18b20', pin: 2 }) => ({
  ...SensorBody.parse({ id, name: id, board: 'board', driver }),
  version: 1,
})
const vessel = (body: object) => ({
  ...VesselBody.parse({ name: 'Vessel', tuning: { kind: 'hysteresis', deadband: 0.5 }, ...body }),
  version: 1,
})

const minimumOff = 30
const budget = 5000
const plan = {
  sensors: [
    sensor('beer'),
    sensor('lager'),
    sensor('air'),
    sensor('wort'),
    sensor('float', { kind: 'digital', pin: 3 }),
  ],
  actuators: [
    actuator('belt', 'heater', { power: 40, driver: { kind: 'slow-pwm', pin: 5, period: 10 } }),
    actuator('mat', 'heater', { power: 40 }),
    actuator('fridge', 'cooler', { power: 90, minimumOn: 20, minimumOff }),
    actuator('element', 'heater', { power: 3500, driver: { kind: 'pwm', pin: 6 } }),
    actuator('second', 'heater', { power: 3000 }),
    actuator('pump', 'pump', { power: 30, maximumOn: 120 }),
    actuator('contactor', 'master', {}),
  ],
  vessels: [
    vessel({
      id: 'fermenter',
      kind: 'fermenter',
      volume: 0.1,
      sensor: 'beer',
      air: 'air',
      heater: 'belt',
      cooler: 'fridge',
      changeover: 15,
      range: { minimum: 0, maximum: 30 },
    }),
    // In the same fridge, with a heater of its own.
    vessel({
      id: 'lager',
      kind: 'fermenter',
      volume: 0.1,
      sensor: 'lager',
      heater: 'mat',
      cooler: 'fridge',
      changeover: 15,
      range: { minimum: 0, maximum: 30 },
    }),
    vessel({ id: 'kettle', kind: 'kettle', volume: 1, sensor: 'wort', heater: 'element' }),
    vessel({ id: 'hlt', kind: 'hot-liquor-tank', sensor: 'wort', level: 'float', heater: 'second' }),
  ],
  profiles: [],
  schedules: [],
  unit: 'celsius' as const,
}

const mode: fc.Arbitrary<Mode> = fc.oneof(
  fc.constant<Mode>({ kind: 'off' }),
  fc.record({ kind: fc.constant('manual' as const), output: fc.integer({ min: -100, max: 100 }) }),
  fc.record({ kind: fc.constant('constant' as const), setPoint: fc.integer({ min: 0, max: 100 }) }),
)
const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 15, max: 25, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(85, -127, 130, -5, 45, 112, Number.NaN, Number.POSITIVE_INFINITY) },
)
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('mode' as const),
      vessel: fc.constantFrom('fermenter', 'lager', 'kettle', 'hlt'),
      mode,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      seconds: fc.integer({ min: 1, max: 20 }),
      beer: value,
      lager: value,
      wort: value,
      air: value,
      /** What the level switch shows. */
      water: fc.constantFrom(1, 1, 1, 0),
      /** Which of the sensors speak. */
      heard: fc.constantFrom('all', 'all', 'all', 'none', 'bad'),
      trial: fc.constantFrom(null, null, null, 'belt', 'fridge', 'element', 'contactor'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('switch' as const), output: fc.constantFrom(0, 100) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'clear' as const, 'reset' as const) }) },
  /** The loops hang; only what expires goes on. */
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hang' as const), seconds: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('board' as const), lost: fc.boolean() }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Runs a sequence, and says what was done that must not be. */
function play(steps: readonly Step[], around: boolean = false): string[] {
  const wrong: string[] = []
  let [uptime, lost, fridgeOff, heard] = [0, false, 0, 0]
  let ticked = 0
  let dry = -5000
  const outputs = new Map<string, number>()
  const on = (id: string) => (outputs.get(id) ?? 0) > 0
  function device(id: string): Device {
    return {
      id,
      get obstacle(): Obstacle | null {
        return lost ? { reason: 'board', message: 'lost' } : null
      },
      get output() {
        return lost ? null : (outputs.get(id) ?? 0)
      },
      write(output) {
        const before = on(id)
        outputs.set(id, lost ? 0 : output)
        look(id, before)
      },
    }
  }
  const devices = new Map(plan.actuators.map(({ id }) => [id, device(id)]))
  const floor = new Floor(id => devices.get(id))
  floor.configure(plan, new Map(), 0)
  // Somebody goes around the layer.
  if (around) Object.assign(floor.safety, { gate: (id: string) => devices.get(id), enforce: () => {} })

  function look(id: string, before: boolean): void {
    if ((on('belt') || on('mat')) && on('fridge')) wrong.push('heats and cools')
    const watts = plan.actuators.reduce((sum, { id, power }) => sum + (power * (outputs.get(id) ?? 0)) / 100, 0)
    if (watts > budget) wrong.push(`draws ${watts} W`)
    if (id === 'fridge' && on(id) && !before && uptime - fridgeOff < minimumOff * 1000) wrong.push('starts too soon')
    if (id === 'fridge' && before && !on(id)) fridgeOff = uptime
    if (on(id) && floor.safety.emergencyStop.latched) wrong.push(`${id} is on though stopped`)
    if (on(id) && floor.safety.trips.some(({ cuts }) => cuts.includes(id))) wrong.push(`${id} is on though tripped`)
    if (id === 'second' && on(id) && uptime - dry < 5000) wrong.push('heats without water')
    if (on(id) && ['belt', 'mat', 'fridge', 'element', 'second'].includes(id) && heard < 2 && !trying)
      wrong.push(`${id} is on at boot`)
  }
  let trying = false

  function settle(): void {
    for (const { id } of plan.actuators) {
      if (on(id) && uptime - ticked > commandTtl * 1000 + 1000) wrong.push(`${id} is on without being told`)
      const tripped = floor.safety.trips.some(({ cuts }) => cuts.includes(id))
      if (on(id) && (tripped || floor.safety.emergencyStop.latched)) wrong.push(`${id} stays on`)
    }
    if (on('second') && uptime - dry < 5000) wrong.push('stays on without water')
  }

  const switches = new Map<string, number>()
  for (const move of steps) {
    switch (move.kind) {
      case 'mode':
        floor.loops.get(move.vessel)!.setMode(move.mode)
        break
      case 'switch':
        switches.set('pump', move.output)
        break
      case 'stop':
      case 'clear':
        floor.safety.emergencyStop = { latched: move.kind === 'stop', at: uptime, by: 'Ann' }
        break
      case 'reset':
        for (const { id } of floor.safety.trips) floor.safety.reset(id)
        break
      case 'board':
        lost = move.lost
        if (lost) {
          if (on('fridge')) fridgeOff = uptime
          outputs.clear()
        }
        break
      case 'hang':
        for (let second = 0; second < move.seconds; second++) {
          uptime += 1000
          floor.safety.enforce(uptime)
          settle()
        }
        break
      case 'run':
        for (let second = 0; second < move.seconds; second++) {
          uptime += 1000
          for (const sensor of ['beer', 'lager', 'air', 'wort'] as const) {
            if (move.heard === 'none') continue
            const quality = move.heard === 'bad' ? 'bad' : 'good'
            floor.observe({ sensor, at: uptime, value: move[sensor], quality }, uptime)
          }
          if (move.heard !== 'none') {
            const quality = move.heard === 'bad' ? 'bad' : 'good'
            floor.observe({ sensor: 'float', at: uptime, value: move.water, quality }, uptime)
            if (quality === 'bad' || move.water === 0) dry = uptime
          }
          if (move.heard === 'all') heard++
          trying = move.trial !== null
          ticked = uptime
          floor.tick(
            { at: uptime, uptime, seconds: 1 },
            {
              switches,
              powerBudget: budget,
              amend: (requests, tick) =>
                requests.map(request =>
                  request.drive.actuator.id === move.trial ? request.drive.plan(100, tick) : request,
                ),
            },
          )
          settle()
          if (on('contactor') && !trying && ![...floor.loops.values()].some(loop => loop.mode.kind !== 'off'))
            wrong.push('the master relay is closed for nothing')
        }
    }
  }
  return wrong
}

test('no sequence of commands, readings, faults and times makes a forbidden output', () => {
  process.stdout.write(`safety sequences: seed ${seed}\n`)
  const sequences = fc.array(step, { minLength: 5, maxLength: 30 })
  let trips = 0
  fc.assert(
    fc.property(sequences, steps => {
      trips++
      expect(play(steps)).toEqual([])
    }),
    { numRuns: 10_000, interruptAfterTimeLimit: 280_000 },
  )
  expect(trips).toBeGreaterThanOrEqual(10_000)
}, 300_000)

test('without the gate such sequences do what is forbidden', () => {
  const on: Step = { kind: 'mode', vessel: 'hlt', mode: { kind: 'manual', output: 100 } }
  const run: Step = {
    kind: 'run',
    seconds: 5,
    beer: 20,
    lager: 20,
    wort: 20,
    air: 20,
    water: 1,
    heard: 'all',
    trial: null,
  }
  for (const troubles of [
    [{ kind: 'stop' }, run],
    [{ kind: 'hang', seconds: 20 }],
    [{ ...run, water: 0 }],
  ] satisfies Step[][]) {
    const steps: Step[] = [on, run, ...troubles]
    expect(play(steps)).toEqual([])
    expect(play(steps, true)).not.toEqual([])
  }
})
