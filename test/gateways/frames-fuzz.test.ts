import { connect as dial } from 'node:net'
import { cleanUp, connect, openHouse, type TestHouse } from '../journeys/house.ts'
import { fc } from '../random.ts'

afterEach(cleanUp)

const paths = ['/ws', '/socket'] as const

/** A frame as a client may send it, right or wrong in every field. */
const frame = fc
  .record({
    first: fc.oneof(fc.constantFrom(0x81, 0x01, 0x80, 0x88, 0x89, 0x8a, 0x82), fc.integer({ min: 0, max: 255 })),
    masked: fc.boolean(),
    length: fc.option(fc.constantFrom(0, 125, 126, 127), { nil: undefined }),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
      fc.json().map(text => Buffer.from(text)),
      fc.constantFrom('{"action":"subscribe","channel":"data"}', '{"action":"ping"}').map(text => Buffer.from(text)),
    ),
  })
  .map(({ first, masked, length, body }) => {
    const says = length ?? Math.min(body.length, 125)
    return Buffer.concat([Buffer.from([first, (masked ? 0x80 : 0) | says, ...(masked ? [0, 0, 0, 0] : [])]), body])
  })

/** Upgrades, says it all in pieces, and waits until the server has closed or answered a ping of ours. */
function attack(house: TestHouse, path: string, frames: Buffer[], cut: number): Promise<string> {
  const { port } = new URL(house.url)
  return new Promise(done => {
    const socket = dial(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('close', () => done('closed'))
    socket.once('data', () => {
      const bytes = Buffer.concat(frames)
      socket.write(bytes.subarray(0, cut))
      // Whatever state that left it in, an end of ours must end it.
      socket.end(bytes.subarray(cut))
      socket.resume()
    })
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n'),
    )
  })
}

test('whatever bytes come, they end their own connection at most', async () => {
  const house = await openHouse({ demo: false })
  const witness = await connect(house.url)
  witness.send({ action: 'subscribe', channel: 'witness' })
  await witness.until(heard => heard[0])
  const failures: unknown[] = []
  const note = (error: unknown) => failures.push(error)
  process.on('uncaughtExceptionMonitor', note)
  let rounds = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.array(frame, { maxLength: 6 }),
      fc.nat(300),
      async (path, all, cut) => {
        expect(await attack(house, path, all, cut)).toBe('closed')
        rounds += 1
      },
    ),
    { numRuns: 300 },
  )
  process.off('uncaughtExceptionMonitor', note)
  expect(failures).toEqual([])
  await house.call('POST', '/channels/witness', rounds)
  expect(await witness.until(heard => heard[1])).toMatchObject({ channel: 'witness', data: rounds })
  expect(house.printed.filter(line => / error /.test(line))).toEqual([])
})

test('a client that is pinged while much is on its way to it gets both, whole', async () => {
  const house = await openHouse({ demo: false })
  const [client, publisher] = await Promise.all([connect(house.url), connect(house.url)])
  let pings = 0
  client.socket.on('ping', () => {
    pings += 1
  })
  client.send({ action: 'subscribe', channel: 'much' })
  await client.until(heard => heard[0])
  for (let turn = 0; turn < 60; turn++) {
    client.socket.ping()
    const messages = Array.from({ length: 8 }, (_, n) => ({
      channel: 'much',
      data: [turn * 8 + n, 'x'.repeat(20_000)],
    }))
    publisher.send({ action: 'batch', messages })
    await house.clock.advance(1_000)
  }
  await client.until(heard => heard.length === 1 + 480)
  expect(client.heard.slice(1).map(({ data }) => data[0])).toEqual(Array.from({ length: 480 }, (_, n) => n))
  expect(pings).toBeGreaterThanOrEqual(2)
})
