import { WebSocket } from 'ws'
import { standardLimits } from '../../data/model/limits.ts'
import { cleanUp, connect, openHouse } from './house.ts'

afterEach(cleanUp)

const limits = { ...standardLimits, messageRate: 10, messageBurst: 20, connectionsPerAddress: 3 }

test('who publishes too often over REST is told when to come back', async () => {
  const house = await openHouse({ demo: false, limits })
  for (let n = 0; n < 20; n++) expect((await house.call('POST', '/channels/chat', n)).status).toBe(200)
  const response = await fetch(`${house.url}/api/v1/channels/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '20',
  })
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await response.json()).toMatchObject({ code: 'too-many', detail: expect.stringContaining('try again in 1 s') })
  expect((await house.call('GET', '/channels/chat')).body.data).toBe(19)
  await house.clock.advance(100)
  expect((await house.call('POST', '/channels/chat', 21)).status).toBe(200)
  expect((await house.call('POST', '/channels/chat', 22)).status).toBe(429)
  expect((await fetch(`${house.url}/publish?channel=logs&data=x`, { method: 'POST' })).status).toBe(429)
})

test('and over WebSocket, each connection for itself', async () => {
  const house = await openHouse({ demo: false, limits })
  const [eager, other] = await Promise.all([connect(house.url), connect(house.url)])
  for (let id = 0; id < 22; id++) eager.send({ action: 'publish', channel: 'chat', id, data: id })
  await eager.until(heard => heard.length === 22)
  expect(eager.heard.map(({ action, id }) => [action, id])).toEqual(
    Array.from({ length: 22 }, (_, id) => [id < 20 ? 'published' : 'error', id]),
  )
  expect(eager.heard.at(-1)).toMatchObject({ code: 'too-many', retryAfter: 1 })
  other.send({ action: 'publish', channel: 'chat', id: 1, data: 1 })
  expect(await other.until(heard => heard[0])).toMatchObject({ action: 'published' })
})

test('a batch is published whole or not at all, through both doors', async () => {
  const house = await openHouse({ demo: false, limits })
  const [client, listener] = await Promise.all([connect(house.url), connect(house.url)])
  listener.send({ action: 'subscribe', channel: 'chat' })
  await listener.until(heard => heard[0])
  const messages = (...names: string[]) => names.map(name => ({ channel: `chat.${name}`, data: name }))

  client.send({ action: 'batch', id: 1, messages: messages('a', 'b') })
  const { sequences } = await client.until(heard => heard.find(({ id }) => id === 1))
  expect(sequences).toEqual([sequences[0], sequences[0] + 1])
  const posted = await house.call('POST', '/channels', messages('c', 'd'))
  expect(posted).toMatchObject({ status: 200, body: { sequences: [sequences[0] + 2, sequences[0] + 3] } })
  await listener.until(heard => heard.length === 5)
  expect(listener.heard.slice(1).map(({ data }) => data)).toEqual(['a', 'b', 'c', 'd'])

  const own = [...messages('e'), { channel: 'configuration.vessels', data: 1 }]
  const command = [...messages('e'), { channel: 'alarms', data: { acknowledge: true } }]
  for (const [batch, status, code] of [
    [own, 403, 'refused'],
    [command, 400, 'invalid'],
    [[...messages('e', 'f'), { channel: 'alarms', data: { id: 'ghost' } }], 403, 'refused'],
    [[...messages('e'), { channel: 'no good', data: 1 }], 400, 'invalid'],
    [[], 400, 'invalid'],
    [Array.from({ length: 21 }, () => messages('e')[0]), 400, 'invalid'],
    [Array.from({ length: 19 }, () => messages('e')[0]), 429, 'too-many'],
  ] as const) {
    expect(await house.call('POST', '/channels', batch)).toMatchObject({ status, body: { code } })
    client.send({ action: 'batch', id: `${status}-${batch.length}`, messages: batch })
    expect(await client.until(heard => heard.find(({ id }) => id === `${status}-${batch.length}`))).toMatchObject({
      action: 'error',
      code,
    })
  }
  expect((await house.call('GET', '/channels/chat.e')).status).toBe(404)
  client.send({ action: 'ping', id: 'last' })
  await client.until(heard => heard.find(({ id, code }) => id === 'last' || code))
  expect(listener.heard).toHaveLength(5)
})

test('one address opens so many WebSockets and no more, until one is closed', async () => {
  const house = await openHouse({ demo: false, limits })
  const clients = await Promise.all([1, 2, 3].map(() => connect(house.url)))
  const attempt = (path: string) =>
    new Promise<unknown[]>(resolve => {
      const socket = new WebSocket(house.url.replace('http', 'ws') + path)
      socket.on('unexpected-response', (_, { statusCode, headers }) => resolve([statusCode, headers['retry-after']]))
      socket.on('open', () => {
        socket.terminate()
        resolve([101])
      })
      // What is refused breaks off.
      socket.on('error', () => undefined)
    })
  for (const path of ['/ws', '/socket']) expect(await attempt(path)).toEqual([429, '10'])
  clients[0]!.socket.close()
  await clients[0]!.until((_, closed) => closed)
  await house.until(() => true)
  expect(await attempt('/ws')).toEqual([101])
})

test('messages are nested so deep and no deeper', async () => {
  const house = await openHouse({ demo: false })
  const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
  expect((await house.call('POST', '/channels/chat', nested(32))).status).toBe(200)
  expect((await house.call('POST', '/channels/chat', nested(33))).status).toBe(400)
  const said = { channel: 'chat', data: 'said' }
  for (const other of [{ channel: 'chat', data: nested(33) }, { channel: 'chat' }])
    expect((await house.call('POST', '/channels', [said, other])).status).toBe(400)
  expect((await house.call('GET', '/channels/chat')).body).toMatchObject({ data: nested(32) })
  const client = await connect(house.url)
  client.send(`{"action":"publish","id":1,"channel":"chat","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  expect(await client.until(heard => heard[0])).toMatchObject({ action: 'error', id: 1, code: 'invalid' })
})

test('a script that fills all channels takes the word from itself, not from the house', async () => {
  const house = await openHouse({ demo: false, limits: { ...standardLimits, messageBurst: 20_000 } })
  const client = await connect(house.url)
  for (const channel of ['configuration', 'trips', 'emergency-stop']) client.send({ action: 'subscribe', channel })
  let taken = 200
  for (let batch = 0; taken === 200; batch++) {
    const messages = Array.from({ length: 500 }, (_, n) => ({ channel: `chat.${batch}-${n}`, data: n }))
    taken = (await house.call('POST', '/channels', messages)).status
  }
  expect(taken).toBe(403)
  for (let n = 0; (await house.call('POST', `/channels/more-${n}`, n)).status === 200; n++);
  const vessel = { id: 'bucket', name: 'Bucket', kind: 'fermenter' }
  expect((await house.call('POST', '/vessels', vessel)).status).toBe(201)
  expect(await client.until(heard => heard.find(({ channel }) => channel === 'configuration.vessels'))).toBeTruthy()
  expect((await house.call('POST', '/channels/emergency-stop', { stop: true })).status).toBe(200)
  expect(await client.until(heard => heard.find(({ data }) => data?.latched))).toBeTruthy()
})
