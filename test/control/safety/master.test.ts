import { ActuatorBody } from '../../../data/model/actuator.ts'
import { ProfileBody } from '../../../data/model/profile.ts'
import { neverStopped } from '../../../data/model/safety.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { VesselBody } from '../../../data/model/vessel.ts'
import type { Request, Tick } from '../../../server/control/drive.ts'
import { Floor } from '../../../server/control/floor.ts'

const actuator = (id: string, use: string, more = {}) => ({
  ...ActuatorBody.parse({ id, name: id, use, board: 'board', driver: { kind: 'relay', pin: 5 }, ...more }),
  version: 1,
})

/** A kettle with a relay in front of its element; every write is kept. */
function brewhouse({ contactor = {}, element = {}, powerBudget = null as number | null } = {}) {
  const outputs = new Map<string, number>()
  const writes: string[] = []
  const board = { lost: null as string | null }
  const floor = new Floor(id => ({
    id,
    get obstacle() {
      return board.lost === id ? { reason: 'board' as const, message: 'lost' } : null
    },
    get output() {
      return outputs.get(id) ?? 0
    },
    write(output) {
      if (output !== this.output) writes.push(`${id} ${output}`)
      outputs.set(id, output)
    },
  }))
  const plan = {
    sensors: [
      {
        ...SensorBody.parse({ id: 'wort', name: 'Wort', board: 'board', driver: { kind: 'ds18b20', pin: 2 } }),
        version: 1,
      },
    ],
    actuators: [actuator('element', 'heater', element), actuator('contactor', 'master', contactor)],
    vessels: [
      {
        ...VesselBody.parse({
          id: 'kettle',
          name: 'Kettle',
          kind: 'kettle',
          sensor: 'wort',
          heater: 'element',
          tuning: { kind: 'hysteresis' },
        }),
        version: 1,
      },
    ],
    profiles: [
      { ...ProfileBody.parse({ id: 'mash', name: 'Mash', points: [{ at: 0, temperature: 60 }] }), version: 1 },
    ],
    schedules: [],
    unit: 'celsius' as const,
  }
  floor.configure(plan, new Map(), 0)
  let uptime = 0
  return {
    floor,
    kettle: floor.loops.get('kettle')!,
    writes,
    outputs,
    board,
    closed: () => outputs.get('contactor') === 100,
    run(seconds: number, value: number | null, amend?: (requests: Request[], tick: Tick) => Request[]) {
      for (let second = 0; second < seconds; second++) {
        uptime += 1000
        if (value !== null) floor.observe({ sensor: 'wort', at: uptime, value, quality: 'good' }, uptime)
        floor.tick({ at: uptime, uptime, seconds: 1 }, { switches: new Map(), powerBudget, ...(amend && { amend }) })
      }
    },
  }
}

test('the master relay is closed before a heater is on, and open when the probe is silent', () => {
  const { kettle, writes, closed, run } = brewhouse()
  run(5, 20)
  expect(closed()).toBe(false)
  kettle.setMode({ kind: 'constant', setPoint: 60 })
  run(5, 20)
  expect(writes).toEqual(['contactor 100', 'element 100'])
  run(30, null)
  expect(closed()).toBe(false)
})

test('it is open while the board of the only heater is lost: that may have left it on', () => {
  const { kettle, board, closed, run } = brewhouse()
  kettle.setMode({ kind: 'constant', setPoint: 60 })
  run(5, 20)
  expect(closed()).toBe(true)
  board.lost = 'element'
  run(2, 20)
  expect(closed()).toBe(false)
  board.lost = null
  run(2, 20)
  expect(closed()).toBe(true)
})

test('it opens also while what is lost rests to show what it does', () => {
  const { floor, kettle, board, closed, run } = brewhouse()
  kettle.setMode({ kind: 'constant', setPoint: 60 })
  run(600, 20)
  expect(floor.drives.get('element')!.wait?.reason).toBe('check')
  expect(closed()).toBe(true)
  board.lost = 'element'
  run(1, 20)
  expect(closed()).toBe(false)
})

test('what is behind a relay that tripped for another vessel, or is out of reach, does not say that it heats', () => {
  const { floor, kettle, writes, board, run } = brewhouse()
  const trip = { id: 1, kind: 'stuck-on', vessel: 'tun', actuator: 'tun-element', at: 0, message: 'seen' } as const
  floor.safety.restore([{ ...trip, cuts: ['tun-element', 'contactor'], resetAt: null, resetBy: null }], neverStopped, 1)
  kettle.setMode({ kind: 'constant', setPoint: 60 })
  run(5, 20)
  expect(kettle.state()).toMatchObject({ activity: 'waiting', waits: [{ actuator: 'element', reason: 'trip' }] })
  expect(floor.safety.gate('element')!.obstacle!.message).toBe('the relay in front of it is open: seen')
  board.lost = 'contactor'
  floor.safety.reset(1)
  run(5, 20)
  expect(kettle.state()).toMatchObject({ activity: 'waiting', waits: [{ actuator: 'element', reason: 'board' }] })
  expect(writes).toEqual([])
  board.lost = null
  run(5, 20)
  expect(writes).toEqual(['contactor 100', 'element 100'])
})

test('what begins in three days does not close it yet; a heater that is tried does', () => {
  const { kettle, closed, run } = brewhouse()
  kettle.setMode({ kind: 'profile', profile: 'mash', startedAt: 3 * 86_400_000 })
  run(5, 20)
  expect(closed()).toBe(false)
  kettle.setMode({ kind: 'off' })
  const tried = (requests: Request[], tick: Tick) =>
    requests.map(request => (request.drive.actuator.id === 'element' ? request.drive.plan(100, tick) : request))
  run(2, 20, tried)
  expect(closed()).toBe(true)
  run(2, 20)
  expect(closed()).toBe(false)
})

test('a heater waits with the relay in front of it, for its minimum time off', () => {
  const { kettle, writes, run } = brewhouse({ contactor: { minimumOff: 900 } })
  kettle.setMode({ kind: 'constant', setPoint: 60 })
  run(899, 20)
  expect(kettle.state()).toMatchObject({
    output: 0,
    activity: 'waiting',
    waits: [{ actuator: 'element', reason: 'minimum-off', until: 900_000 }],
  })
  expect(writes).toEqual([])
  run(1, 20)
  expect(writes).toEqual(['contactor 100', 'element 100'])
  expect(kettle.state()).toMatchObject({ activity: 'heating', waits: [] })
})

test.each([
  ['does not fit', 40, 0],
  ['fits only alone', 60, 2960],
])('a heater whose relay %s waits for power', (_, powerBudget, power) => {
  const { kettle, outputs, run } = brewhouse({ contactor: { power: 50 }, element: { power }, powerBudget })
  kettle.setMode({ kind: 'constant', setPoint: 60 })
  run(1800, 20)
  expect(kettle.state()).toMatchObject({
    output: 0,
    activity: 'waiting',
    waits: [{ actuator: 'element', reason: 'power-budget' }],
  })
  expect(outputs.get('element')).toBe(0)
})
