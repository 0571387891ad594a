import type { Alarm } from '../../data/model/alarm.ts'
import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

/** A house in which all is well. */
async function running(config: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(config)
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
  return { house, plants: house.simulations.of('arduino')! }
}

const alarms = async (house: TestHouse, query = ''): Promise<Alarm[]> =>
  (await house.call('GET', `/alarms${query}`)).body.items
const ids = async (house: TestHouse, query = '') => (await alarms(house, query)).map(({ id }) => id)
const journal = async (house: TestHouse, query = '') => (await house.call('GET', `/alarm-journal${query}`)).body

/** Seconds until the list of alarms has one; asked every second. */
async function firstAlarm(house: TestHouse, limit: number): Promise<number> {
  for (let seconds = 0; seconds <= limit; seconds++) {
    if ((await alarms(house)).length > 0) return seconds
    await house.clock.advance(1000)
  }
  throw new Error(`no alarm within ${limit} s`)
}

test('a sensor that is unplugged is one alarm within 15 s, and goes when it is back and somebody has seen it', async () => {
  const { house, plants } = await running()
  const heal = plants.inject({ kind: 'sensor-unplugged', sensor: 'kettle' })
  expect(await firstAlarm(house, 15)).toBeLessThanOrEqual(15)
  await house.clock.advance(60_000)
  expect(await alarms(house)).toMatchObject([
    { id: 'sensor.wort', state: 'unacknowledged', active: true, vessel: 'kettle', priority: 'high', count: 1 },
  ])
  heal()
  await house.clock.advance(20_000)
  expect(await alarms(house)).toMatchObject([{ id: 'sensor.wort', state: 'returned', active: false }])
  await house.call('POST', '/alarms/sensor.wort/acknowledge', { by: 'Ann' })
  expect(await alarms(house)).toEqual([])
}, 60_000)

test.each([false, true])(
  'a board that is unplugged (silently: %s) is exactly one alarm, also when it comes back',
  async silently => {
    const { house, plants } = await running()
    const client = await connect(house.url)
    client.send({ action: 'subscribe', channel: 'alarms' })
    await client.until(heard => heard[0])
    const heal = plants.inject({ kind: 'board-unplugged', silently })
    await house.clock.advance(60_000)
    expect(await alarms(house)).toMatchObject([{ id: 'board.arduino', state: 'unacknowledged', priority: 'urgent' }])
    heal()
    await house.clock.advance(30_000)
    expect(await alarms(house)).toMatchObject([{ id: 'board.arduino', state: 'returned', count: 1 }])
    expect((await journal(house)).items.map(({ event }: { event: string }) => event)).toEqual(['went', 'came'])
    await client.until(heard => heard.length === 3)
    expect(client.heard.slice(1).map(({ data }) => [data.id, data.active])).toEqual([
      ['board.arduino', true],
      ['board.arduino', false],
    ])
  },
  60_000,
)

test('what was wrong before its board was lost is hidden by it, and there again after it', async () => {
  const { house, plants } = await running()
  plants.inject({ kind: 'sensor-unplugged', sensor: 'kettle' })
  await firstAlarm(house, 15)
  const heal = plants.inject({ kind: 'board-unplugged' })
  await house.clock.advance(10_000)
  expect(await ids(house)).toEqual(['board.arduino'])
  expect(await ids(house, '?state=suppressed')).toEqual(['sensor.wort'])
  plants.heal({ kind: 'board-unplugged' })
  heal()
  await house.clock.advance(15_000)
  expect(await alarms(house)).toMatchObject([
    { id: 'board.arduino', state: 'returned' },
    { id: 'sensor.wort', state: 'unacknowledged' },
  ])
}, 60_000)

