import { setImmediate } from 'node:timers/promises'
import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
}, 60_000)
afterAll(cleanUp)

const faults = '/simulations/arduino/faults'

test('the truth behind a simulated board is told over REST and, each second, on its channel', async () => {
  const { body } = await house.call('GET', '/simulations')
  expect(body).toMatchObject({ items: [{ board: 'arduino', powered: true, faults: [] }], next: null })
  expect(body.items[0]).toMatchObject({
    beer: expect.closeTo(19.2, 0),
    kettle: expect.closeTo(48, 0),
    room: 20,
    kettleVolume: 30,
    level: { enough: true, closed: true },
    relays: { kettlePump: { driven: true, closed: true }, compressor: { driven: false, closed: false } },
    speed: { factor: 1, pace: 1, ahead: 0 },
  })
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'data.simulations.arduino' })
  await client.until(heard => heard[0])
  await house.clock.advance(3000)
  await client.until(heard => heard.filter(({ channel }) => channel === 'data.simulations.arduino').length >= 3)
  client.socket.close()
})

test('a probe that is unplugged is the vessel’s trouble until it is healed', async () => {
  const broken = await house.call('POST', faults, { kind: 'sensor-unplugged', sensor: 'kettle' })
  expect(broken).toMatchObject({ status: 200, body: { faults: [{ kind: 'sensor-unplugged', sensor: 'kettle' }] } })
  await house.until(() => house.brewery.vessel('kettle').quality === 'bad', 30_000)
  await house.until(() => !house.simulations.of('arduino')!.relays.kettleElement.isDriven, 30_000)
  expect(house.brewery.vessel('kettle').reason).toMatch(/\w/)

  const healed = await house.call('DELETE', `${faults}?kind=sensor-unplugged&sensor=kettle`)
  expect(healed).toMatchObject({ status: 200, body: { faults: [] } })
  await house.until(() => house.brewery.vessel('kettle').quality === 'good', 30_000)
  await house.until(() => house.brewery.vessel('kettle').reason === undefined, 60_000)
}, 60_000)

test('a kettle that ran dry is filled again', async () => {
  const dry = await house.call('PUT', '/simulations/arduino/kettle', { volume: 0 })
  expect(dry).toMatchObject({ status: 200, body: { kettleVolume: 0, level: { enough: false } } })
  const full = await house.call('PUT', '/simulations/arduino/kettle', { volume: 30 })
  expect(full).toMatchObject({ status: 200, body: { kettleVolume: 30, kettle: 20, level: { enough: true } } })
  await house.until(() => house.simulations.of('arduino')!.level.isClosed, 5000)
})

test('all faults are healed at once, and a board that lost its cable comes back', async () => {
  await house.call('POST', faults, { kind: 'relay-open', relay: 'kettleElement' })
  await house.call('POST', faults, { kind: 'board-unplugged' })
  await house.until(() => house.brewery.board('arduino').phase === 'lost', 30_000)
  expect((await house.call('GET', '/simulations/arduino')).body).toMatchObject({ powered: false })
  expect((await house.call('DELETE', faults)).body).toMatchObject({ faults: [], powered: true })
  await house.until(() => house.brewery.board('arduino').phase === 'ready', 30_000)
}, 60_000)

test.each([
  ['POST', faults, { kind: 'gremlin' }, 400, 'Invalid'],
  ['POST', faults, { kind: 'sensor-frozen', sensor: 'moon' }, 400, '/sensor'],
  ['POST', '/simulations/moon/faults', { kind: 'board-hung' }, 404, 'there is no board "moon"'],
  ['DELETE', `${faults}?kind=board-unplugged`, undefined, 404, 'has no such fault: kind board-unplugged'],
  ['DELETE', `${faults}?colour=red`, undefined, 400, '/colour'],
  ['PUT', '/simulations/arduino/kettle', { volume: -1 }, 400, '/volume'],
  ['PUT', '/simulations/speed', { factor: 61 }, 400, '/factor'],
  ['PUT', '/simulations/speed', { factor: 0.5 }, 400, '/factor'],
])('%s %s %j is answered with %i', async (method, path, body, status, detail) => {
  const reply = await house.call(method, path, body)
  expect(reply).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } })
})

test('channels of the simulations are the brewery’s own', async () => {
  expect((await house.call('POST', '/channels/data.simulations.arduino', {})).status).toBe(403)
  expect((await house.call('POST', '/vessels', { id: 'simulations', name: 'X' })).status).toBe(400)
})

test('time runs faster for plants, loops and records alike, and never back', async () => {
  const uno = () => house.simulations.of('arduino')!.board.milliseconds
  const before = { at: house.clock.now(), uno: uno() }
  expect((await house.call('PUT', '/simulations/speed', { factor: 60 })).body).toMatchObject({ factor: 60 })
  const ahead = async () => (await house.call('GET', '/simulations/arduino')).body.speed.ahead
  while (uno() < before.uno + 60_000) {
    await house.clock.advance(2)
    // The house's time needs turns of its own between those of the wall's.
    for (let turn = 0; turn < 30; turn++) await setImmediate()
  }
  expect((await house.call('PUT', '/simulations/speed', { factor: 1 })).body).toMatchObject({ factor: 1 })
  const gained = await ahead()
  expect(gained).toBeGreaterThan(30_000)
  expect(house.brewery.vessel('kettle').quality).toBe('good')
  expect(house.brewery.board('arduino').losses).toBe(1)
  await house.clock.advance(5000)
  expect(await ahead()).toBe(gained)

  const { body } = await house.call(
    'GET',
    `/readings/kettle.processValue?from=${before.at}&to=${before.at + 10 * gained}`,
  )
  const times: number[] = body.points.map(({ at }: { at: number }) => at)
  expect(times.at(-1)).toBeGreaterThan(before.at + gained)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
}, 60_000)

