import { Actuator, ActuatorBody } from '../../data/model/actuator.ts'
import { AlarmRuleBody } from '../../data/model/alarm-rule.ts'
import { BoardBody } from '../../data/model/board.ts'
import { ProfileBody } from '../../data/model/profile.ts'
import { SensorBody } from '../../data/model/sensor.ts'
import { VesselBody } from '../../data/model/vessel.ts'
import type { Store } from '../../data/store.ts'

export const board = BoardBody.parse({ id: 'arduino', name: 'Arduino', transport: { kind: 'simulated' } })
export const sensor = SensorBody.parse({
  id: 'beer',
  name: 'Beer',
  board: 'arduino',
  driver: { kind: 'ds18b20', pin: 2 },
  calibration: [{ measured: 0.4, actual: 0 }],
})
export const heater = ActuatorBody.parse({
  id: 'belt',
  name: 'Heating belt',
  use: 'heater',
  board: 'arduino',
  driver: { kind: 'slow-pwm', pin: 5, activeLow: true, period: 4 },
  risk: Actuator.shape.risk.parse('I accept that this heater may stay on when the computer fails'),
})
export const cooler = ActuatorBody.parse({
  id: 'fridge',
  name: 'Fridge',
  use: 'cooler',
  board: 'arduino',
  driver: { kind: 'relay', pin: 6 },
  minimumOff: 300,
})
export const vessel = VesselBody.parse({
  id: 'fermenter',
  name: 'Fermenter',
  kind: 'fermenter',
  sensor: 'beer',
  heater: 'belt',
  cooler: 'fridge',
  tuning: { kind: 'hysteresis', deadband: 0.5 },
})
export const profile = ProfileBody.parse({
  id: 'ale',
  name: 'Ale',
  by: 'elapsed',
  points: [
    { at: 0, temperature: 18 },
    { at: 86_400, temperature: 21, approach: 'ramp' },
  ],
})

export const alarmRule = AlarmRuleBody.parse({
  id: 'too-warm',
  name: 'Too warm',
  source: { kind: 'vessel', id: 'fermenter' },
  condition: { kind: 'high', limit: 25 },
  priority: 'high',
  message: 'Check the fridge',
})

/** A store with one of each. */
export async function furnish(store: Store): Promise<void> {
  await store.boards.create(board)
  await store.sensors.create(sensor)
  await store.actuators.create(heater)
  await store.actuators.create(cooler)
  await store.profiles.create(profile)
  await store.vessels.create(vessel)
  await store['alarm-rules'].create(alarmRule)
  await store.modes.set('fermenter', { kind: 'profile', profile: 'ale', startedAt: 5 })
  await store.switches.set('belt', 40)
}