test('rules for a level switch and a set point that is not reached, made and deleted while it runs', async () => {
  const { house, plants } = await running()
  const level = {
    id: 'too-full',
    name: 'Too full',
    source: { kind: 'sensor', id: 'kettle-level' },
    condition: { kind: 'digital', value: 1 },
    delay: 0,
    priority: 'urgent',
    message: 'High liquid level in the kettle',
  }
  // A kettle that heats without water is an alarm already.
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  plants.set({ kettle: { volume: 5 } })
  await house.clock.advance(2000)
  expect((await house.call('POST', '/alarm-rules', level)).status).toBe(201)
  await house.clock.advance(3000)
  expect(await alarms(house)).toEqual([])
  plants.set({ kettle: { volume: 30 } })
  await house.clock.advance(2000)
  expect(await alarms(house)).toMatchObject([
    { id: 'rule.too-full', message: 'High liquid level in the kettle', priority: 'urgent', vessel: null },
  ])
  expect((await house.call('DELETE', '/alarm-rules/too-full')).status).toBe(204)
  expect(await alarms(house)).toEqual([])

  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  plants.inject({ kind: 'relay-open', relay: 'kettleElement' })
  const slow = {
    id: 'slow',
    name: 'Not reached',
    source: { kind: 'vessel', id: 'kettle' },
    condition: { kind: 'deviation', distance: 2 },
    delay: 60,
  }
  await house.call('POST', '/alarm-rules', slow)
  await house.clock.advance(50_000)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 70 })
  await house.clock.advance(50_000)
  expect(await alarms(house)).toEqual([])
  await house.clock.advance(15_000)
  expect(await alarms(house)).toMatchObject([
    {
      id: 'rule.slow',
      vessel: 'kettle',
      message: expect.stringMatching('Kettle: set point 70.0 °C not reached in 60 s'),
    },
  ])
}, 90_000)

test('rules are kept, versioned and checked', async () => {
  const { house } = await running()
  const rule = {
    id: 'hot',
    name: 'Hot',
    source: { kind: 'vessel', id: 'kettle' },
    condition: { kind: 'high', limit: 90, deadband: 1 },
  }
  const { body } = await house.call('POST', '/alarm-rules', rule)
  expect(body).toEqual({ ...rule, delay: 5, offDelay: 5, priority: 'medium', message: null, version: 1 })
  expect((await house.call('PUT', '/alarm-rules/hot', { ...body, delay: 0 })).body).toMatchObject({
    delay: 0,
    version: 2,
  })
  expect((await house.call('PUT', '/alarm-rules/hot', body)).status).toBe(412)
  const refused = async (more: object) => (await house.call('POST', '/alarm-rules', { ...rule, id: 'x', ...more })).body
  expect(await refused({ source: { kind: 'vessel', id: 'moon' } })).toMatchObject({
    status: 409,
    detail: expect.stringContaining('"moon", which does not exist'),
  })
  expect(await refused({ source: { kind: 'board', id: 'arduino' } })).toMatchObject({ status: 409 })
  expect(
    await refused({ source: { kind: 'sensor', id: 'beer' }, condition: { kind: 'digital', value: 1 } }),
  ).toMatchObject({ status: 409 })
  expect(
    await refused({ source: { kind: 'sensor', id: 'beer' }, condition: { kind: 'deviation', distance: 1 } }),
  ).toMatchObject({ status: 409 })
  expect(await refused({ condition: { kind: 'high', limit: 'hot' } })).toMatchObject({ status: 400 })
  expect(await refused({ delay: -1 })).toMatchObject({ status: 400 })
  expect(await house.call('DELETE', '/vessels/kettle')).toMatchObject({ status: 409 })
  await house.call('DELETE', '/alarm-rules/hot')
  expect((await house.call('GET', '/alarm-rules')).body.items).toEqual([])
}, 60_000)

