import { ActuatorBody } from '../data/model/actuator.ts'
import { BoardBody } from '../data/model/board.ts'
import { ProfileBody } from '../data/model/profile.ts'
import { SensorBody } from '../data/model/sensor.ts'
import { type Mode, VesselBody } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import { roms, wiring } from '../hardware/simulator/wiring.ts'

const day = 86_400

/** The demonstration brewery: a fermenter in a fridge and a kettle, wired to one board as README shows it. */
const boards = [{ id: 'arduino', name: 'Arduino', transport: { kind: 'simulated' } }]

const sensors = [
  { id: 'beer', name: 'Beer probe', driver: { kind: 'ds18b20', pin: wiring.oneWire, rom: roms.beer } },
  { id: 'air', name: 'Fridge air probe', driver: { kind: 'ds18b20', pin: wiring.oneWire, rom: roms.fridgeAir } },
  { id: 'wort', name: 'Kettle probe', driver: { kind: 'ds18b20', pin: wiring.oneWire, rom: roms.kettle } },
  { id: 'room', name: 'Room', driver: { kind: 'tmp36', channel: wiring.room } },
  { id: 'kettle-level', name: 'Kettle level switch', driver: { kind: 'digital', pin: wiring.level } },
].map(sensor => ({ board: 'arduino', ...sensor }))

const actuators = [
  {
    id: 'compressor',
    name: 'Fridge compressor',
    use: 'cooler',
    driver: { kind: 'slow-pwm', pin: wiring.compressor, period: 1200 },
    minimumOn: 180,
    minimumOff: 300,
    power: 90,
  },
  {
    id: 'chamber-heater',
    name: 'Chamber heater',
    use: 'heater',
    driver: { kind: 'slow-pwm', pin: wiring.chamberHeater, period: 60 },
    power: 40,
  },
  {
    id: 'element',
    name: 'Kettle element',
    use: 'heater',
    driver: { kind: 'slow-pwm', pin: wiring.kettleElement, period: 4 },
    power: 3500,
  },
  { id: 'pump', name: 'Kettle pump', use: 'pump', driver: { kind: 'relay', pin: wiring.kettlePump }, power: 30 },
].map(actuator => ({ board: 'arduino', ...actuator }))

const vessels = [
  {
    id: 'fermenter',
    name: 'Fermenter',
    kind: 'fermenter',
    sensor: 'beer',
    air: 'air',
    volume: 20,
    heater: 'chamber-heater',
    cooler: 'compressor',
    tuning: { kind: 'pid', gain: 100, integralTime: 14_400, derivativeTime: 0 },
    range: { minimum: 0, maximum: 30 },
  },
  {
    id: 'kettle',
    name: 'Kettle',
    kind: 'kettle',
    sensor: 'wort',
    volume: 30,
    heater: 'element',
    tuning: { kind: 'pid', gain: 30, integralTime: 1200, derivativeTime: 20 },
    changeover: 0,
    range: { minimum: 0, maximum: 100 },
  },
]

const profiles = [
  {
    id: 'ale',
    name: 'Ale',
    by: 'elapsed',
    points: [
      { at: 0, temperature: 18 },
      { at: 4 * day, temperature: 18 },
      { at: 6 * day, temperature: 20, approach: 'ramp' },
      { at: 9 * day, temperature: 20 },
      { at: 11 * day, temperature: 4, approach: 'ramp' },
    ],
  },
  {
    id: 'single-infusion',
    name: 'Single infusion mash',
    by: 'elapsed',
    points: [
      { at: 0, temperature: 67 },
      { at: 75 * 60, temperature: 78 },
    ],
  },
]

const modes: Record<string, Mode> = {
  fermenter: { kind: 'profile', profile: 'ale' },
  kettle: { kind: 'constant', setPoint: 67 },
}

/** Puts the demonstration brewery into an empty store and starts it. */
export async function storeDemo(store: Store, now: number): Promise<void> {
  for (const board of boards) await store.boards.create(BoardBody.parse(board))
  for (const sensor of sensors) await store.sensors.create(SensorBody.parse(sensor))
  for (const actuator of actuators) await store.actuators.create(ActuatorBody.parse(actuator))
  for (const vessel of vessels) await store.vessels.create(VesselBody.parse(vessel))
  for (const profile of profiles) await store.profiles.create(ProfileBody.parse(profile))
  for (const [vessel, mode] of Object.entries(modes)) {
    await store.modes.set(vessel, mode.kind === 'profile' ? { ...mode, startedAt: now } : mode)
  }
  await store.switches.set('pump', 100)
}
