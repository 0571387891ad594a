import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect as dial, type Socket } from 'node:net'
import { json } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { cleanUp, connect, openHouse } from './house.ts'

let caller: Socket | undefined

afterEach(async () => {
  caller?.destroy()
  await cleanUp()
})

test('what a sensor feels is heard by a client, as is what the client publishes', async () => {
  const house = await openHouse()
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'data', id: 1, retained: true })
  await client.until(heard => heard.find(({ action, id }) => action === 'subscribed' && id === 1))
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
  const event = await client.until(heard =>
    heard.find(({ channel, data }) => channel === 'data.kettle' && data.quality === 'good'),
  )
  expect(event).toMatchObject({
    sequence: expect.any(Number),
    at: expect.any(Number),
    data: { processValue: expect.closeTo(48, 0) },
  })

  client.send({ action: 'subscribe', channel: 'chat' })
  client.send({ action: 'publish', channel: 'chat.brewers', id: 'p', data: { text: 'grain is in' } })
  const published = await client.until(heard => heard.find(({ id }) => id === 'p'))
  const echo = await client.until(heard => heard.find(({ channel, data }) => channel === 'chat.brewers' && data))
  expect(echo.sequence).toBe(published.sequence)
  expect((await house.call('GET', '/channels/chat.brewers')).body.data).toEqual({ text: 'grain is in' })
})

test('a client that was away gets what it missed, and after a restart is told that it cannot', async () => {
  const first = await openHouse()
  const missed = await first.call('POST', '/channels/notes', 1)
  await first.call('POST', '/channels/notes', 2)
  const client = await connect(first.url)
  client.send({ action: 'subscribe', channel: 'notes', since: missed.body.sequence })
  expect(await client.until(heard => heard[1])).toMatchObject({ channel: 'notes', data: 2 })
  expect(client.heard[0]).toMatchObject({ action: 'subscribed', complete: true })
  await first.close()
  expect(await client.until((_, closed) => closed)).toEqual({ code: 1001, reason: 'the server stops' })

  const second = await openHouse({ folder: first.folder })
  const again = await connect(second.url)
  again.send({ action: 'subscribe', channel: 'notes', since: missed.body.sequence + 1 })
  expect(await again.until(heard => heard[0])).toMatchObject({ complete: false })
})

test('a malformed message gets an error event and the socket stays, an oversized or binary one closes it alone', async () => {
  const house = await openHouse()
  const [good, bad, binary] = await Promise.all([connect(house.url), connect(house.url), connect(house.url)])
  bad.send('{nonsense')
  expect(await bad.until(heard => heard[0])).toMatchObject({ action: 'error', code: 'invalid' })
  bad.send({ action: 'ping', id: 1 })
  expect(await bad.until(heard => heard[1])).toMatchObject({ action: 'pong' })
  bad.send(JSON.stringify('x'.repeat(300_000)))
  expect(await bad.until((_, closed) => closed)).toMatchObject({ code: 1009 })
  binary.socket.send(Buffer.from([1, 2, 3]))
  expect(await binary.until((_, closed) => closed)).toMatchObject({ code: 1003 })
  good.send({ action: 'ping', id: 2 })
  expect(await good.until(heard => heard[0])).toMatchObject({ action: 'pong', id: 2 })
})

test('other people’s pages and paths are not let in', async () => {
  const house = await openHouse()
  const status = (path: string, headers: Record<string, string>) =>
    new Promise(resolve => {
      const socket = new WebSocket(house.url.replace('http', 'ws') + path, { headers })
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
    })
  expect(await status('/ws', { Origin: 'http://evil.example' })).toBe(403)
  expect(await status('/ws', { Host: 'evil.example' })).toBe(421)
  expect(await status('/other', {})).toBe(404)
  expect(await status('/ws', { Origin: house.url })).toBe(101)
})

test('whoever is turned away and stays on the line keeps no house from closing', async () => {
  const house = await openHouse({ demo: false })
  caller = dial({ port: Number(new URL(house.url).port), host: '127.0.0.1', allowHalfOpen: true })
  caller.write('GET /other HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  const [answer] = await once(caller, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 404 /)
  await house.close()
})

test('an offer to go on in HTTP/2, as Java’s client makes with each request, is answered as if it were none', async () => {
  const house = await openHouse({ demo: false })
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABk' }
  const ask = (method: string, more: object, body: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(`${house.url}/api/v1/channels/chat`, { method, headers: { ...headers, ...more } }, resolve)
      asked.once('error', reject).end(body)
    })
  expect((await ask('POST', { 'Content-Type': 'application/json' }, '"hello"')).statusCode).toBe(200)
  expect(await json(await ask('GET', {}, ''))).toMatchObject({ data: 'hello' })
})

test('a client that is gone without a word is let go', async () => {
  const house = await openHouse()
  const client = await connect(house.url)
  client.socket.pause()
  await house.clock.advance(41_000)
  client.socket.resume()
  expect(await client.until((_, closed) => closed)).toMatchObject({ code: 1006 })
})
