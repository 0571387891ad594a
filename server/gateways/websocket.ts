import { WebSocketServer } from 'ws'
import { type Limits, slowPolicyOf } from '../../data/model/limits.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { Upgrade } from '../http/app.ts'
import type { Log } from '../log.ts'
import { createFanout, type Outlet } from './fanout.ts'
import type { Frame } from './frame.ts'
import { createHeartbeat } from './heartbeat.ts'

/** What a door makes of a client: takes each of its text frames; never throws. */
export type Receive = (text: string) => void

/** One WebSocket protocol on its path, as far as it is the same for all. */
export interface WebSocketDoor {
  take: Upgrade
  close(): void
}

/** Close codes of RFC 6455, 7.4.1 and the IANA registry. */
const goingAway = 1001
const unsupportedData = 1003
const tryAgainLater = 1013

/** Bounds on what a single client can make `ws` hold on to. */
const bounds = {
  maxFragments: 256,
  maxBufferedChunks: 4_096,
  /** For a client that was told to leave and does not, ms. */
  closeTimeout: 5_000,
  perMessageDeflate: false,
  skipUTF8Validation: false,
}

/**
 * @param largestMessage bytes a client may send in one; closed with 1009 beyond
 * @param source subscribes to a channel of the door
 * @param dropped tells a client of messages that were let go; null when the protocol has no words for it
 * @param welcome begins a session
 */
export function createWebSocketDoor(parts: {
  name: string
  largestMessage: number
  binary: 'refused' | 'as text'
  clock: Pick<Clock, 'every'>
  log: Log
  limits: Limits
  source: (channel: string, hear: (frame: Frame) => void) => Cancel
  dropped: ((channel: string, count: number) => string) | null
  welcome: (outlet: Outlet) => Receive
}): WebSocketDoor {
  const { name, largestMessage, binary, clock, log, limits, source, dropped, welcome } = parts
  const server = new WebSocketServer({
    ...bounds,
    noServer: true,
    maxPayload: largestMessage,
    // A subprotocol is never selected, whatever is offered.
    handleProtocols: () => false,
  })
  const policyOf = (channel: string) => slowPolicyOf(limits, channel)
  const fanout = createFanout({ source, keeping: { limit: limits.queue, policyOf, dropped } })
  const heartbeat = createHeartbeat(clock)

  const take: Upgrade = (request, wire, head) =>
    server.handleUpgrade(request, wire, head, socket => {
      const line = fanout.connect(wire, socket, () => {
        log('warning', name, 'a client reads too slowly and is closed')
        socket.close(tryAgainLater, 'reads too slowly: connect again, and resume after the last sequence heard')
      })
      const receive = welcome(line)
      socket.on('message', (data, isBinary) => {
        if (isBinary && binary === 'refused') socket.close(unsupportedData, 'expected text')
        else receive(data.toString())
      })
      // `ws` closes the socket itself after a violation of the protocol; it only has to be heard.
      socket.on('error', error => log('debug', name, error.message))
      socket.on('close', () => line.close())
      heartbeat.watch(socket)
    })

  return {
    take,
    close() {
      heartbeat.stop()
      for (const socket of server.clients) socket.close(goingAway, 'the server stops')
      server.close()
    },
  }
}
