import { ActuatorBody } from '../../../data/model/actuator.ts'
import { ProfileBody } from '../../../data/model/profile.ts'
import { type Sensor, SensorBody } from '../../../data/model/sensor.ts'
import { type Mode, VesselBody } from '../../../data/model/vessel.ts'
import type { Actuator as Device } from '../../../hardware/device.ts'
import { type Random, seededRandom } from '../../../hardware/simulator/random.ts'
import { Floor } from '../../../server/control/floor.ts'
import type { Loop } from '../../../server/control/loop.ts'
import { plantOf } from './plants.ts'
import type { Scenario } from './scenario.ts'

/** A second of a run: °C, and outputs as shares of full power. */
export interface Moment {
  second: number
  setPoint: number
  truth: number
  heater: number
  cooler: number
  /** J that heater and cooler took in this second. */
  heat: number
  cold: number
  /** CPU the control took, ms. */
  cost: number
  loop: Loop
}

/** 2026-01-01: profiles need a wall clock. */
const begin = Date.UTC(2026, 0, 1)
const day = 86_400

/** Runs a scenario in virtual time through the house's own floor, second by second. */
export function* run(scenario: Scenario): Generator<Moment> {
  const random = seededRandom(scenario.seed)
  const plant = plantOf(scenario)
  const devices = new Map([device('heater'), device('cooler')].map(item => [item.id, item]))
  const floor = new Floor(id => devices.get(id))
  floor.configure(planOf(scenario), new Map(), 0)
  const loop = floor.loops.get('vessel')!
  const circumstances = { switches: new Map(), powerBudget: null }
  const senses = [
    { id: 'probe', feel: felt(scenario.sensors.vessel, random), at: () => plant.probe },
    ...(scenario.sensors.air
      ? [{ id: 'air', feel: felt(scenario.sensors.air, random), at: () => plant.airProbe ?? plant.probe }]
      : []),
  ]
  let { mean } = scenario.room
  for (let second = 0; second < scenario.length; second++) {
    for (const order of scenario.program) if (order.at === second) loop.setMode(modeOf(order, scenario, second))
    for (const event of scenario.events) {
      if (event.at !== second) continue
      if (event.kind === 'room') mean = event.mean
      else plant.happen(event)
    }
    const time = { at: begin + second * 1000, uptime: second * 1000, seconds: 1 }
    const started = performance.now()
    for (const { id, feel, at } of senses)
      floor.observe({ sensor: id, at: time.at, value: feel(at()), quality: 'good' }, time.uptime)
    floor.tick(time, circumstances)
    const cost = performance.now() - started
    const [heater, cooler] = [devices.get('heater')!.output! / 100, devices.get('cooler')!.output! / 100]
    const { truth, power } = plant
    const setPoint = loop.state().setPoint ?? truth
    const [heat, cold] = [heater * power.heater, cooler * power.cooler]
    yield { second, setPoint, truth, heater, cooler, heat, cold, cost, loop }
    plant.step(heater, cooler, mean + scenario.room.swing * Math.sin((2 * Math.PI * second) / day))
  }
}

/** A sensor's way of seeing: late, noisy and in steps. */
function felt({ step, noise, delay }: Scenario['sensors']['vessel'], random: Random) {
  const past: number[] = []
  const late = Math.ceil(delay)
  return (value: number): number => {
    past.push(value)
    const seen = past.length > late ? past.shift()! : past[0]!
    const noisy = noise > 0 ? seen + noise * random.normal() : seen
    return step > 0 ? Math.round(noisy / step) * step : noisy
  }
}

function device(id: string): Device {
  let output = 0
  return {
    id,
    obstacle: null,
    get output() {
      return output
    },
    write: asked => {
      output = asked
    },
  }
}

function modeOf(order: Scenario['program'][number], { program }: Scenario, second: number): Mode {
  if ('setPoint' in order) return { kind: 'constant', setPoint: order.setPoint }
  return { kind: 'profile', profile: `profile-${program.indexOf(order)}`, startedAt: begin + second * 1000 }
}

function planOf(scenario: Scenario) {
  const { sensors, heater, cooler, tuning, changeover, program } = scenario
  const sensor = (id: string): Sensor => ({
    ...SensorBody.parse({ id, name: id, board: 'bench', driver: { kind: 'ds18b20', pin: 2 } }),
    version: 1,
  })
  const actuator = (id: 'heater' | 'cooler', settings: object) => ({
    ...ActuatorBody.parse({ id, name: id, use: id, board: 'bench', ...settings }),
    version: 1,
  })
  const vessel = VesselBody.parse({
    id: 'vessel',
    name: 'Vessel',
    sensor: 'probe',
    air: sensors.air ? 'air' : null,
    heater: heater ? 'heater' : null,
    cooler: cooler ? 'cooler' : null,
    tuning,
    changeover,
    range: { minimum: -30, maximum: 110 },
  })
  return {
    sensors: [sensor('probe'), sensor('air')],
    actuators: [...(heater ? [actuator('heater', heater)] : []), ...(cooler ? [actuator('cooler', cooler)] : [])],
    vessels: [{ ...vessel, version: 1 }],
    schedules: [],
    profiles: program.flatMap((order, n) =>
      'profile' in order
        ? { ...ProfileBody.parse({ id: `profile-${n}`, name: 'Program', points: order.profile }), version: 1 }
        : [],
    ),
  }
}
