import { cleanUp, openHouse, type TestHouse } from './house.ts'

let house: TestHouse

beforeEach(async () => {
  house = await openHouse()
  await house.until(() => house.brewery.board('arduino').heartbeat.state === 'armed')
}, 60_000)
afterEach(cleanUp)

const test10 = (id: string) => house.call('POST', `/actuators/${id}/test`, { seconds: 10 })
const relays = () => house.simulations.of('arduino')!.relays

test('a test moves the relay and ends by itself', async () => {
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  expect(await test10('element')).toMatchObject({ status: 200, body: { actuator: 'element' } })
  await house.until(() => relays().kettleElement.isClosed)
  expect(await house.until(() => !relays().kettleElement.isClosed, 12_000)).toBeLessThanOrEqual(10_000)
  await house.clock.advance(5_000)
  expect(relays().kettleElement.isClosed).toBe(false)
}, 60_000)

test('what a vessel drives is left to it', async () => {
  expect(await test10('element')).toMatchObject({
    status: 403,
    body: { detail: '"element" is driven by vessel "kettle": switch the vessel off to test it' },
  })
  expect((await test10('moon')).status).toBe(404)
  expect((await house.call('POST', '/actuators/pump/test', { seconds: 11 })).status).toBe(400)
}, 60_000)

test('any other command ends a test at once', async () => {
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await test10('element')
  await house.until(() => relays().kettleElement.isClosed)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  expect(await house.until(() => !relays().kettleElement.isClosed)).toBeLessThanOrEqual(1_500)

  await house.call('PUT', '/actuators/pump/output', { output: 0 })
  await house.until(() => !relays().kettlePump.isClosed)
  await test10('pump')
  await house.until(() => relays().kettlePump.isClosed)
  await house.call('PUT', '/actuators/pump/output', { output: 0 })
  expect(await house.until(() => !relays().kettlePump.isClosed)).toBeLessThanOrEqual(1_500)
}, 60_000)

test('rest times hold: a compressor does not start before its time, and its heater not beside it', async () => {
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  await test10('compressor')
  expect(await test10('chamber-heater')).toMatchObject({ status: 409 })
  await house.clock.advance(3_000)
  expect(relays().compressor.isClosed).toBe(false)
  expect((await house.call('GET', '/actuators/compressor/state')).body.waits).toMatchObject([{ reason: 'minimum-off' }])
  await house.clock.advance(310_000)
  await test10('compressor')
  await house.until(() => relays().compressor.isClosed)
  expect(await house.until(() => !relays().compressor.isClosed, 12_000)).toBeLessThanOrEqual(10_000)
}, 120_000)

test('a compressor that no vessel drives stops after its test, minimum time on or not', async () => {
  const { body } = await house.call('GET', '/vessels/fermenter')
  await house.call('PUT', '/vessels/fermenter', { ...body, cooler: null })
  await house.clock.advance(310_000)
  await test10('compressor')
  await house.until(() => relays().compressor.isClosed)
  expect(await house.until(() => !relays().compressor.isClosed, 12_000)).toBeLessThanOrEqual(10_500)
}, 120_000)

test('without its board there is nothing to test', async () => {
  await house.call('PUT', '/boards/arduino', { name: 'A', transport: { kind: 'serial', path: '/dev/nowhere' } })
  await house.clock.advance(2_000)
  expect(await test10('pump')).toMatchObject({ status: 503 })
}, 60_000)
