import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { createHttpDoor } from '../../server/http/app.ts'

test('a reader that stops is cut off, and what was read for him is let go', async () => {
  const content = new Readable({ read: () => void setImmediate(() => content.push(Buffer.alloc(65_536))) })
  const letGo = new Promise(resolve => content.once('close', resolve))
  const door = createHttpDoor({
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
  const socket = connect(Number(port), '127.0.0.1')
  try {
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await once(socket, 'readable')
    await letGo
  } finally {
    socket.destroy()
    await door.close()
  }
})
