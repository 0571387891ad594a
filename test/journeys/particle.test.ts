import { jest } from '@jest/globals'
import { acceptedRisk } from '../../data/model/actuator.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { host } from '../hardware/network-rig.ts'
import { particleCloud, particleDevice } from '../hardware/particle-device.ts'
import { cleanUp, connect, openHouse } from './house.ts'

// Virtual time is fast, but not on a busy machine.
jest.setTimeout(60_000)

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await cleanUp()
  for (const end of ends.splice(0).reverse()) await end()
})

const token = 'very-secret'

/** An empty house with an emulated device and its cloud around. */
const around = async () => {
  const clock = virtualClock(Date.UTC(2026, 0, 1))
  const device = await particleDevice(clock)
  const cloud = await particleCloud('photon-1', token, () => `${host}:${device.port}`)
  ends.push(
    () => device.close(),
    () => cloud.close(),
  )
  const house = await openHouse({ demo: false, clock })
  const address = { kind: 'cloud', deviceId: 'photon-1', api: cloud.api }
  const board = { id: 'photon', name: 'Photon', transport: { kind: 'particle', address } }
  const withToken = { ...board, transport: { kind: 'particle', address: { ...address, accessToken: token } } }
  return { clock, device, cloud, house, address, board, withToken }
}

test('a reading comes from it and a relay moves on it', async () => {
  const { device, house, withToken } = await around()
  device.setVoltage(0, 0.7)
  expect((await house.call('POST', '/boards', withToken)).status).toBe(201)
  await house.until(() => house.brewery.board('photon').phase === 'ready', 60_000)
  const driver = { kind: 'tmp36', channel: 0 }
  await house.call('POST', '/sensors', { id: 'beer', name: 'Beer', board: 'photon', driver })
  await house.call('POST', '/vessels', { id: 'tank', name: 'Tank', sensor: 'beer' })
  await house.until(() => house.brewery.vessel('tank').quality === 'good', 60_000)
  expect(house.brewery.vessel('tank').processValue).toBeCloseTo(20, 1)

  const relay = (id: string, use: string, pin: number, more = {}) =>
    house.call('POST', '/actuators', { id, name: id, use, board: 'photon', driver: { kind: 'relay', pin }, ...more })
  await relay('pump', 'pump', 2)
  await house.call('PUT', '/actuators/pump/output', { output: 100 })
  await house.until(() => device.drives(2) === 255, 2000)

  // It has no heartbeat: a heater stays off until its risk is accepted.
  const { body: belt } = await relay('belt', 'heater', 3)
  const { body: tank } = await house.call('GET', '/vessels/tank')
  await house.call('PUT', '/vessels/tank', { ...tank, heater: 'belt' })
  await house.call('PUT', '/vessels/tank/mode', { kind: 'constant', setPoint: 40 })
  await house.clock.advance(10_000)
  expect(device.drives(3)).toBe(0)
  expect(house.brewery.actuator('belt').waits).toMatchObject([{ reason: 'heartbeat' }])
  await house.call('PUT', '/actuators/belt', { ...belt, risk: acceptedRisk })
  await house.until(() => device.drives(3) === 255, 60_000)
  expect(device.drives(2)).toBe(255)

  const probe = { id: 'probe', name: 'Probe', board: 'photon', driver: { kind: 'ds18b20', pin: 4 } }
  expect(await house.call('POST', '/sensors', probe)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('needs 1-Wire, which board "photon" does not have') },
  })
  await house.close()
  expect([2, 3].map(device.drives)).toEqual([0, 0])
})

test('the access token is written and never shown', async () => {
  const { house, device, board, withToken, cloud } = await around()
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'configuration' })
  client.send({ action: 'subscribe', channel: 'logs' })
  client.send({ action: 'subscribe', channel: 'data' })
  const answers = [await house.call('POST', '/boards', withToken)]
  await house.until(() => house.brewery.board('photon').phase === 'ready', 60_000)
  const read = await house.call('GET', '/boards/photon')
  answers.push(read, await house.call('GET', '/boards'), await house.call('GET', '/channels/configuration.boards'))
  expect(read.body).toEqual({ ...board, version: 1 })

  // What was read is sent back with another name: the token stays, and so does the connection.
  const renamed = await house.call('PUT', '/boards/photon', { ...read.body, name: 'Cellar' })
  expect(renamed).toMatchObject({ status: 200, body: { name: 'Cellar', version: 2 } })
  await house.clock.advance(2000)
  expect(house.brewery.board('photon')).toMatchObject({ phase: 'ready', losses: 0 })
  expect(cloud.asked).toHaveLength(1)
  await client.until(heard => heard.filter(({ channel }) => channel === 'configuration.boards').length === 2)
  answers.push(renamed, await house.call('GET', '/logs'))
  await house.close()
  expect(JSON.stringify([answers, client.heard, house.printed])).not.toContain(token)

  const again = await openHouse({ folder: house.folder, clock: house.clock })
  await again.until(() => again.brewery.board('photon').phase === 'ready', 60_000)
  expect((await again.call('GET', '/boards')).body.items).toEqual([{ ...board, name: 'Cellar', version: 2 }])
  expect(device.connected()).toBe(true)
})

test('a token is not sent elsewhere because of a change that leaves it out', async () => {
  const { house, board, withToken, address } = await around()
  expect(await house.call('POST', '/boards', board)).toMatchObject({
    status: 400,
    body: { issues: [{ pointer: '/transport/address/accessToken' }] },
  })
  await house.call('POST', '/boards', withToken)
  for (const change of [{ api: 'http://evil.example' }, { deviceId: 'other' }]) {
    const moved = { ...board, transport: { kind: 'particle', address: { ...address, ...change } } }
    expect((await house.call('PUT', '/boards/photon', moved)).status).toBe(400)
  }
  expect((await house.call('GET', '/boards/photon')).body).toEqual({ ...board, version: 1 })
})

test.each([
  [{ kind: 'tcp', host: 'a b' }, '/transport/host: expected a host name'],
  [{ kind: 'tcp', host: 'esp', port: 0 }, '/transport/port: '],
  [{ kind: 'particle', address: { kind: 'direct' } }, '/transport/address/host: '],
  [{ kind: 'particle', address: { kind: 'cloud', deviceId: '../x', accessToken: 't' } }, '/transport/address/deviceId'],
  [{ kind: 'particle', address: { kind: 'cloud', deviceId: 'x', accessToken: 'a b' } }, '/transport/address/accessT'],
  [{ kind: 'particle', address: { kind: 'cloud', deviceId: 'x', api: 'ftp://x' } }, '/transport/address/api: '],
])('%j is refused', async (transport, detail) => {
  const { house } = await around()
  expect(await house.call('POST', '/boards', { id: 'b', name: 'B', transport })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining(detail) },
  })
})
