import type { Trip } from '../../data/model/safety.ts'
import type { BreweryFault } from '../../data/model/simulation.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { restingFermenter } from '../../hardware/simulator/plants/fermenter.ts'
import { restingKettle } from '../../hardware/simulator/plants/kettle.ts'
import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

/** A house with a master relay before its heaters, both vessels off and believed. */
async function resting(config: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(config)
  const plants = house.simulations.of('arduino')!
  const master = { id: 'master', name: 'Heater contactor', use: 'master', board: 'arduino' }
  await house.call('POST', '/actuators', { ...master, driver: { kind: 'relay', pin: 9 } })
  for (const id of ['kettle', 'fermenter']) await house.call('PUT', `/vessels/${id}/mode`, { kind: 'off' })
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
  return { house, plants }
}

const tell = (house: TestHouse, vessel: string, setPoint: number) =>
  house.call('PUT', `/vessels/${vessel}/mode`, { kind: 'constant', setPoint })
const latched = async (house: TestHouse): Promise<Trip[]> => (await house.call('GET', '/trips?latched=true')).body.items

/** Seconds until the first trip is latched. */
async function firstTrip(house: TestHouse, vessel: string, limit: number): Promise<{ seconds: number; trip: Trip }> {
  for (let seconds = 0; seconds <= limit; seconds += 10) {
    const trip = house.brewery.vessel(vessel).safety?.trips[0]
    if (trip) return { seconds, trip }
    await house.clock.advance(10_000)
  }
  throw new Error(`nothing tripped within ${limit} s`)
}

const isOff = ({ relays }: { relays: Record<string, { isDriven: boolean }> }) =>
  Object.entries(relays).every(([name, { isDriven }]) => name === 'kettlePump' || !isDriven)

const kettleFaults: { fault: BreweryFault; kind: Trip['kind']; within: number; text: RegExp; heat: boolean }[] = [
  {
    fault: { kind: 'relay-open', relay: 'kettleElement' },
    kind: 'no-response',
    within: 420,
    text: /does not rise although Kettle element is on/,
    heat: true,
  },
  {
    fault: { kind: 'sensor-frozen', sensor: 'kettle' },
    kind: 'frozen-sensor',
    within: 420,
    text: /Kettle probe has shown exactly/,
    heat: true,
  },
  {
    fault: { kind: 'relay-welded', relay: 'kettleElement' },
    kind: 'stuck-on',
    within: 600,
    text: /although Kettle element is off.*master relay is open.*welded/,
    heat: false,
  },
]

test.each(kettleFaults)(
  'a kettle with $fault.kind trips within $within s, by name',
  async ({ fault, kind, within, text, heat }) => {
    const { house, plants } = await resting()
    plants.set({ kettle: restingKettle(plants.kettle.bed) })
    if (heat) {
      await tell(house, 'kettle', 90)
      await house.until(() => plants.relays.kettleElement.isDriven)
    }
    plants.inject(fault)
    const { seconds, trip } = await firstTrip(house, 'kettle', within)
    process.stdout.write(`${fault.kind} at the kettle: ${seconds} s\n`)
    expect(trip).toMatchObject({ kind, vessel: 'kettle', actuator: 'element', message: expect.stringMatching(text) })
    expect(isOff(plants)).toBe(true)
    expect(house.brewery.actuator('master').output).toBe(0)
    await house.clock.advance(2000)
    const alarm = (await house.call('GET', `/alarms/trip.${kind}.element`)).body
    expect(alarm).toMatchObject({
      state: 'unacknowledged',
      priority: 'urgent',
      vessel: 'kettle',
      message: trip.message,
    })
  },
  180_000,
)

const fermenterFaults: { fault: BreweryFault; setPoint: number; kind: Trip['kind']; within: number; text: RegExp }[] = [
  {
    fault: { kind: 'relay-open', relay: 'compressor' },
    setPoint: 5,
    kind: 'no-response',
    // Five minutes of minimum rest after the start, and twenty-five in which the air would tell.
    within: 1900,
    text: /does not fall although Fridge compressor is on/,
  },
  {
    fault: { kind: 'relay-open', relay: 'chamberHeater' },
    setPoint: 28,
    kind: 'no-response',
    within: 1000,
    text: /does not rise although Chamber heater is on/,
  },
  {
    fault: { kind: 'relay-welded', relay: 'chamberHeater' },
    setPoint: 0,
    kind: 'stuck-on',
    within: 1000,
    text: /although Chamber heater is off/,
  },
]

