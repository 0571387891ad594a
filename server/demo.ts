import { ActuatorBody } from '../data/model/actuator.ts'
import { BoardBody } from '../data/model/board.ts'
import { Fault } from '../data/model/fault.ts'
import { idFor } from '../data/model/naming.ts'
import { ProfileBody } from '../data/model/profile.ts'
import { SensorBody } from '../data/model/sensor.ts'
import type { Id, Instant } from '../data/model/units.ts'
import { type Mode, VesselBody } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import { roms, wiring } from '../hardware/simulator/wiring.ts'
import type { Brewery } from './brewery.ts'
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
    volume: 30,
    heater: 'element',
    tuning: { kind: 'kettle' },
    changeover: 0,
    range: { minimum: 0, maximum: 100 },
  },
]

const profiles = ['ale', 'single-infusion'].map(id => {
  const { description: _, ...profile } = profileTemplates.find(template => template.id === id)!
  return profile
})

/** Where the demonstration is put: into a store, or into a house that is open. */
interface Furnishing {
  create(kind: 'boards' | 'sensors' | 'actuators' | 'vessels' | 'profiles', body: unknown): Promise<unknown>
  setMode(vessel: Id, mode: Mode): Promise<unknown>
  setOutput(actuator: Id, output: number): Promise<unknown>
}

/** Sets the demonstration brewery up and starts it; ids of profiles in `taken` are left alone. */
async function furnish({ create, setMode, setOutput }: Furnishing, now: Instant, taken: readonly Id[]): Promise<void> {
  const idOf = (profile: { id: Id }) => idFor(profile.id, taken)
  for (const board of boards) await create('boards', BoardBody.parse(board))
  for (const sensor of sensors) await create('sensors', SensorBody.parse(sensor))
  for (const actuator of actuators) await create('actuators', ActuatorBody.parse(actuator))
  for (const vessel of vessels) await create('vessels', VesselBody.parse(vessel))
  for (const profile of profiles) await create('profiles', ProfileBody.parse({ ...profile, id: idOf(profile) }))
  // The yeast was pitched a minute ago: nobody has to be told.
  await setMode('fermenter', { kind: 'profile', profile: idOf({ id: 'ale' }), startedAt: now - 60_000 })
  await setMode('kettle', { kind: 'constant', setPoint: 67 })
  await setOutput('pump', 100)
}

/** Puts the demonstration brewery into an empty store. */
export function storeDemo(store: Store, now: Instant): Promise<void> {
  const create: Furnishing['create'] = (kind, body) => store[kind].create(body as never)
  return furnish({ create, setMode: store.modes.set, setOutput: store.switches.set }, now, [])
}

/** Lets an open house that has nothing in it look at the demonstration. Fails with `conflict` when there is something. */
export async function openDemo(brewery: Brewery, now: Instant): Promise<void> {
  const { configuration } = brewery
  const { plan } = configuration
  const there = (['boards', 'sensors', 'actuators', 'vessels'] as const).find(kind => plan[kind].length > 0)
  if (there) throw new Fault('conflict', `the demonstration needs an empty house: there are ${there} here`)
  const house: Furnishing = {
    create: (kind, body) => configuration.create(kind, body as never),
    setMode: (vessel, mode) => brewery.setMode(vessel, mode),
    setOutput: (actuator, output) => brewery.setOutput(actuator, output),
  }
  await furnish(
    house,
    now,
    plan.profiles.map(({ id }) => id),
  )
}
