import type { Actuator } from '../../../data/model/actuator.ts'
import { ActuatorBody } from '../../../data/model/actuator.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { type Mode, type Vessel, VesselBody } from '../../../data/model/vessel.ts'
import type { Actuator as Device, Obstacle } from '../../../hardware/device.ts'
import { seededRandom } from '../../../hardware/simulator/random.ts'
import { Floor } from '../../../server/control/floor.ts'
import { seed } from '../../random.ts'

const actuator = (id: string, use: Actuator['use'], more: object = {}): Actuator => ({
  ...ActuatorBody.parse({ id, name: id, use, board: 'one', driver: { kind: 'relay', pin: 5 }, power: 40, ...more }),
  version: 1,
})
const sensor = (id: string) => ({
  ...SensorBody.parse({ id, name: id, board: 'one', driver: { kind: 'ds18b20', pin: 2 } }),
  version: 1,
})
const vessel = (id: string, priority: number, more: object): Vessel => {
  const tuning = { kind: 'hysteresis', deadband: 0.5 }
  const body = VesselBody.parse({ id, name: id, volume: 1, tuning, priority, changeover: 15, ...more })
  return { ...body, version: 1 }
}

const first = {
  sensors: ['a', 'b', 'c'].map(sensor),
  actuators: [
    actuator('belt', 'heater', { driver: { kind: 'slow-pwm', pin: 5, period: 10 } }),
    actuator('mat', 'heater', { board: 'two' }),
    actuator('element', 'heater', { driver: { kind: 'pwm', pin: 6 } }),
    actuator('fridge', 'cooler', { minimumOn: 20, minimumOff: 30 }),
    actuator('glycol', 'cooler', { minimumOff: 10, board: 'two' }),
    actuator('contactor', 'master'),
  ],
  vessels: [
    vessel('ale', 1, { kind: 'fermenter', sensor: 'a', heater: 'belt', cooler: 'fridge' }),
    vessel('lager', 2, { kind: 'fermenter', sensor: 'b', heater: 'mat', cooler: 'fridge' }),
    vessel('kettle', 3, { kind: 'kettle', sensor: 'c', heater: 'element' }),
  ],
  profiles: [],
  schedules: [],
  unit: 'celsius' as const,
}
type Plan = typeof first
const modes: Mode[] = [
  { kind: 'off' },
  { kind: 'boil', power: 80 },
  ...[100, 40, -60].map((output): Mode => ({ kind: 'manual', output })),
  ...[5, 15, 20, 25, 60].map((setPoint): Mode => ({ kind: 'constant', setPoint })),
]

