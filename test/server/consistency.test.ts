import { Actuator } from '../../data/model/actuator.ts'
import { Board, type Pin } from '../../data/model/board.ts'
import { Sensor } from '../../data/model/sensor.ts'
import type { Plan } from '../../server/configuration.ts'
import { findConflict } from '../../server/consistency.ts'

const version = 1
const plan: Plan = {
  boards: [Board.parse({ id: 'uno', name: 'Uno', transport: { kind: 'serial', path: '/dev/ttyACM0' }, version })],
  sensors: [Sensor.parse({ id: 'air', name: 'Air', board: 'uno', driver: { kind: 'lm35', channel: 0 }, version })],
  actuators: [
    Actuator.parse({
      id: 'pump',
      name: 'Pump',
      board: 'uno',
      use: 'pump',
      driver: { kind: 'relay', pin: 14 },
      version,
    }),
  ],
  vessels: [],
  profiles: [],
  schedules: [],
  'alarm-rules': [],
}

test('that a pin is an analog channel, too, keeps nobody from changing something else', () => {
  const pins: Pin[] = [{ pin: 14, analog: 0, modes: ['input', 'output', 'analog'] }]
  expect(findConflict(plan, 'air', () => [])).toBeNull()
  for (const subject of ['air', 'pump'])
    expect(findConflict(plan, subject, () => pins)).toMatch(/used by sensor "air" and by actuator "pump"/)
  expect(findConflict(plan, 'ipa', () => pins)).toBeNull()
})
