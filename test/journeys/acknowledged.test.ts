import { once } from 'node:events'
import { join } from 'node:path'
import { openStore } from '../../data/open.ts'
import { cleanUp, connect, temporaryFolder } from './house.ts'
import { killHouses, startHouse } from './process.ts'

afterEach(async () => {
  killHouses()
  await cleanUp()
})

const post = (url: string, path: string, body: unknown) =>
  fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

test('what was answered over REST or WebSocket is there after kill -9', async () => {
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  const acknowledged = { rest: [] as number[], socket: [] as number[], logs: [] as string[] }
  let value = 0
  for (const enough of [1, 40, 150]) {
    const { house, url } = await startHouse(database, '--no-demo')
    for (const door of ['rest', 'socket'])
      await post(url, '/sensors', {
        id: door,
        name: door,
        driver: { kind: 'channel', channel: `from.${door}`, unit: 'none' },
      })
    const client = await connect(url)
    const asked = new Map<number, number>()
    client.socket.on('message', text => {
      const { action, id } = JSON.parse(String(text))
      if (action === 'published') acknowledged.socket.push(asked.get(id)!)
    })
    const gone = once(house, 'exit')
    const before = acknowledged.rest.length + acknowledged.socket.length
    const speak = async (): Promise<void> => {
      for (;;) {
        const next = ++value
        asked.set(next, next)
        client.send({ action: 'publish', id: next, channel: 'from.socket', data: next })
        const answer = await post(url, '/channels/from.rest', next).catch(() => null)
        if (answer?.status !== 200) return
        acknowledged.rest.push(next)
        const entry = { at: Date.now(), level: 'info', source: 'a script', message: `entry ${next}` }
        const logged = await post(url, '/channels/logs', entry).catch(() => null)
        if (logged?.status === 200) acknowledged.logs.push(entry.message)
        if (acknowledged.rest.length + acknowledged.socket.length >= before + enough) house.kill('SIGKILL')
      }
    }
    await Promise.all([speak(), speak(), speak(), gone])
    client.socket.terminate()
  }
  const store = await openStore({ database, now: Date.now })
  const kept = async (series: string) =>
    (await store.readings.points({ series, from: 0, to: 1e15, limit: 1e6 })).map(point => point.value)
  const logs = (await store.logs.find({ limit: 100_000, source: 'a script' })).map(({ message }) => message)
  // Messages of the three within one millisecond are one point, the last one's.
  const lost = (sent: number[], found: number[]) =>
    sent.filter(one => ![0, 1, 2, 3].some(later => found.includes(one + later)))
  expect(lost(acknowledged.rest, await kept('sensors.rest'))).toEqual([])
  expect(lost(acknowledged.socket, await kept('sensors.socket'))).toEqual([])
  expect(acknowledged.logs.filter(message => !logs.includes(message))).toEqual([])
  expect(acknowledged.rest.length).toBeGreaterThan(50)
  expect(acknowledged.socket.length).toBeGreaterThan(50)
  await store.close()
}, 60_000)
