import { setImmediate } from 'node:timers/promises'
import { cleanUp, openHouse } from './house.ts'

afterEach(cleanUp)

test('a kettle that heats is learned, foreseen and played on; what was learned outlives the house until it is forgotten', async () => {
  const house = await openHouse()
  const before = await house.call('GET', '/vessels/kettle/forecast')
  expect(before.body).toMatchObject({ points: [], reachesAt: null })
  expect((await house.call('POST', '/vessels/kettle/dry-run', { profile: mash })).status).toBe(409)
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  await house.until(() => house.brewery.loop('kettle').learned !== null, 6 * 60_000)
  await house.clock.advance(60_000)

  const { body: answer } = await house.call('GET', '/vessels/kettle/learned')
  expect(answer).toMatchObject({ vessel: 'kettle', learned: { kind: 'kettle' } })
  const { body: forecast } = await house.call('GET', '/vessels/kettle/forecast')
  const now = house.clock.now()
  expect(forecast.points.length).toBeGreaterThan(50)
  expect(forecast.reachesAt).toBeGreaterThan(now + 60_000)
  expect(forecast.reasons[0]).toMatchObject({
    kind: 'on-its-way',
    text: expect.stringMatching(/^Heats at full power: there in \d+ min\.$/),
  })
  // It is worked out once for all who ask within half a minute, and anew after a command.
  expect((await house.call('GET', '/vessels/kettle/forecast')).body.points).toEqual(forecast.points)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 30 })
  expect((await house.call('GET', '/vessels/kettle/forecast')).body.points).not.toEqual(forecast.points)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  expect((await house.call('GET', '/vessels/kettle/forecast')).body).toMatchObject({ points: [], reasons: [] })

  const dry = await house.call('POST', '/vessels/kettle/dry-run', { profile: mash, from: 40 })
  expect(dry.status).toBe(200)
  expect(dry.body.reached).toHaveLength(2)
  expect(dry.body.reached[1].reachedAt).toBeGreaterThan(600)
  expect(dry.body.energyKWh).toBeGreaterThan(0.1)
  expect(dry.body.problems).toEqual([])
  expect(house.brewery.mode('kettle')).toEqual({ kind: 'off' })
  const tooHot = { ...mash, points: [{ at: 0, temperature: 120 }] }
  expect((await house.call('POST', '/vessels/kettle/dry-run', { profile: tooHot })).status).toBe(400)
  expect((await house.call('GET', '/vessels/nobody/forecast')).status).toBe(404)

  const { body: known } = await house.call('GET', '/vessels/kettle/learned')
  await house.close()
  const next = await openHouse({ folder: house.folder, clock: house.clock })
  expect((await next.call('GET', '/vessels/kettle/learned')).body).toEqual(known)
  expect((await next.call('DELETE', '/vessels/kettle/learned')).status).toBe(204)
  expect((await next.call('GET', '/vessels/kettle/learned')).body.learned).toBeNull()
  await next.close()
  const last = await openHouse({ folder: house.folder, clock: house.clock })
  expect((await last.call('GET', '/vessels/kettle/learned')).body.learned).toBeNull()
}, 180_000)

test('after time ran faster a vessel is played on from the house’s time, not the wall’s', async () => {
  const house = await openHouse()
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  await house.call('PUT', '/simulations/speed', { factor: 60 })
  while (house.brewery.loop('kettle').learned === null) {
    await house.clock.advance(2)
    // The house's time needs turns of its own between those of the wall's.
    for (let turn = 0; turn < 30; turn++) await setImmediate()
  }
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await house.call('PUT', '/simulations/speed', { factor: 1 })
  await house.clock.advance(5000)
  const dry = await house.call('POST', '/vessels/kettle/dry-run', { profile: mash, from: 30 })
  expect(dry.body.points[1].output).toBe(100)
}, 60_000)

test('the forecast of a slow vessel is worked out anew when it does not come true', async () => {
  const house = await openHouse()
  await house.until(() => house.brewery.loop('fermenter').learned !== null, 60_000)
  const asked = async () => (await house.call('GET', '/vessels/fermenter/forecast')).body
  const first = await asked()
  expect(first.points.length).toBeGreaterThan(50)
  await house.clock.advance(60_000)
  expect((await asked()).at).toBe(first.at)
  // Warm wort is poured in.
  const { fermenter } = house.simulations.of('arduino')!
  house.simulations.of('arduino')!.set({ fermenter: { beer: fermenter.beer + 2, beerProbe: fermenter.beer + 2 } })
  await house.until(() => house.brewery.vessel('fermenter').processValue! > fermenter.beer + 1, 60_000)
  expect((await asked()).at).toBeGreaterThan(first.at)
}, 60_000)

test('the forecast of a schedule is worked out anew when that is edited', async () => {
  const house = await openHouse()
  await house.until(() => house.brewery.loop('fermenter').learned !== null, 60_000)
  const cool = (temperature: number) => ({ name: 'Cool', target: { kind: 'temperature', temperature } })
  await house.call('POST', '/schedules', { id: 'lager', name: 'Lager', kind: 'fermentation', steps: [cool(10)] })
  await house.call('POST', '/vessels/fermenter/schedule/start', { schedule: 'lager' })
  await house.clock.advance(2000)
  const end = async () => (await house.call('GET', '/vessels/fermenter/forecast')).body.points.at(-1).setPoint
  expect(await end()).toBe(10)
  await house.call('PUT', '/schedules/lager', { id: 'lager', name: 'Lager', kind: 'fermentation', steps: [cool(12)] })
  await house.clock.advance(2000)
  expect(await end()).toBe(12)
}, 60_000)

const mash = {
  name: 'Mash',
  points: [
    { at: 0, temperature: 40 },
    { at: 600, temperature: 52 },
  ],
}