test('alarms are acknowledged and shelved by REST and by WebSocket; the journal tells who and when', async () => {
  const { house, plants } = await running()
  plants.inject({ kind: 'sensor-unplugged', sensor: 'kettle' })
  plants.inject({ kind: 'sensor-unplugged', sensor: 'beer' })
  await house.clock.advance(15_000)
  expect((await ids(house)).sort()).toEqual(['sensor.beer', 'sensor.wort'])
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'alarms' })
  const say = async (data: unknown) => {
    const id = `say-${client.heard.length}`
    client.send({ action: 'publish', channel: 'alarms', id, data })
    return client.until(heard => heard.find(frame => frame.id === id))
  }

  expect(await say({ acknowledge: 'sensor.beer', by: 'Ann' })).toMatchObject({ action: 'published' })
  expect(await client.until(heard => heard.find(({ data }) => data?.id === 'sensor.beer'))).toMatchObject({
    data: { state: 'acknowledged', acknowledgedBy: 'Ann', acknowledgedAt: house.clock.now(), active: true },
  })
  expect(await say({ acknowledge: 'moon' })).toMatchObject({ action: 'error', code: 'not-found' })
  expect(await say({ acknowledge: 5 })).toMatchObject({ action: 'error', code: 'invalid' })
  expect(await say({ shelve: 'sensor.beer', seconds: 90_000 })).toMatchObject({ action: 'error', code: 'invalid' })
  expect(await say({ acknowledge: true })).toMatchObject({ action: 'published' })
  expect(await ids(house, '?state=unacknowledged')).toEqual([])
  expect(await say({ shelve: 'sensor.beer', seconds: 60, by: 'Bob' })).toMatchObject({ action: 'published' })
  expect(await house.call('POST', '/channels/alarms', { unshelve: 'sensor.beer' })).toMatchObject({ status: 200 })

  const shelved = await house.call('POST', '/alarms/sensor.wort/shelve', { seconds: 30, by: 'Cleo' })
  expect(shelved.body).toMatchObject({ state: 'shelved', shelvedUntil: house.clock.now() + 30_000 })
  expect(await ids(house)).toEqual(['sensor.beer'])
  await house.clock.advance(31_000)
  expect(await ids(house)).toEqual(['sensor.beer', 'sensor.wort'])
  await house.call('POST', '/alarms/sensor.wort/out-of-service', { by: 'Cleo' })
  expect((await house.call('POST', '/alarms/sensor.wort/in-service', {})).body).toMatchObject({ state: 'acknowledged' })
  expect((await house.call('GET', '/alarms/sensor.wort')).body).toMatchObject({ id: 'sensor.wort' })

  const { items } = await journal(house, '?alarm=sensor.wort')
  expect(items.map(({ event, by }: { event: string; by: string | null }) => [event, by])).toEqual([
    ['in-service', 'somebody'],
    ['out-of-service', 'Cleo'],
    ['unshelved', null],
    ['shelved', 'Cleo'],
    ['acknowledged', 'somebody'],
    ['came', null],
  ])
  expect(items[0].at).toBe(house.clock.now())
  const first = await journal(house, '?vessel=kettle&limit=4')
  const rest = await journal(house, `?vessel=kettle&limit=4&before=${first.next}`)
  expect([...first.items, ...rest.items]).toEqual(items)
  expect(rest.next).toBeNull()
  expect((await journal(house, '?text=Bob')).items).toMatchObject([{ alarm: 'sensor.beer', event: 'shelved' }])
  expect((await journal(house, '?priority=low')).items).toEqual([])
  expect((await journal(house, '?source=sensor%20beer&text=100%25')).items).toEqual([])
}, 60_000)

test.each([
  ['POST', '/alarms/moon/acknowledge', {}, 404],
  ['GET', '/alarms/moon', undefined, 404],
  ['GET', '/alarms?state=asleep', undefined, 400],
  ['POST', '/alarms/board.arduino/shelve', {}, 400],
  ['POST', '/alarms/board.arduino/shelve', { seconds: 86_401 }, 400],
  ['POST', '/alarms/board.arduino/acknowledge', { by: '' }, 400],
  ['POST', '/alarms/acknowledge', { who: 'me' }, 400],
  ['GET', '/alarm-journal?limit=0', undefined, 400],
])('%s %s %j → %d', async (method, path, body, status) => {
  const house = await openHouse()
  expect((await house.call(method, path, body)).status).toBe(status)
})

test('a restart forgets neither what nobody has seen nor what is shelved', async () => {
  const { house: first, plants } = await running()
  plants.inject({ kind: 'sensor-unplugged', sensor: 'kettle' })
  await first.clock.advance(15_000)
  await first.call('POST', '/alarms/heartbeat.arduino/out-of-service', { by: 'Ann' })
  const shelf = await first.call('POST', '/alarms/sensor.beer/shelve', { seconds: 60 })
  const [before] = await alarms(first)
  await first.close()

  const second = await openHouse({ folder: first.folder, clock: first.clock })
  expect(await alarms(second)).toEqual([before])
  expect(before).toMatchObject({ id: 'sensor.wort', state: 'unacknowledged', count: 1 })
  // The probe is back in the new house's simulation.
  await second.clock.advance(20_000)
  expect(await alarms(second)).toMatchObject([{ id: 'sensor.wort', state: 'returned', count: 1 }])
  expect(await alarms(second, '?state=shelved')).toMatchObject([
    { id: 'sensor.beer', shelvedUntil: shelf.body.shelvedUntil },
  ])
  expect(await ids(second, '?state=out-of-service')).toEqual(['heartbeat.arduino'])
  await second.clock.advance(60_000 - 20_000)
  expect(await ids(second, '?state=shelved')).toEqual([])
}, 120_000)
