import { ActuatorBody } from '../../../data/model/actuator.ts'
import { SensorBody } from '../../../data/model/sensor.ts'
import { VesselBody } from '../../../data/model/vessel.ts'
import { Floor } from '../../../server/control/floor.ts'

const actuator = (id: string, use: string, more = {}) => ({
  ...ActuatorBody.parse({ id, name: id, use, board: 'board', driver: { kind: 'relay', pin: 5 }, ...more }),
  version: 1,
})

/** Two fermenters in one fridge, each with a probe and a heater of its own; the first comes first. */
function chamber(maximumOn: number) {
  const outputs = new Map<string, number>()
  const device = (id: string) => ({
    id,
    obstacle: null,
    get output() {
      return outputs.get(id) ?? 0
    },
    write: (output: number) => void outputs.set(id, output),
  })
  const floor = new Floor(device)
  const names = ['first', 'second']
  const plan = {
    sensors: names.map(name => ({
      ...SensorBody.parse({ id: name, name, board: 'board', driver: { kind: 'ds18b20', pin: 2 } }),
      version: 1,
    })),
    actuators: [
      ...names.map(name => actuator(`${name}-heater`, 'heater')),
      actuator('fridge', 'cooler', { power: 60, maximumOn }),
    ],
    vessels: names.map((name, n) => ({
      ...VesselBody.parse({
        id: name,
        name,
        kind: 'fermenter',
        sensor: name,
        heater: `${name}-heater`,
        cooler: 'fridge',
        tuning: { kind: 'hysteresis' },
        volume: 20,
        priority: n + 1,
      }),
      version: 1,
    })),
    profiles: [],
    schedules: [],
    unit: 'celsius' as const,
  }
  floor.configure(plan, new Map([['first', { kind: 'constant', setPoint: 4 }]]), 0)
  return { floor, outputs, names }
}

test('a cooler that two vessels share is never on while the heater of either is', () => {
  const { floor, outputs, names } = chamber(0)
  floor.safety.enforce(1000)
  for (const name of names) {
    const [heater, fridge] = [floor.safety.gate(`${name}-heater`)!, floor.safety.gate('fridge')!]
    heater.write(100)
    fridge.write(100)
    expect(Object.fromEntries(outputs)).toMatchObject({ [`${name}-heater`]: 100, fridge: 0 })
    heater.write(0)
    fridge.write(100)
    heater.write(100)
    expect(Object.fromEntries(outputs)).toMatchObject({ [`${name}-heater`]: 0, fridge: 100 })
    fridge.write(0)
  }
})

test('a fridge that only just holds rests for the vessel it works for, and is not taken for dead', () => {
  const { floor, outputs, names } = chamber(12 * 3600)
  let value = 8.05
  let rested = 0
  for (let second = 0; second < 16 * 3600; second++) {
    // 20 L, 60 W, and 5 W/K to a room of 20 °C.
    value += (5 * (20 - value) - 0.6 * (outputs.get('fridge') ?? 0)) / (20 * 4186)
    const at = second * 1000
    for (const sensor of names) floor.observe({ sensor, at, value: Math.round(value * 16) / 16, quality: 'good' }, at)
    floor.tick({ at, uptime: at, seconds: second && 1 }, { switches: new Map(), powerBudget: null })
    if (floor.drives.get('fridge')!.wait?.reason === 'check') rested++
  }
  expect(floor.safety.trips).toEqual([])
  expect(rested).toBeGreaterThan(60)
})
