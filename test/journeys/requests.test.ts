import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { cleanUp, openHouse, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse({ demo: false })
})
afterAll(cleanUp)

/** Sends bytes as they are, and nothing more; answers what comes until the other side is done. */
async function say(...lines: string[]): Promise<string> {
  const socket = connect({ port: Number(new URL(house.url).port), host: '127.0.0.1', allowHalfOpen: true })
  socket.end(lines.join('\r\n'))
  return text(socket)
}
const json = ['Host: localhost', 'Content-Type: application/json', 'Connection: close']

test('a body that is said to be JSON and does not come is empty, not of another type', async () => {
  expect(await say('POST /api/v1/channels/chat HTTP/1.1', ...json, '', '')).toMatch(
    /^HTTP\/1.1 400 .*the body is empty: expected JSON/s,
  )
})

test('a name in the alphabet of a Windows terminal is refused rather than kept without its umlauts', async () => {
  const send = (text: string, encoding: BufferEncoding) =>
    fetch(`${house.url}/api/v1/channels/chat`, {
      method: 'POST',
      body: Buffer.from(text, encoding),
      headers: { 'Content-Type': 'application/json' },
    })
  const foreign = await send('"Märzen"', 'latin1')
  expect([foreign.status, await foreign.json()]).toMatchObject([400, { detail: expect.stringContaining('not UTF-8') }])
  for (const text of ['"Märzen"', '"\ufffd"']) expect((await send(text, 'utf8')).status).toBe(200)
  expect((await house.call('GET', '/channels/chat')).body.data).toBe('\ufffd')
})

test.each([
  ['a form', 'application/x-www-form-urlencoded', 'by=Ann'],
  ['no JSON', 'application/json', "{'by': Ann}"],
  ['an empty line', 'application/json', '\r\n'],
  ['of another alphabet', 'application/json', '{"by":"\xe4"}'],
  ['too long', 'application/json', `"${'x'.repeat(1_100_000)}"`],
])('an emergency stop is done though its body is %s', async (_, type, body) => {
  const stop = { method: 'POST', headers: { 'Content-Type': type }, body: Buffer.from(body, 'latin1') }
  expect((await fetch(`${house.url}/api/v1/emergency-stop`, stop)).status).toBe(200)
  expect((await house.call('DELETE', '/emergency-stop')).status).toBe(200)
})

test('a body that breaks off is no error of the house', async () => {
  expect(await say('POST /api/v1/channels/chat HTTP/1.1', ...json, 'Content-Length: 50', '', '{"text":')).toMatch('400')
  await house.call('GET', '/about')
  expect(house.printed.filter(line => line.includes(' error '))).toEqual([])
})

test('a device that speaks HTTP/1.0 without a Host is heard', async () => {
  expect(await say('POST /publish?channel=logs&data=hello HTTP/1.0', 'Content-Length: 0', '', '')).toMatch(/Posted$/)
})

test('what is not newer is not described anew either', async () => {
  const ask = (version: string) =>
    say('HEAD /api/v1/settings HTTP/1.1', 'Host: localhost', 'Connection: close', `If-None-Match: ${version}`, '', '')
  expect(await ask('"1"')).toMatch(/^HTTP\/1.1 304 /)
  expect(await ask('"7"')).toMatch(/^HTTP\/1.1 200 /)
})

test.each(['/ws', '/socket'])('%s says that it is a WebSocket, and what a proxy has to do', async path => {
  const answer = await fetch(house.url + path)
  expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket'])
  expect(await answer.json()).toMatchObject({
    detail: expect.stringContaining('has to pass on the headers Connection and Upgrade'),
  })
})

test('who changes what somebody else changed meanwhile is told of it in a sentence', async () => {
  const { body } = await house.call('GET', '/settings')
  await house.call('PUT', '/settings', body)
  expect(await house.call('PUT', '/settings', body)).toMatchObject({
    status: 412,
    body: { detail: 'The settings changed since you read version 1: now there is version 2. Load that first.' },
  })
})

test.each([
  ['GET', '/logs?limit=x', 400, '/limit: Invalid input: expected number, received string'],
  ['POST', '/trips/x/reset', 404, 'there is no trip "x"'],
  ['POST', '/trips/0x1/reset', 404, 'there is no trip "0x1"'],
  ['DELETE', '/vessels/kettle/notes/1e0', 404, 'there is no note "1e0"'],
])('%s %s → %d: %s', async (method, path, status, detail) => {
  expect(await house.call(method, path)).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } })
})
