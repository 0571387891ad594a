import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { cleanUp, temporaryFolder } from './house.ts'
import { killHouses, startHouse } from './process.ts'

const callers: Socket[] = []
afterEach(async () => {
  for (const caller of callers.splice(0)) caller.destroy()
  killHouses()
  await cleanUp()
})

/** A client whose computer fell asleep: it answers nothing any more, not even that the other side goes. */
async function asleep(url: string, path: string): Promise<void> {
  const caller = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
  callers.push(caller)
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  ]
  caller.write(`${lines.join('\r\n')}\r\n\r\n`)
  expect(String(await once(caller, 'data'))).toMatch(/^HTTP\/1.1 101 /)
}

test('whoever is asleep when the house is told to close does not keep it from putting outputs to rest', async () => {
  const { house, url } = await startHouse(join(temporaryFolder(), 'maelstrom.sqlite'), '--no-demo')
  for (const path of ['/ws', '/socket']) await asleep(url, path)
  house.kill('SIGTERM')
  // It gives up with 1 when it cannot be closed in time.
  expect(await once(house, 'exit')).toEqual([0, null])
})