test('time does not run faster while a board is real', async () => {
  await house.call('PUT', '/simulations/speed', { factor: 2 })
  await house.call('POST', '/boards', { id: 'uno', name: 'Uno', transport: { kind: 'serial', path: '/dev/nowhere' } })
  expect((await house.call('GET', '/simulations/arduino')).body.speed.factor).toBe(1)
  const refused = await house.call('PUT', '/simulations/speed', { factor: 2 })
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Uno') } })
  expect((await house.call('GET', '/simulations/uno')).status).toBe(404)
  await house.call('DELETE', '/boards/uno')
}, 30_000)

test('the brewery of a board that is deleted ends', async () => {
  await house.call('POST', '/boards', { id: 'second', name: 'Second', transport: { kind: 'simulated' } })
  await house.until(() => house.brewery.board('second').phase === 'ready')
  await house.clock.advance(1000)
  expect((await house.call('GET', '/channels/data.simulations.second')).status).toBe(200)
  await house.call('POST', '/simulations/second/faults', { kind: 'board-unplugged' })
  await house.until(() => house.brewery.board('second').phase === 'lost')
  await house.call('DELETE', '/boards/second')
  expect(house.simulations.of('second')).toBeUndefined()
  await house.clock.advance(2000)
  expect((await house.call('GET', '/channels/data.boards.second')).status).toBe(404)
  const { items } = (await house.call('GET', '/alarms?state=all')).body
  expect(items.filter(({ id }: { id: string }) => id === 'board.second')).toEqual([])
  expect((await house.call('GET', '/channels/data.simulations.second')).status).toBe(404)
}, 30_000)

test('channels are listed with their rates, and forgotten', async () => {
  await house.call('POST', '/channels/chat.brewers', 'hello')
  const names = async () =>
    (await house.call('GET', '/channels')).body.items.map((item: { channel: string }) => item.channel)
  expect(await names()).toEqual(expect.arrayContaining(['chat.brewers', 'data.kettle', 'data.sensors.wort']))
  await house.clock.advance(10_000)
  const { body } = await house.call('GET', '/channels')
  const wort = body.items.find((item: { channel: string }) => item.channel === 'data.sensors.wort')
  expect(wort).toMatchObject({ rate: expect.closeTo(1, 0), sequence: expect.any(Number), at: expect.any(Number) })
  expect((await house.call('DELETE', '/channels/chat.brewers')).status).toBe(204)
  expect(await names()).not.toContain('chat.brewers')
  expect((await house.call('DELETE', '/channels/data.kettle')).status).toBe(403)
}, 30_000)

test('a house that was ahead of the wall goes on there after a restart, and a real board brings it back', async () => {
  await house.call('PUT', '/simulations/speed', { factor: 60 })
  const uno = house.simulations.of('arduino')!.board
  const target = uno.milliseconds + 30_000
  while (uno.milliseconds < target) {
    await house.clock.advance(2)
    for (let turn = 0; turn < 30; turn++) await setImmediate()
  }
  await house.call('PUT', '/simulations/speed', { factor: 1 })
  const { ahead } = (await house.call('GET', '/simulations/arduino')).body.speed
  const { folder, clock } = house
  await house.close()

  house = await openHouse({ folder, clock })
  await house.until(() => house.simulations.of('arduino') !== undefined)
  const again = (await house.call('GET', '/simulations/arduino')).body.speed.ahead
  expect(again).toBeGreaterThan(ahead - 5000)
  await house.close()

  house = await openHouse({ folder, clock, serialPort: '/dev/nowhere' })
  const client = await connect(house.url)
  client.send({ action: 'ping' })
  expect((await client.until(heard => heard[0])).at).toBe(clock.now())
  client.socket.close()
}, 60_000)

test('where nothing is simulated the house is in the wall’s time, whatever was recorded in a time to come', async () => {
  await house.close()
  house = await openHouse({ demo: false })
  const driver = { kind: 'channel', channel: 'tilt', unit: 'celsius' }
  await house.call('POST', '/sensors', { id: 'tilt', name: 'Tilt', driver })
  await house.call('POST', '/channels/tilt', 20)
  const { folder, clock } = house
  await house.close()
  clock.jump(-3_600_000)
  house = await openHouse({ folder, clock, demo: false })
  const client = await connect(house.url)
  client.send({ action: 'ping' })
  expect((await client.until(heard => heard[0])).at).toBe(clock.now())
  client.socket.close()
  expect(await house.call('PUT', '/simulations/speed', { factor: 60 })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('nothing is simulated') },
  })
}, 30_000)
