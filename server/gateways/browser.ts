import { type WebSocket, WebSocketServer } from 'ws'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { HttpDoor } from '../http/app.ts'
import type { Log } from '../log.ts'
import type { Gateway } from './gateway.ts'
import { createSession, type SessionParts } from './session.ts'

/** Largest message a client may send, bytes; one that sends more is closed with 1009. */
const largestMessage = 256 * 1024
/** A client that does not read is closed when so many bytes wait for it; it can come back and resume. */
const largestBacklog = 4 * 1024 * 1024
const pingEvery = 20_000

/** The WebSocket door at `/ws` for browsers and scripts; its protocol is in README.md beside this file. */
export function browserGateway(
  parts: SessionParts & { door: Pick<HttpDoor, 'upgrade'>; clock: Clock; log: Log },
): Gateway {
  const { door, clock, log } = parts
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const silent = new WeakSet<WebSocket>()
  let stopPinging: Cancel = () => {}

  function welcome(socket: WebSocket): void {
    const session = createSession(parts, text => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > largestBacklog) {
        log('warning', 'websocket', 'a client does not read what it subscribed to: closed')
        // A close frame would wait behind the backlog.
        socket.terminate()
      } else socket.send(text)
    })
    socket.on('message', (data, isBinary) => {
      if (isBinary) socket.close(1003, 'expected text')
      else session.receive(data.toString())
    })
    socket.on('pong', () => silent.delete(socket))
    // `ws` closes the socket itself after a violation of the protocol; it only has to be heard.
    socket.on('error', error => log('debug', 'websocket', error.message))
    socket.on('close', () => session.close())
  }

  /** Who did not answer the ping before is gone, whatever TCP believes. */
  function ping(): void {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      silent.add(socket)
      socket.ping()
    }
  }

  return {
    name: 'browser',
    async open() {
      door.upgrade('/ws', (request, socket, head) => server.handleUpgrade(request, socket, head, welcome))
      stopPinging = clock.every(pingEvery, ping)
    },
    async close() {
      stopPinging()
      for (const socket of server.clients) socket.close(1001, 'the server stops')
      server.close()
    },
  }
}
