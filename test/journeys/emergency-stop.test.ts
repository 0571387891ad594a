import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

/** A house in which the kettle heats and the pump runs. */
async function running(config: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(config)
  const plants = house.simulations.of('arduino')!
  await house.until(() => plants.relays.kettleElement.isClosed && plants.relays.kettlePump.isClosed)
  return { house, plants }
}

type Plants = NonNullable<ReturnType<TestHouse['simulations']['of']>>

const closed = (plants: Plants) => Object.values(plants.relays).filter(({ isClosed }) => isClosed).length

test('everything is off at once, nothing can be switched on, and clearing brings nothing back', async () => {
  const { house, plants } = await running()
  const modes = (await house.call('GET', '/vessels/kettle/mode')).body
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'emergency-stop', retained: true })
  await client.until(heard => heard.find(({ data }) => data?.latched === false))
  const stop = await house.call('POST', '/emergency-stop', { by: 'Ann' })
  expect(stop).toMatchObject({ status: 200, body: { latched: true, by: 'Ann', at: house.clock.now() } })
  await house.clock.advance(20)
  expect(closed(plants)).toBe(0)
  await client.until(heard => heard.find(({ data }) => data?.latched === true))
  expect((await house.call('POST', '/emergency-stop')).body).toMatchObject({ by: 'Ann' })
  expect((await house.call('GET', '/alarms/emergency-stop')).body).toMatchObject({
    message: expect.stringMatching(/^The emergency stop was pressed by Ann: everything was switched off/),
  })

  for (const [method, path, body] of [
    ['PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 70 }],
    ['PUT', '/vessels/kettle/mode', { kind: 'manual', output: 100 }],
    ['PUT', '/vessels/fermenter/mode', { kind: 'profile', profile: 'ale' }],
    ['PUT', '/actuators/pump/output', { output: 100 }],
    ['POST', '/actuators/pump/test', { seconds: 5 }],
  ] as const) {
    const refused = await house.call(method, path, body)
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: expect.stringMatching('the emergency stop was pressed by Ann') },
    })
  }
  expect((await house.call('GET', '/vessels/kettle/mode')).body).toEqual(modes)
  expect((await house.call('PUT', '/actuators/pump/output', { output: 0 })).status).toBe(200)
  await house.clock.advance(30_000)
  expect(closed(plants)).toBe(0)
  expect((await house.call('GET', '/vessels/kettle/state')).body.waits).toMatchObject([{ reason: 'emergency-stop' }])
  expect((await house.call('GET', '/alarms')).body.items).toMatchObject([{ id: 'emergency-stop', priority: 'urgent' }])

  expect((await house.call('DELETE', '/emergency-stop?by=Bob')).body).toMatchObject({ latched: false, by: 'Bob' })
  expect((await house.call('DELETE', '/emergency-stop')).status).toBe(409)
  await house.clock.advance(30_000)
  expect(closed(plants)).toBe(0)
  expect((await house.call('GET', '/vessels/kettle/mode')).body).toEqual({ kind: 'off' })
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 70 })
  await house.until(() => plants.relays.kettleElement.isClosed)
}, 60_000)

test('it survives a restart, a kill included', async () => {
  const { house } = await running()
  await house.call('POST', '/emergency-stop', { by: 'Ann' })
  await house.close()
  const next = await openHouse({ folder: house.folder })
  const plants = next.simulations.of('arduino')!
  await next.clock.advance(30_000)
  expect(closed(plants)).toBe(0)
  expect((await next.call('GET', '/emergency-stop')).body).toMatchObject({ latched: true, by: 'Ann' })
  expect((await next.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 70 })).status).toBe(403)
  await next.call('DELETE', '/emergency-stop')
  await next.close()
  const last = await openHouse({ folder: house.folder })
  await last.clock.advance(30_000)
  expect((await last.call('GET', '/emergency-stop')).body).toMatchObject({ latched: false })
  expect(closed(last.simulations.of('arduino')!)).toBe(0)
}, 60_000)

test('it is pressed over WebSocket, by publishing over REST, and by an old client', async () => {
  const { house, plants } = await running()
  const client = await connect(house.url)
  const say = async (data: unknown) => {
    const id = `say-${client.heard.length}`
    client.send({ action: 'publish', channel: 'emergency-stop', id, data })
    return client.until(heard => heard.find(frame => frame.id === id))
  }
  expect(await say({ stop: 'please' })).toMatchObject({ action: 'error', code: 'invalid' })
  expect(await say({ clear: true })).toMatchObject({ action: 'error', code: 'conflict' })
  expect(await say({ stop: true, by: 'Cleo' })).toMatchObject({ action: 'published' })
  await house.clock.advance(20)
  expect(closed(plants)).toBe(0)
  expect(await say({ clear: true })).toMatchObject({ action: 'published' })
  expect((await house.call('POST', '/channels/emergency-stop', { stop: true })).status).toBe(200)
  expect((await house.call('GET', '/emergency-stop')).body).toMatchObject({ latched: true, by: 'somebody' })
  await say({ clear: true })
  const old = await fetch(`${house.url}/publish`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'channel=emergency-stop&data=now',
  })
  expect(await old.text()).toBe('Stopped')
  expect((await house.call('GET', '/emergency-stop')).body).toMatchObject({ latched: true, by: 'an old client' })
  expect((await house.call('POST', '/channels/trips', {})).status).toBe(403)
}, 60_000)

test.each([
  ['/emergency-stop', { by: '' }],
  ['/emergency-stop', { by: 'x'.repeat(61) }],
  ['/emergency-stop', { reason: 'fire' }],
  ['/emergency-stop', null],
  ['/channels/emergency-stop', { stop: true, by: null }],
  ['/channels/emergency-stop', { stop: true, reason: 'fire' }],
])('nobody is kept from it by how he calls himself, or by what else he says: %s %j', async (path, body) => {
  const house = await openHouse({ demo: false })
  expect((await house.call('POST', path, body)).status).toBe(200)
  expect((await house.call('GET', '/emergency-stop')).body).toMatchObject({ latched: true, by: 'somebody' })
})

test('what a pump was told by hand is forgotten when it becomes a heater, or goes', async () => {
  let house = await openHouse()
  const output = () => house.brewery.actuator('pump').output
  const settled = async () => {
    await house.until(() => output() !== null, 60_000)
    await house.clock.advance(5000)
    return output()
  }
  const { version, ...pump } = (await house.call('GET', '/actuators/pump')).body
  await house.until(() => output() === 100, 60_000)
  await house.call('PUT', '/actuators/pump', { ...pump, use: 'heater' })
  expect(await settled()).toBe(0)
  await house.call('POST', '/emergency-stop')
  expect((await house.call('DELETE', '/emergency-stop')).status).toBe(200)
  await house.call('PUT', '/actuators/pump', pump)
  await house.close()
  house = await openHouse({ folder: house.folder })
  expect(await settled()).toBe(0)
  await house.call('PUT', '/actuators/pump/output', { output: 100 })
  await house.until(() => output() === 100, 60_000)
  await house.call('DELETE', '/actuators/pump')
  await house.call('POST', '/actuators', pump)
  expect(await settled()).toBe(0)
})
