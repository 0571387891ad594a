import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { Middleware } from 'koa'
import { apiRouter } from '../../server/http/api.ts'
import { createHttpDoor, type HttpDoor } from '../../server/http/app.ts'
import { backupRoutes } from '../../server/http/backups.ts'

let door: HttpDoor
let socket: Socket | undefined

afterEach(async () => {
  socket?.destroy()
  await door.close()
})

const parts = { host: '127.0.0.1', log: () => {}, connections: 1 }

test('a reader that stops is cut off, and what was read for him is let go', async () => {
  const content = new Readable({ read: () => void setImmediate(() => content.push(Buffer.alloc(65_536))) })
  const letGo = new Promise(resolve => content.once('close', resolve))
  door = createHttpDoor({
    ...parts,
    patience: 100,
    middleware: [
      ctx => {
        ctx.type = 'application/octet-stream'
        ctx.body = content
      },
    ],
  })
  const { host, port } = new URL(await door.listen(0, '127.0.0.1'))
  socket = connect(Number(port), '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await once(socket, 'readable')
  await letGo
}, 10_000)

test('who asks for nothing but the headers of a copy of the database has none made', async () => {
  const made = async () => {
    throw new Error('a copy was made')
  }
  const routes = backupRoutes({
    backups: { make: made, copy: made, restore: made },
    store: { backups: { list: async () => [], find: made, remove: made } },
    clock: { now: () => Date.UTC(2026, 0, 2, 3, 4) },
  })
  door = createHttpDoor({ ...parts, middleware: apiRouter(routes) })
  const answer = await fetch(`${await door.listen(0, '127.0.0.1')}/api/v1/backup`, { method: 'HEAD' })
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename="maelstrom-2026-01-02-0304.sqlite"',
  ])
})

test.each(['identity;q=0', '*;q=0', 'gzip;q=0, identity;q=0', 'gzip', 'nonsense', ''])(
  'who accepts "%s" has an answer, not a failure of what was done',
  async accepted => {
    const tell: Middleware = ctx => {
      ctx.body = { text: 'x'.repeat(2_000) }
    }
    door = createHttpDoor({ ...parts, middleware: [tell] })
    const answer = await fetch(await door.listen(0, '127.0.0.1'), { headers: { 'Accept-Encoding': accepted } })
    expect([answer.status, await answer.json()]).toEqual([200, { text: 'x'.repeat(2_000) }])
  },
)
