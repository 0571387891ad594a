import type { Message } from '../../data/model/channels.ts'
import type { Limits } from '../../data/model/limits.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { HttpDoor } from '../http/app.ts'
import type { Hub } from '../hub.ts'
import type { Log } from '../log.ts'
import type { Buckets } from '../token-bucket.ts'
import { createFramer, type Frame } from './frame.ts'
import type { Gateway } from './gateway.ts'
import { createReplays } from './replays.ts'
import { BrowserSession, type SessionParts } from './session.ts'
import { createWebSocketDoor } from './websocket.ts'

/** Largest message a client may send, bytes; one that sends more is closed with 1009. */
const largestMessage = 256 * 1024

/** The WebSocket door at `/ws` for browsers and scripts; its protocol is in README.md beside this file. */
export function browserGateway(
  parts: Omit<SessionParts, 'replays'> & {
    door: Pick<HttpDoor, 'upgrade'>
    clock: Clock
    log: Log
    limits: Limits
    buckets: Buckets
  },
): Gateway {
  const { door, hub, buckets } = parts
  const session = { ...parts, replays: createReplays() }
  const sockets = createWebSocketDoor({
    ...parts,
    name: 'websocket',
    largestMessage,
    binary: 'refused',
    source: eventsOf(hub),
    dropped: (channel, count) => JSON.stringify({ action: 'dropped', channel, count }),
    welcome: outlet => new BrowserSession(session, outlet, buckets.connection()),
  })
  return {
    name: 'browser',
    async open() {
      door.upgrade('/ws', sockets.take)
    },
    close: async () => sockets.close(),
  }
}

/** The hub's messages as frames; each is framed once, since the hub hands it to one audience after the other. */
export function eventsOf(hub: Pick<Hub, 'subscribe'>): (channel: string, hear: (frame: Frame) => void) => Cancel {
  const framer = createFramer()
  let last: Message | null = null
  let frame: Frame
  return (channel, hear) =>
    hub.subscribe(channel, message => {
      if (message !== last) {
        frame = framer.frame(message.channel, textOf(message))
        last = message
      }
      hear(frame)
    })
}

/** Like `JSON.stringify(message)`, in half the time: a channel has no character that JSON would escape. */
function textOf({ channel, sequence, at, data }: Message): string {
  return `{"channel":"${channel}","sequence":${sequence},"at":${at},"data":${JSON.stringify(data) ?? 'null'}}`
}