test.each(fermenterFaults)(
  'a fermenter with $fault.kind $fault.relay trips within $within s, by name',
  async ({ fault, setPoint, kind, within, text }) => {
    const { house, plants } = await resting()
    const actuator = 'relay' in fault && fault.relay === 'compressor' ? 'compressor' : 'chamber-heater'
    // As after an hour on, where the relay is welded.
    const { beer } = plants.fermenter
    const warm = kind === 'stuck-on' ? { air: beer + 7, airProbe: beer + 7, wall: beer + 6.6, heater: beer + 17 } : {}
    plants.set({ fermenter: { ...restingFermenter(beer), ...warm } })
    plants.inject(fault)
    if (setPoint > 0) await tell(house, 'fermenter', setPoint)
    const { seconds, trip } = await firstTrip(house, 'fermenter', within)
    process.stdout.write(`${fault.kind} ${actuator}: ${seconds} s\n`)
    expect(trip).toMatchObject({ kind, vessel: 'fermenter', actuator, message: expect.stringMatching(text) })
    expect(isOff(plants)).toBe(true)
  },
  300_000,
)

test('values no liquid can have are rejected, counted and shown; a probe that stays unplugged is an alarm, outputs off', async () => {
  const { house, plants } = await resting()
  await tell(house, 'kettle', 90)
  await house.until(() => plants.relays.kettleElement.isDriven)
  plants.set({ kettle: { probe: 99, bed: 99 } })
  await house.clock.advance(4000)
  const jumped = (await house.call('GET', '/vessels/kettle/state')).body as VesselState
  expect(jumped).toMatchObject({ quality: 'bad', reason: expect.stringMatching('jumped from') })
  expect(jumped.safety!.rejected).toBeGreaterThan(1)
  expect(isOff(plants)).toBe(true)
  await house.clock.advance(15_000)
  expect(house.brewery.vessel('kettle').quality).toBe('good')
  plants.set({ kettle: restingKettle(99) })
  plants.inject({ kind: 'sensor-unplugged', sensor: 'kettle' })
  await house.clock.advance(15_000)
  expect(isOff(plants)).toBe(true)
  expect((await house.call('GET', '/alarms')).body.items).toMatchObject([{ id: 'sensor.wort' }])
}, 120_000)

test('the master relay is closed only while a heater may run', async () => {
  const { house } = await resting()
  const master = () => house.brewery.actuator('master').output
  await house.clock.advance(2000)
  expect(master()).toBe(0)
  await tell(house, 'kettle', 60)
  await house.until(() => master() === 100)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await house.until(() => master() === 0)
  await tell(house, 'kettle', 60)
  await house.until(() => master() === 100)
  await house.call('POST', '/emergency-stop', {})
  await house.clock.advance(20)
  expect(master()).toBe(0)
  expect((await house.call('PUT', '/actuators/master/output', { output: 100 })).status).toBe(403)
}, 60_000)

test('a trip is latched over a restart, told on its channel, and reset by somebody', async () => {
  const { house } = await resting()
  const vessel = (await house.call('GET', '/vessels/kettle')).body
  await house.call('PUT', '/vessels/kettle', { ...vessel, limits: { maximum: 30, minimum: null } })
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'trips' })
  await firstTrip(house, 'kettle', 20)
  await client.until(heard => heard.find(({ data }) => data?.kind === 'over-temperature'))
  const [trip] = await latched(house)
  expect(trip).toMatchObject({ id: 1, kind: 'over-temperature', cuts: ['element', 'master'], resetAt: null })
  await house.close()

  const next = await openHouse({ folder: house.folder })
  const plants = next.simulations.of('arduino')!
  await tell(next, 'kettle', 90)
  await next.clock.advance(30_000)
  expect(plants.relays.kettleElement.isDriven).toBe(false)
  expect(next.brewery.vessel('kettle').waits).toMatchObject([{ actuator: 'element', reason: 'trip' }])
  expect((await next.call('POST', '/trips/7/reset', {})).status).toBe(404)
  expect((await next.call('POST', '/trips/1/reset', { by: 'Ann' })).body).toMatchObject({ resetBy: 'Ann' })
  expect((await next.call('POST', '/trips/1/reset')).status).toBe(409)
  // Its cause lasts.
  await next.clock.advance(3000)
  expect(await latched(next)).toMatchObject([{ id: 2, kind: 'over-temperature' }])
  const { version } = (await next.call('GET', '/vessels/kettle')).body
  expect((await next.call('PUT', '/vessels/kettle', { ...vessel, version, limits: null })).status).toBe(200)
  await next.call('POST', '/trips/2/reset', { by: 'Bob' })
  await next.until(() => plants.relays.kettleElement.isDriven)
  expect((await next.call('GET', '/trips?vessel=kettle&limit=1')).body).toMatchObject({ items: [{ id: 2 }], next: '2' })
  expect(next.brewery.vessel('kettle').safety).toBeUndefined()
}, 120_000)
