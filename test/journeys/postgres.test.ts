import { once } from 'node:events'
import { openPostgresServer, type PostgresServer } from '../data/postgres-server.ts'
import { eventually } from '../eventually.ts'
import { cleanUp, openHouse, temporaryFolder } from './house.ts'
import { killHouses, startHouse } from './process.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await openPostgresServer()
}, 60_000)
afterAll(() => server?.stop())
afterEach(async () => {
  killHouses()
  await cleanUp()
})

test('the house brews on while PostgreSQL is away, and no reading is missing afterwards', async () => {
  const house = await openHouse({ database: await server.place(temporaryFolder()) })
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
  expect((await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 60 })).status).toBe(200)
  await house.clock.advance(20_000)
  expect((await house.call('GET', '/about')).body).toMatchObject({ database: 'PostgreSQL' })
  expect((await house.call('GET', '/backup')).body.detail).toContain('pg_dump')
  // Trips that SQLite would merely not find, and PostgreSQL has no numbers for.
  for (const trip of ['x', '1.5', '1e30'])
    expect((await house.call('POST', `/trips/${trip}/reset`, { by: 'Ann' })).status).toBe(404)

  await server.signal('SIGKILL')
  const alarm = async () => (await house.call('GET', '/alarms/database')).body
  await eventually(async () => (await alarm()).standing, 'the alarm')
  expect((await alarm()).message).toContain('Control goes on')
  const warm = house.brewery.vessel('kettle').processValue!
  await house.clock.advance(60_000)
  expect(house.brewery.vessel('kettle').processValue!).toBeGreaterThan(warm + 0.5)
  for (const [method, path, body] of [
    ['PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 90 }],
    ['GET', '/readings/sensors.wort', undefined],
    ['GET', '/logs', undefined],
  ] as const)
    expect(await house.call(method, path, body)).toMatchObject({ status: 503 })
  expect(house.brewery.vessel('kettle').setPoint).toBe(60)
  // A sentence in the log, and an acknowledgement, are kept none the less.
  expect((await house.call('POST', '/alarms/database/acknowledge', { by: 'Ann' })).status).toBe(200)

  await server.start()
  await eventually(async () => !(await alarm()).standing, 'the alarm to go')
  await house.clock.advance(10_000)
  expect((await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 62 })).status).toBe(200)
  const { points } = (await house.call('GET', '/readings/sensors.wort?limit=10000')).body
  const gaps = points.slice(1).map(({ at }: { at: number }, n: number) => at - points[n].at)
  expect(points.length).toBeGreaterThan(80)
  expect(Math.max(...gaps)).toBeLessThan(3_000)
  const journal = (await house.call('GET', '/alarm-journal?alarm=database')).body.items
  expect(journal.map(({ event }: { event: string }) => event)).toEqual(['went', 'acknowledged', 'came'])
  expect(house.printed.join('\n')).not.toMatch(/cret/)
}, 120_000)

test('what was answered is there after kill -9 of the program', async () => {
  const url = await server.place(temporaryFolder())
  const put = (house: string, setPoint: number) =>
    fetch(`${house}/api/v1/vessels/kettle/mode`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind: 'constant', setPoint }),
    })
  const first = await startHouse(url)
  let answered = 0
  for (let setPoint = 40; setPoint < 60; setPoint++)
    if ((await put(first.url, setPoint)).status === 200) answered = setPoint
  first.house.kill('SIGKILL')
  await once(first.house, 'exit')
  const second = await startHouse(url)
  const mode = (await (await fetch(`${second.url}/api/v1/vessels/kettle/mode`)).json()) as unknown
  expect([answered, mode]).toEqual([59, { kind: 'constant', setPoint: 59 }])
}, 120_000)
