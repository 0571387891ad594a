import type { Limits } from '../../../data/model/limits.ts'
import type { Clock } from '../../../data/model/units.ts'
import type { Log } from '../../log.ts'
import { createWebSocketDoor, type WebSocketDoor } from '../websocket.ts'
import type { Broadcast, ClassicChannel } from './broadcast.ts'
import { createClassicSession } from './session.ts'

/** Largest frame a client may send, bytes; its own are some fifty. */
const largestMessage = 64 * 1024

/** The WebSocket at `/socket`, as far as it is not HTTP. Nobody is connected yet. */
export function createClassicSocket(parts: {
  broadcast: Broadcast
  clock: Clock
  log: Log
  limits: Limits
}): WebSocketDoor {
  const { broadcast } = parts
  return createWebSocketDoor({
    ...parts,
    name: 'classic',
    largestMessage,
    binary: 'as text',
    source: (channel, hear) => broadcast.hear(channel as ClassicChannel, hear),
    dropped: null,
    welcome: createClassicSession,
  })
}
