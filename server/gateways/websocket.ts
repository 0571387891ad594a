import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { type Limits, slowPolicyOf } from '../../data/model/limits.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { Upgrade } from '../http/app.ts'
import type { Log } from '../log.ts'
import { createFanout, type Line, type Outlet } from './fanout.ts'
import type { Frame } from './frame.ts'
import { createHeartbeat } from './heartbeat.ts'

/** What a door makes of a client. */
export interface Session {
  /** Takes one text frame. Never throws: what is wrong with it is told to the client. */
  receive(text: string): void
}

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

/** A client. Its listeners are shared by all: as closures of its own they would take half as much memory again. */
class Client extends WebSocket {
  wire!: Socket
  line!: Line
  session!: Session
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
  welcome: (outlet: Outlet) => Session
}): WebSocketDoor {
  const { name, largestMessage, binary, clock, log, limits, source, dropped, welcome } = parts
  const server = new WebSocketServer({
    ...bounds,
    WebSocket: Client,
    noServer: true,
    maxPayload: largestMessage,
    // A subprotocol is never selected, whatever is offered.
    handleProtocols: () => false,
  })
  const policyOf = (channel: string) => slowPolicyOf(limits, channel)
  const fanout = createFanout({ source, keeping: { limit: limits.queue, policyOf, dropped }, tooSlow })
  const heartbeat = createHeartbeat(clock)

  function tooSlow(client: Client): void {
    log('warning', name, 'a client reads too slowly and is closed')
    client.close(tryAgainLater, 'reads too slowly: connect again, and resume after the last sequence heard')
  }

  function hear(this: WebSocket, data: RawData, isBinary: boolean): void {
    if (isBinary && binary === 'refused') this.close(unsupportedData, 'expected text')
    else (this as Client).session.receive(data.toString())
  }

  function leave(this: WebSocket): void {
    const { line } = this as Client
    line.close()
    heartbeat.forget(this)
  }

  /** `ws` closes the socket itself after a violation of the protocol; it only has to be heard. */
  const blame = (error: Error) => log('debug', name, error.message)

  function welcomeOn(wire: Duplex, client: Client): void {
    client.wire = wire as Socket
    client.line = fanout.connect(wire, client)
    client.session = welcome(client.line)
    client.on('message', hear)
    client.on('error', blame)
    client.on('close', leave)
    heartbeat.watch(client)
  }

  /** Waits for nobody: a client that is asleep would keep the house from putting its outputs to rest. */
  function dismiss(client: Client): void {
    client.close(goingAway, 'the server stops')
    if (client.wire.writableLength > 0) client.terminate()
    else client.wire.destroySoon()
  }

  const take: Upgrade = (request, wire, head) =>
    server.handleUpgrade(request, wire, head, client => welcomeOn(wire, client))

  return {
    take,
    close() {
      heartbeat.stop()
      for (const client of server.clients) dismiss(client)
      server.close()
    },
  }
}
