import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { migrations } from '../../data/migrations/index.ts'
import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

const kinds = ['boards', 'sensors', 'actuators', 'vessels', 'profiles', 'schedules', 'alarm-rules']
const ids = async (house: TestHouse, kind: string): Promise<string[]> =>
  (await house.call('GET', `/${kind}`)).body.items.map(({ id }: { id: string }) => id)
const everything = async (house: TestHouse) => (await Promise.all(kinds.map(kind => ids(house, kind)))).flat()
const series = async (house: TestHouse): Promise<string[]> =>
  (await house.call('GET', '/readings')).body.items.map(({ series }: { series: string }) => series)
const leave = (house: TestHouse) => house.call('DELETE', '/demo')
const look = async (house: TestHouse) => (await house.call('GET', '/demo')).body

/** The demonstration while its kettle heats and its pump runs, noted about and recorded. */
async function runningHouse(): Promise<TestHouse> {
  const house = await openHouse()
  const plants = () => house.simulations.of('arduino')
  await house.until(
    () => Boolean(plants()?.relays.kettleElement.isClosed && plants()?.relays.kettlePump.isClosed),
    60_000,
  )
  await house.call('POST', '/vessels/kettle/notes', { text: 'smells of malt' })
  expect(await series(house)).toContain('kettle.processValue')
  return house
}

test('what the demonstration made is taken back with all that was recorded of it, its outputs off before', async () => {
  const house = await runningHouse()
  expect(await look(house)).toEqual({ standing: true, vessels: ['Fermenter', 'Kettle'], inTheWay: [] })
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'data.actuators', id: 1, retained: true })
  client.send({ action: 'subscribe', channel: 'configuration', id: 2 })
  await client.until(heard => heard.some(({ id }) => id === 2))

  expect(await leave(house)).toMatchObject({ status: 204 })
  const gone = (heard: { channel?: string; data?: { event?: string } }[]) =>
    heard.findIndex(({ channel, data }) => channel === 'configuration.boards' && data?.event === 'deleted')
  await client.until(heard => gone(heard) > -1)
  const before = client.heard.slice(
    0,
    client.heard.findIndex(({ data }) => data?.event === 'deleted'),
  )
  for (const actuator of ['element', 'compressor', 'chamber-heater', 'pump'])
    expect(before.findLast(({ channel }) => channel === `data.actuators.${actuator}`).data.output).toBe(0)

  expect(await everything(house)).toEqual([])
  await house.clock.advance(60_000)
  expect(await series(house)).toEqual([])
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
  expect((await house.call('GET', '/alarm-journal')).body.items).toEqual([])
  expect(await look(house)).toEqual({ standing: false, vessels: [], inTheWay: [] })
  expect(await leave(house)).toMatchObject({ status: 404, body: { detail: 'the demonstration is not here' } })

  // It may be looked at once more, and has no past.
  expect((await house.call('POST', '/demo')).status).toBe(204)
  expect((await look(house)).standing).toBe(true)
  expect((await house.call('GET', '/vessels/kettle/notes')).body.items).toEqual([])
}, 60_000)

test('what the brewer made stays, also what was made of a part of the demonstration', async () => {
  const house = await openHouse({ demo: false })
  await house.call('POST', '/profiles', { id: 'ale', name: 'My ale', points: [{ at: 0, temperature: 19 }] })
  expect((await house.call('POST', '/demo')).status).toBe(204)
  const channel = { id: 'tilt', name: 'Tilt', driver: { kind: 'channel', channel: 'tilt', unit: 'celsius' } }
  expect((await house.call('POST', '/sensors', channel)).status).toBe(201)
  await house.call('POST', '/vessels', { id: 'bucket', name: 'Bucket', sensor: 'tilt' })
  await house.call('POST', '/profiles', { id: 'lager', name: 'Lager', points: [{ at: 0, temperature: 9 }] })
  const { body: mash } = await house.call('GET', '/profiles/single-infusion')
  await house.call('PUT', '/profiles/single-infusion', { ...mash, name: 'My mash' })
  const tilt = { at: house.clock.now(), value: 18 }
  await house.call('POST', '/channels/tilt', tilt.value)
  // A thing that was deleted is the demonstration's no more, whoever makes it again.
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  await house.call('DELETE', '/vessels/fermenter')
  await house.call('POST', '/vessels', { id: 'fermenter', name: 'Barrel' })

  expect(await leave(house)).toMatchObject({ status: 204 })
  expect(await everything(house)).toEqual(['tilt', 'bucket', 'fermenter', 'ale', 'single-infusion', 'lager'])
  expect((await house.call('GET', '/profiles/ale')).body.name).toBe('My ale')
  expect((await look(house)).standing).toBe(false)
})