/** A house in which everything may change at any moment; answers what was seen that must not be. */
function play(seed: number, moves: number): string[] {
  const random = seededRandom(seed).uniform
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!
  const wrong: string[] = []
  const outputs = new Map<string, number>()
  const offSince = new Map<string, number>()
  const freshAt = new Map<string, number>()
  const lost = new Set<string>()
  const silent = new Set<string>()
  const values = new Map(first.sensors.map(({ id }) => [id, 20]))
  const devices = new Map<string, Device & { is: string }>()
  let [plan, uptime, wall]: [Plan, number, number] = [first, 0, 1_700_000_000_000]

  const on = (id: string | null) => (outputs.get(id ?? '') ?? 0) > 0
  function switchTo(id: string, output: number): void {
    const before = on(id)
    outputs.set(id, output)
    if (before && !on(id)) offSince.set(id, uptime)
    if (before || !on(id)) return
    for (const { heater, cooler } of plan.vessels) if (on(heater) && on(cooler)) wrong.push('heats and cools')
    const { minimumOff } = plan.actuators.find(other => other.id === id)!
    if (uptime - (offSince.get(id) ?? 0) < minimumOff * 1000) wrong.push(`${id} starts too soon`)
  }
  const identity = ({ board, driver }: Actuator) => JSON.stringify([board, driver])
  function device(is: Actuator): Device & { is: string } {
    const { id, board } = is
    return {
      id,
      is: identity(is),
      get obstacle(): Obstacle | null {
        return lost.has(board) ? { reason: 'board', message: 'lost' } : null
      },
      get output() {
        return lost.has(board) ? null : (outputs.get(id) ?? 0)
      },
      write(output) {
        switchTo(id, lost.has(board) ? 0 : output)
      },
    }
  }
  let floor = new Floor(id => devices.get(id))
  function configure(next: Plan, kept: ReadonlyMap<string, Mode> = new Map()): void {
    plan = next
    floor.configure(plan, kept, uptime)
    for (const [id, { is }] of devices) {
      if (plan.actuators.some(other => other.id === id && identity(other) === is)) continue
      switchTo(id, 0)
      devices.delete(id)
    }
    for (const one of plan.actuators) if (!devices.has(one.id)) devices.set(one.id, device(one))
  }

  function look(): void {
    for (const { id, use } of plan.actuators) {
      if (!on(id)) continue
      if (floor.safety.emergencyStop.latched) wrong.push(`${id} is on though stopped`)
      if (floor.safety.trips.some(({ cuts }) => cuts.includes(id))) wrong.push(`${id} is on though tripped`)
      if (use !== 'heater' && use !== 'cooler') continue
      const users = plan.vessels.filter(({ heater, cooler }) => heater === id || cooler === id)
      const isFresh = (used: string | null) => uptime - (freshAt.get(used ?? '') ?? Number.NEGATIVE_INFINITY) <= 11_000
      if (!users.some(user => floor.loops.get(user.id)?.active && isFresh(user.sensor)))
        wrong.push(`${id} is on without a vessel that knows why`)
    }
  }

  function second(): void {
    uptime += 1000
    wall += 1000
    floor.safety.enforce(uptime)
    for (const { id } of plan.sensors) {
      if (silent.has(id)) continue
      const value = values.get(id)! + (uptime % 2000 ? 0.0625 : 0)
      const { reading } = floor.observe({ sensor: id, at: wall, value, quality: 'good' }, uptime)
      if (reading.quality === 'good') freshAt.set(id, uptime)
    }
    floor.tick({ at: wall, uptime, seconds: 1 }, { switches: new Map(), powerBudget: null })
    look()
    const reach = (id: string | null) => plan.actuators.some(other => other.id === id && !lost.has(other.board))
    const works = [...floor.loops.values()].some(loop => loop.works && reach(loop.vessel.heater))
    if (on('contactor') && !works) wrong.push('the master relay is closed for nothing')
    for (const { kind, vessel: id } of floor.safety.trips) {
      const tripped = kind === 'stuck-on' && plan.vessels.find(other => other.id === id)
      if (tripped && (on(tripped.heater) || on(tripped.cooler))) wrong.push(`${id} is moved though it tripped`)
    }
    const heating = plan.actuators.some(({ id, use }) => use === 'heater' && on(id))
    if (heating && devices.has('contactor') && !on('contactor')) wrong.push('heats behind an open master relay')
  }

  const change = (id: string, more: Partial<Vessel>) => {
    const vessels = plan.vessels.map(other => (other.id === id ? { ...other, ...more } : other))
    configure({ ...plan, vessels })
  }
  const toggled = <T>(all: readonly T[], one: T) =>
    all.includes(one) ? all.filter(other => other !== one) : [...all, one]
  const used = (id: string) => plan.vessels.some(({ heater, cooler }) => heater === id || cooler === id)
  const has = (id: string) => plan.actuators.some(other => other.id === id)
  const steps: (() => void)[] = [
    ...[1, 2, 3, 4].map(() => () => {
      const stopped = floor.safety.emergencyStop.latched
      floor.loops.get(pick([...floor.loops.keys()]))?.setMode(stopped ? { kind: 'off' } : pick(modes))
    }),
    () => {
      floor.safety.emergencyStop = { latched: random() < 0.3, at: wall, by: 'Ann' }
    },
    () => {
      // A relay is welded.
      const { id: vessel, heater, cooler } = pick(plan.vessels)
      if (heater === null) return
      const cuts = [heater, cooler, has('contactor') ? 'contactor' : null].filter(cut => cut !== null)
      const seen = { kind: 'stuck-on', vessel, actuator: heater, cuts, at: wall, message: 'seen' } as const
      const { trips, emergencyStop } = floor.safety
      const id = 1 + Math.max(0, ...trips.map(trip => trip.id))
      floor.safety.restore([...trips, { ...seen, id, resetAt: null, resetBy: null }], emergencyStop, id)
    },
    () => floor.safety.trips.forEach(({ id }) => void floor.safety.reset(id)),
    () => {
      const board = pick(['one', 'two'])
      if (lost.delete(board)) return
      for (const { id, board: its } of plan.actuators) if (its === board) switchTo(id, 0)
      lost.add(board)
    },
    () => void (silent.delete('a') || silent.add(pick(['a', 'b', 'c']))),
    () => silent.clear(),
    () => void values.set(pick(['a', 'b', 'c']), pick([4, 14, 20, 22, 30, 66])),
    () => {
      wall += pick([-3600_000, 86_400_000])
    },
    ...[1, 2].map(() => () => {
      const id = pick(plan.vessels).id
      const heater = pick([null, 'belt', 'mat', 'element'].filter(other => other === null || has(other)))
      const cooler = pick([null, 'fridge', 'glycol'].filter(other => other === null || has(other)))
      change(id, pick<Partial<Vessel>>([{ heater }, { cooler }, { sensor: pick([null, 'a', 'b', 'c']) }]))
    }),
    () => {
      const vessels = toggled(plan.vessels, pick(plan.vessels))
      if (vessels.length > 0) configure({ ...plan, vessels })
    },
    () => {
      const vessels = first.vessels.filter(({ heater }) => has(heater!))
      if (vessels.length > 0) configure({ ...plan, vessels })
    },
    () => {
      const one = pick(first.actuators)
      const known = plan.actuators.find(({ id }) => id === one.id)
      if (used(one.id)) return
      // What comes anew counts as just switched off.
      if (!known) offSince.set(one.id, uptime)
      configure({ ...plan, actuators: toggled(plan.actuators, known ?? one) })
    },
    () => {
      const { id } = pick(first.actuators.filter(({ use }) => use !== 'master'))
      const more = pick<Partial<Actuator>>([{ minimumOff: 40 }, { minimumOff: 0 }, { board: pick(['one', 'two']) }])
      configure({ ...plan, actuators: plan.actuators.map(other => (other.id === id ? { ...other, ...more } : other)) })
    },
    () => {
      const kept = new Map([...floor.loops].map(([id, { mode }]) => [id, mode]))
      const { trips, emergencyStop } = floor.safety
      for (const { id } of plan.actuators) switchTo(id, 0)
      uptime += 5000
      for (const { id } of plan.actuators) offSince.set(id, uptime)
      freshAt.clear()
      floor = new Floor(id => devices.get(id))
      floor.safety.restore(trips, emergencyStop, Math.max(0, ...trips.map(({ id }) => id)))
      configure(plan, kept)
    },
  ]
  configure(first)
  for (let n = 0; n < moves && wrong.length === 0; n++) {
    pick(steps)()
    for (let seconds = pick([0, 1, 2, 5, 30]); seconds > 0 && wrong.length === 0; seconds--) second()
  }
  return wrong
}

test('nothing is on that must not be, whatever of the configuration changes at any moment', () => {
  process.stdout.write(`safety changes: seed ${seed}\n`)
  for (let n = 0; n < 8; n++) expect({ seed: seed + n, wrong: play(seed + n, 100) }).toMatchObject({ wrong: [] })
})
