import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createHttpDoor, type HttpDoor } from '../../server/http/app.ts'

let door: HttpDoor
let socket: Socket

afterEach(async () => {
  socket.destroy()
  await door.close()
})

test('a reader that stops is cut off, and what was read for him is let go', async () => {
  const content = new Readable({ read: () => void setImmediate(() => content.push(Buffer.alloc(65_536))) })
  const letGo = new Promise(resolve => content.once('close', resolve))
  door = createHttpDoor({
    host: '127.0.0.1',
    log: () => {},
    connections: 1,
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
