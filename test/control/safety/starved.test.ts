import { ActuatorBody } from '../../../data/model/actuator.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { VesselBody } from '../../../data/model/vessel.ts'
import { Floor } from '../../../server/control/floor.ts'
import { obedientDevices } from './obedient.ts'

const names = ['tun', 'kettle']

/** Two kettles with an SSR each on a supply that is enough for one. */
function supply() {
  const { outputs, find } = obedientDevices()
  const floor = new Floor(find)
  const driver = { kind: 'slow-pwm', pin: 5 }
  const element = (name: string) => ({
    id: `${name}-element`,
    name,
    use: 'heater',
    board: 'board',
    power: 3000,
    driver,
  })
  const probe = (name: string) => ({ id: name, name, board: 'board', driver: { kind: 'ds18b20', pin: 2 } })
  const vessel = (name: string) => ({
    id: name,
    name,
    kind: 'kettle',
    sensor: name,
    heater: `${name}-element`,
    tuning: { kind: 'kettle' },
  })
  floor.configure(
    {
      sensors: names.map(name => ({ ...SensorBody.parse(probe(name)), version: 1 })),
      actuators: names.map(name => ({ ...ActuatorBody.parse(element(name)), version: 1 })),
      vessels: names.map(name => ({ ...VesselBody.parse(vessel(name)), version: 1 })),
      profiles: [],
      schedules: [],
      unit: 'celsius',
    },
    new Map(),
    0,
  )
  return { floor, powerOf: (name: string) => ((outputs.get(`${name}-element`) ?? 0) / 100) * 3000 }
}

test.each([100, 60])('a heater at %i %% that waits for power for an hour is not blamed for giving none', powerLimit => {
  const { floor, powerOf } = supply()
  for (const loop of floor.loops.values()) loop.setMode({ kind: 'constant', setPoint: 66, powerLimit })
  floor.loops.get('tun')!.setMode({ kind: 'constant', setPoint: 66 })
  const temperatures = new Map(names.map(name => [name, 20]))
  for (let second = 1; second <= 3600; second++) {
    const at = second * 1000
    for (const [sensor, temperature] of temperatures) {
      temperatures.set(sensor, temperature + powerOf(sensor) / (200 * 4186))
      floor.observe({ sensor, at, value: Math.round(temperature * 16) / 16, quality: 'good' }, at)
    }
    floor.tick({ at, uptime: at, seconds: 1 }, { switches: new Map(), powerBudget: 3500 })
  }
  expect(temperatures.get('tun')).toBeGreaterThan(30)
  expect(floor.safety.trips).toEqual([])
  expect(floor.loops.get('kettle')!.state()).toMatchObject({
    output: 0,
    activity: 'waiting',
    waits: [{ actuator: 'kettle-element', reason: 'power-budget' }],
  })
})
