import { ActuatorBody } from '../../../data/model/actuator.ts'
import type { Trip } from '../../../data/model/safety.ts'
import { type Sensor, SensorBody } from '../../../data/model/sensor.ts'
import { VesselBody } from '../../../data/model/vessel.ts'
import type { Actuator as Device } from '../../../hardware/device.ts'
import { Floor } from '../../../server/control/floor.ts'
import type { Brew } from './faults-plants.ts'

/** What can go wrong: at the probe, or with what heats and cools. */
export type BenchFault =
  | { kind: 'unplugged' }
  | { kind: 'frozen' }
  | { kind: 'shows'; value: number }
  | { kind: 'welded' | 'dead'; actuator: 'heater' | 'cooler' }

/** How a run went. */
export interface Outcome {
  trips: Trip[]
  /** Seconds from the fault to the first trip, or to the first bad reading where nothing trips; null: not found. */
  foundAfter: number | null
  /** Whether what is dead was on for half an hour at least: else nobody can miss it. */
  used: boolean
  /** Readings rejected, and the highest and lowest true temperature from the fault on. */
  rejected: number
  highest: number
  lowest: number
  /** Heater and cooler together, or anything on more than two seconds after it was found. */
  forbidden: number
  /** µs of a tick. */
  cost: number
}

const begin = Date.UTC(2026, 0, 1)

/** Runs a brew on the house's own floor second by second; the fault comes at `faultAt` and lasts. */
export function runBrew(brew: Brew, fault: BenchFault | null, faultAt: number): Outcome {
  const { plant, program, noise, random } = brew
  const devices = { heater: device('heater'), cooler: device('cooler'), master: device('master') }
  const floor = new Floor(id => devices[id as keyof typeof devices])
  floor.configure(planOf(brew), new Map(), 0)
  const loop = floor.loops.get('vessel')!
  const circumstances = { switches: new Map(), powerBudget: null }
  const trips: Trip[] = []
  let foundAfter: number | null = null
  let [highest, lowest, forbidden, cost] = [-100, 200, 0, 0]
  let shown = plant.value
  let idle = fault?.kind === 'dead' ? 1800 : 0
  for (let second = 0; second < brew.length; second++) {
    for (const { at, mode } of program) if (at === second) loop.setMode(mode)
    plant.disturb(second)
    const faulty = fault !== null && second >= faultAt
    if (!(faulty && fault.kind === 'frozen')) shown = stepped(plant.value + noise * random.normal())
    const felt = faulty && fault.kind === 'shows' ? fault.value : shown
    const time = { at: begin + second * 1000, uptime: second * 1000, seconds: 1 }
    const started = performance.now()
    const bad = faulty && fault.kind === 'unplugged'
    const reading = { sensor: 'probe', at: time.at, value: bad ? null : felt, quality: bad ? 'bad' : 'good' } as const
    floor.observe(reading, time.uptime)
    if (plant.air !== null) {
      const value = stepped(plant.air + noise * random.normal())
      floor.observe({ sensor: 'air', at: time.at, value, quality: 'good' }, time.uptime)
    }
    floor.tick(time, circumstances)
    cost += performance.now() - started
    const came = floor.safety.news()
    trips.push(...came)
    if (faulty) {
      highest = Math.max(highest, plant.truth)
      lowest = Math.min(lowest, plant.truth)
      if (fault.kind === 'dead' && devices[fault.actuator].output! > 0) idle--
      const noticed = came.length > 0 || loop.state().quality !== 'good'
      if (noticed) foundAfter ??= second - faultAt
    }
    const [heats, cools] = [devices.heater.output! > 0, devices.cooler.output! > 0]
    if (
      (heats && cools) ||
      (floor.safety.trips.length > 0 && trips.some(({ cuts }) => cuts.some(id => devices[id as 'heater'].output! > 0)))
    )
      forbidden++
    const really = (actuator: 'heater' | 'cooler') => {
      const on = devices[actuator].output! / 100
      const concerns = faulty && 'actuator' in fault && fault.actuator === actuator
      // The master relay is in series with the heater.
      if (concerns && fault.kind === 'welded') return actuator === 'heater' ? devices.master.output! / 100 : 1
      return concerns ? 0 : on
    }
    plant.step(really('heater'), really('cooler'))
    // What comes later tells nothing new.
    if (fault !== null && foundAfter !== null && second > faultAt + foundAfter + 1800) break
  }
  const rejected = loop ? (floor.safety.of(loop.vessel)?.rejected ?? 0) : 0
  return { trips, foundAfter, used: idle <= 0, rejected, highest, lowest, forbidden, cost: (cost / brew.length) * 1000 }
}

const stepped = (value: number) => Math.round(value * 16) / 16

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

function planOf({ vessel, powers, kind, plant }: Brew) {
  const sensor = (id: string): Sensor => ({
    ...SensorBody.parse({
      id,
      name: id === 'probe' ? 'Beer probe' : 'Air probe',
      board: 'bench',
      driver: { kind: 'ds18b20', pin: 2 },
    }),
    version: 1,
  })
  const actuator = (id: string, use: string, more: object) => ({
    ...ActuatorBody.parse({ id, name: id, use, board: 'bench', ...more }),
    version: 1,
  })
  const period = kind === 'kettle' ? 4 : 60
  const heater = actuator('heater', 'heater', { driver: { kind: 'slow-pwm', pin: 5, period }, power: powers.heater })
  const cold = {
    driver: { kind: 'slow-pwm', pin: 6, period: 1200 },
    minimumOn: 180,
    minimumOff: 300,
    power: powers.cooler,
  }
  const cooler = kind === 'fermenter' ? [actuator('cooler', 'cooler', cold)] : []
  const body = {
    id: 'vessel',
    name: kind === 'kettle' ? 'Kettle' : 'Fermenter',
    sensor: 'probe',
    heater: 'heater',
    ...vessel,
  }
  const whole = { ...body, air: plant.air === null ? null : 'air', cooler: kind === 'fermenter' ? 'cooler' : null }
  return {
    sensors: [sensor('probe'), sensor('air')],
    actuators: [heater, ...cooler, actuator('master', 'master', { driver: { kind: 'relay', pin: 7 } })],
    vessels: [{ ...VesselBody.parse(whole), version: 1 }],
    schedules: [],
    profiles: [],
  }
}