test('while something of the brewer needs it, all of it stays, and what needs it is said', async () => {
  const house = await runningHouse()
  const probe = { id: 'mine', name: 'My probe', board: 'arduino', driver: { kind: 'tmp36', channel: 1 } }
  expect((await house.call('POST', '/sensors', probe)).status).toBe(201)
  await house.call('POST', '/vessels', { id: 'tank', name: 'Tank', sensor: 'mine' })
  await house.call('PUT', '/vessels/tank/mode', { kind: 'profile', profile: 'ale' })
  const { body: kettle } = await house.call('GET', '/vessels/kettle')
  expect((await house.call('PUT', '/vessels/kettle', { ...kettle, name: 'Mine now', air: 'mine' })).status).toBe(200)
  const rule = { id: 'warm', name: 'Too warm', source: { kind: 'vessel', id: 'fermenter' } }
  const condition = { kind: 'high', limit: 25, deadband: 1 }
  expect(await house.call('POST', '/alarm-rules', { ...rule, condition, priority: 'high' })).toMatchObject({
    status: 201,
  })

  const inTheWay = [
    'sensor “My probe” hangs on its board',
    'vessel “Mine now” uses its “Kettle probe”',
    'vessel “Tank” follows its profile “Ale”',
    'alarm rule “Too warm” watches its “Fermenter”',
  ]
  expect((await look(house)).inTheWay).toEqual(inTheWay)
  const before = await everything(house)
  const { status, body } = await leave(house)
  expect(status).toBe(409)
  expect(body.detail).toBe(`the demonstration is still needed: ${inTheWay.join(', ')}. Change or delete that first`)
  expect(await everything(house)).toEqual(before)
  expect(house.brewery.mode('kettle').kind).toBe('constant')
})

test('on a board that is real now nothing is the demonstration’s', async () => {
  const house = await openHouse()
  const { body: board } = await house.call('GET', '/boards/arduino')
  await house.call('PUT', '/boards/arduino', { ...board, transport: { kind: 'serial', path: '/dev/null-board' } })
  expect(await look(house)).toEqual({ standing: false, vessels: [], inTheWay: [] })
  expect((await leave(house)).status).toBe(404)
  expect(await ids(house, 'vessels')).toEqual(['fermenter', 'kettle'])
})

test('it can be taken back after a restart, also where nobody knew of that when it was set up', async () => {
  const first = await openHouse()
  await first.close()
  const file = new Database(join(first.folder, 'maelstrom.sqlite'))
  const before = migrations.findIndex(({ name }) => name.endsWith('_demonstration'))
  file.exec(`DROP TABLE departed; DROP TABLE demonstration; DROP INDEX vessels_level; ALTER TABLE vessels DROP COLUMN level;
    PRAGMA user_version = ${before}`)
  file.close()
  const house = await openHouse({ folder: first.folder, clock: first.clock })
  expect((await leave(house)).status).toBe(204)
  expect(await everything(house)).toEqual([])
})

const connectUno = (house: TestHouse) =>
  house.call('POST', '/boards', { id: 'uno', name: 'Uno', transport: { kind: 'serial', path: '/dev/nowhere' } })

test.each([
  ['the demonstration is left', leave, 204, 'nothing is simulated any more', []],
  ['a real board joins it', connectUno, 201, 'there is a real board now', ['arduino', 'uno']],
])(
  'where time ran faster and %s the house is opened again, in the wall’s time',
  async (_, act, status, why, boards) => {
    let restarts = 0
    const house = await openHouse({ restart: () => restarts++ })
    const uno = () => house.simulations.of('arduino')?.board.milliseconds ?? 0
    await house.until(() => uno() > 1_000)
    await house.call('PUT', '/simulations/speed', { factor: 60 })
    const target = uno() + 30_000
    while (uno() < target) {
      await house.clock.advance(2)
      for (let turn = 0; turn < 30; turn++) await setImmediate()
    }
    expect((await act(house)).status).toBe(status)
    expect(house.printed.join('\n')).toMatch(`opened again in the wall’s time, because ${why}`)
    await house.until(() => restarts > 0)
    const { folder, clock } = house
    await house.close()

    const again = await openHouse({ folder, clock })
    const client = await connect(again.url)
    client.send({ action: 'ping' })
    expect((await client.until(heard => heard[0])).at).toBe(clock.now())
    client.socket.close()
    expect(await ids(again, 'boards')).toEqual(boards)
    expect(restarts).toBe(1)
  },
  60_000,
)
