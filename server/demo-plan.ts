import { ActuatorBody } from '../data/model/actuator.ts'
import { BoardBody } from '../data/model/board.ts'
import type { Made } from '../data/model/demonstration.ts'
import { idFor } from '../data/model/naming.ts'
import { ProfileBody } from '../data/model/profile.ts'
import { SensorBody } from '../data/model/sensor.ts'
import type { Id } from '../data/model/units.ts'
import { VesselBody } from '../data/model/vessel.ts'
import { roms, wiring } from '../hardware/simulator/wiring.ts'
import { profileTemplates } from './profile-templates.ts'

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
    tuning: { kind: 'chamber' },
    range: { minimum: 0, maximum: 30 },
  },
  {
    id: 'kettle',
    name: 'Kettle',
    kind: 'kettle',
    sensor: 'wort',
    level: 'kettle-level',
    volume: 30,
    heater: 'element',
    tuning: { kind: 'kettle' },
    changeover: 0,
    range: { minimum: 0, maximum: 100 },
  },
]

const profiles = ['ale', 'single-infusion'].map(id => {
  const { description: _, ...profile } = profileTemplates('celsius').find(template => template.id === id)!
  return profile
})

/** A thing of the demonstration as it is sent. */
export interface Part {
  kind: Made['kind']
  body: { id: Id }
}

/** All of it in the order it is made; ids of profiles in `taken` are left alone. */
export function demoParts(taken: readonly Id[]): Part[] {
  const of = (kind: Part['kind'], things: readonly object[], parse: (thing: object) => Part['body']) =>
    things.map(thing => ({ kind, body: parse(thing) }))
  return [
    ...of('boards', boards, board => BoardBody.parse(board)),
    ...of('sensors', sensors, sensor => SensorBody.parse(sensor)),
    ...of('actuators', actuators, actuator => ActuatorBody.parse(actuator)),
    ...of('vessels', vessels, vessel => VesselBody.parse(vessel)),
    ...profiles.map(profile => ({
      kind: 'profiles' as const,
      body: ProfileBody.parse({ ...profile, id: idFor(profile.id, taken) }),
    })),
  ]
}
