import { ActuatorBody } from '../../../data/model/actuator.ts'
import { ProfileBody } from '../../../data/model/profile.ts'
import type { Reading } from '../../../data/model/reading.ts'
import type { Trip } from '../../../data/model/safety.ts'
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
  /** J that heater and cooler took since the tick before. */
  heat: number
  cold: number
  /** CPU the control took, ms. */
  cost: number
  /** What safety tripped on in this second, and whether the vessel's reading is believed. */
  trips: readonly Trip[]
  believed: boolean
  loop: Loop
}

/** 2026-01-01: profiles need a wall clock. */
const begin = Date.UTC(2026, 0, 1)
const day = 86_400

/**
 * Runs a scenario in virtual time through the house's own floor, second by second.
 * @param pace seconds between two ticks, and two readings of each sensor; the plant lives by the second all the same
 */
export function* run(scenario: Scenario, pace = 1): Generator<Moment> {
  const random = seededRandom(scenario.seed)
  const plant = plantOf(scenario)
  const { fault } = scenario
  const devices = new Map([device('heater'), device('cooler'), device('master')].map(item => [item.id, item]))
  const floor = new Floor(id => devices.get(id))
  floor.configure(planOf(scenario), new Map(), 0)
  const loop = floor.loops.get('vessel')!
  const circumstances = { switches: new Map(), powerBudget: null }
  const senses = [
    { id: 'probe', feel: felt(scenario.sensors.vessel, random), at: () => plant.probe, shown: 0 },
    ...(scenario.sensors.air
      ? [{ id: 'air', feel: felt(scenario.sensors.air, random), at: () => plant.airProbe ?? plant.probe, shown: 0 }]
      : []),
  ]
  let { mean } = scenario.room
  for (let second = 0; second < scenario.length; second += pace) {
    const isNow = ({ at }: { at: number }) => at >= second && at < second + pace
    for (const order of scenario.program) if (isNow(order)) loop.setMode(modeOf(order, scenario, second))
    for (const event of scenario.events) {
      if (!isNow(event)) continue
      if (event.kind === 'room') mean = event.mean
      else plant.happen(event)
    }
    const time = { at: begin + second * 1000, uptime: second * 1000, seconds: pace }
    const broken = fault && second >= fault.at ? fault : null
    const readings = senses.map(sense => {
      const isFrozen = broken?.kind === 'frozen' && sense.id === (broken.probe === 'air' ? 'air' : 'probe')
      if (!isFrozen) sense.shown = sense.feel(sense.at())
      return readingOf(sense, time.at, sense.id === 'probe' ? broken : null)
    })
    const started = performance.now()
    const [judged] = readings.map(reading => floor.observe(reading, time.uptime).reading)
    floor.tick(time, circumstances)
    const cost = performance.now() - started
    const told = (id: string) => devices.get(id)!.output! / 100
    const [heater, cooler] = [told('heater'), told('cooler')]
    const { truth, power } = plant
    const setPoint = loop.setPoint ?? truth
    const [heat, cold] = [heater * power.heater * pace, cooler * power.cooler * pace]
    const trips = floor.safety.news()
    yield {
      second,
      setPoint,
      truth,
      heater,
      cooler,
      heat,
      cold,
      cost,
      trips,
      believed: judged!.quality === 'good',
      loop,
    }
    // The master relay is in series with the heater.
    const really = (part: 'heater' | 'cooler') => {
      if (!broken || !('actuator' in broken) || broken.actuator !== part) return told(part)
      return broken.kind === 'dead' ? 0 : part === 'heater' ? told('master') : 1
    }
    const room = mean + scenario.room.swing * Math.sin((2 * Math.PI * second) / day)
    const [heats, cools] = [really('heater'), really('cooler')]
    for (let n = 0; n < pace; n++) plant.step(heats, cools, room)
  }
}

function readingOf(
  { id, shown }: { id: string; shown: number },
  at: number,
  broken: Scenario['fault'] | null,
): Reading {
  if (broken?.kind === 'unplugged') return { sensor: id, at, value: null, quality: 'bad' }
  return { sensor: id, at, value: broken?.kind === 'shows' ? broken.value : shown, quality: 'good' }
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
  if ('output' in order) return { kind: 'manual', output: order.output }
  if ('off' in order) return { kind: 'off' }
  return { kind: 'profile', profile: `profile-${program.indexOf(order)}`, startedAt: begin + second * 1000 }
}

function planOf(scenario: Scenario) {
  const { sensors, heater, cooler, tuning, changeover, program } = scenario
  const sensor = (id: string): Sensor => ({
    ...SensorBody.parse({ id, name: id, board: 'bench', driver: { kind: 'ds18b20', pin: 2 } }),
    version: 1,
  })
  const actuator = (id: 'heater' | 'cooler' | 'master', settings: object) => ({
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
    ...scenario.vessel,
  })
  return {
    sensors: [sensor('probe'), sensor('air')],
    actuators: [
      actuator('master', { driver: { kind: 'relay', pin: 7 } }),
      ...(heater ? [actuator('heater', heater)] : []),
      ...(cooler ? [actuator('cooler', cooler)] : []),
    ],
    vessels: [{ ...vessel, version: 1 }],
    schedules: [],
    unit: 'celsius' as const,
    profiles: program.flatMap((order, n) =>
      'profile' in order
        ? { ...ProfileBody.parse({ id: `profile-${n}`, name: 'Program', points: order.profile }), version: 1 }
        : [],
    ),
  }
}
