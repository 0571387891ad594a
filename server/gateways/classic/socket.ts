import { type WebSocket, WebSocketServer } from 'ws'
import type { Cancel, Clock } from '../../../data/model/units.ts'
import type { Upgrade } from '../../http/app.ts'
import type { Log } from '../../log.ts'
import type { Broadcast } from './broadcast.ts'
import { createClassicSession } from './session.ts'

/** Largest frame a client may send, bytes; its own are some fifty. */
const largestMessage = 64 * 1024
/** A client that does not read is let go when so many bytes wait for it. */
const largestBacklog = 4 * 1024 * 1024
/** Pings of the WebSocket itself, which every client's library answers; the client's own heartbeat is its business. */
const pingEvery = 20_000

/** The WebSocket at `/socket`, as far as it is not HTTP. */
export interface ClassicSocket {
  take: Upgrade
  open(): void
  close(): void
}

/** Nobody is connected yet. */
export function createClassicSocket(parts: { broadcast: Broadcast; clock: Clock; log: Log }): ClassicSocket {
  const { broadcast, clock, log } = parts
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    // The original never selected a subprotocol, whatever was offered.
    handleProtocols: () => false,
  })
  const silent = new WeakSet<WebSocket>()
  let stopPinging: Cancel = () => {}

  function welcome(socket: WebSocket): void {
    const session = createClassicSession(broadcast, frame => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > largestBacklog) {
        log('warning', 'classic', 'a client does not read what it subscribed to: closed')
        // A close frame would wait behind the backlog.
        socket.terminate()
      } else socket.send(frame)
    })
    socket.on('message', data => session.receive(data.toString()))
    socket.on('pong', () => silent.delete(socket))
    // `ws` closes the socket itself after a violation of the protocol; it only has to be heard.
    socket.on('error', error => log('debug', 'classic', error.message))
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
    take: (request, socket, head) => server.handleUpgrade(request, socket, head, welcome),
    open() {
      stopPinging = clock.every(pingEvery, ping)
    },
    close() {
      stopPinging()
      for (const socket of server.clients) socket.close(1001, 'the server stops')
      server.close()
    },
  }
}
