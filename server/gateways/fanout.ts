import type { Writable } from 'node:stream'
import type { Cancel } from '../../data/model/units.ts'
import { createBacklog, type Keeping } from './backlog.ts'

// The hot path: from a message that was published to the bytes in each client's socket. What makes it fast:
// 1. Clients that hear the same channels are one audience. A message costs one framing and one step per audience, not
//    per client, and all clients of an audience are sent the very same buffer.
// 2. What is published during one turn of the event loop goes out at its end, as one write per client. A write is a
//    system call of some microseconds, whatever it carries; under load a turn gathers hundreds of messages. A single
//    message waits for nothing: the end of the turn comes before the loop sleeps.
// 3. Nothing is looked up, allocated or checked per client and message. Policies for slow clients cost nothing until
//    a socket's own buffer is full, and then only for that client (`backlog.ts`).

/** A message as it goes over the wire; `channel` is null for what only this client is told. */
export interface Frame {
  readonly channel: string | null
  readonly bytes: Buffer
  /** Messages of the channel this one stands for, which were let go. */
  readonly dropped?: number
}

/** Frames in one piece; shared by all who are sent them. */
export interface Chunk {
  readonly frames: readonly Frame[]
  readonly bytes: Buffer
}

/** What a session needs of its client's line. */
export interface Outlet {
  /** Sends a text to this client alone, in order with what it hears. */
  send(text: string): void
  /** From now on it hears these channels, none of them below another; each message once. */
  hear(channels: readonly string[]): void
}

/** One client's line. */
export interface Line extends Outlet {
  /** Nothing is sent any more. */
  close(): void
}

/** Where a client's bytes go. */
export type Wire = Pick<Writable, 'write' | 'cork' | 'uncork' | 'on'>

/** The client, as far as the fan-out has to do with it. */
export interface Peer {
  /** Whether frames may still be sent: not once the closing handshake began. */
  isOpen(): boolean
  /** Called once, when it reads so slowly that it cannot be kept. */
  tooSlow(): void
}

/** Everybody who listens at one door. */
export interface Fanout {
  /** A client that hears nothing yet. */
  connect(wire: Wire, peer: Peer): Line
}

interface Audience {
  key: string
  members: Set<Member>
  /** What was published since the last flush. */
  pending: Frame[]
  cancels: Cancel[]
}

interface Member {
  write(chunk: Chunk): void
  /** What only this client is told, each with the number of its audience's frames that come before. */
  own: { after: number; frame: Frame }[]
}

/**
 * @param source subscribes the door to a channel; hands the same `Frame` to all audiences of a message
 * @param later runs the flush at the end of this turn of the event loop
 */
export function createFanout(parts: {
  source: (channel: string, hear: (frame: Frame) => void) => Cancel
  keeping: Keeping
  later?: (flush: () => void) => void
}): Fanout {
  const { source, keeping, later = setImmediate } = parts
  const audiences = new Map<string, Audience>()
  const loud = new Set<Audience>()
  const answered = new Map<Member, Audience>()
  let flushing = false

  function soon(): void {
    if (flushing) return
    flushing = true
    later(flushAll)
  }

  function flushAll(): void {
    flushing = false
    for (const audience of loud) flush(audience)
    for (const [member, audience] of answered) flushMember(member, audience, null)
  }

  function flush(audience: Audience): void {
    loud.delete(audience)
    if (audience.pending.length === 0) return
    const chunk = chunkOf(audience.pending)
    for (const member of audience.members) {
      if (member.own.length === 0) member.write(chunk)
      else flushMember(member, audience, chunk)
    }
    audience.pending = []
  }

  /** Own answers keep their place among what the audience hears. */
  function flushMember(member: Member, audience: Audience, chunk: Chunk | null): void {
    answered.delete(member)
    const frames: Frame[] = []
    let taken = 0
    for (const { after, frame } of member.own) {
      if (chunk) for (; taken < after; taken++) frames.push(audience.pending[taken]!)
      frames.push(frame)
    }
    if (chunk) for (; taken < audience.pending.length; taken++) frames.push(audience.pending[taken]!)
    member.own = []
    if (frames.length > 0) member.write(chunkOf(frames))
  }

  function enter(channels: readonly string[], member: Member): Audience {
    const names = [...channels].sort()
    const key = names.join(' ')
    let audience = audiences.get(key)
    if (audience) flush(audience)
    else {
      const fresh: Audience = { key, members: new Set(), pending: [], cancels: [] }
      const hear = (frame: Frame) => {
        fresh.pending.push(frame)
        loud.add(fresh)
        soon()
      }
      fresh.cancels = names.map(name => source(name, hear))
      audiences.set(key, fresh)
      audience = fresh
    }
    audience.members.add(member)
    return audience
  }

  function leave(audience: Audience, member: Member): void {
    // What came before belongs to those who were there, and to nobody who comes later.
    flush(audience)
    if (answered.has(member)) flushMember(member, audience, null)
    audience.members.delete(member)
    if (audience.members.size > 0) return
    for (const cancel of audience.cancels) cancel()
    audiences.delete(audience.key)
  }

  return {
    connect(wire, peer) {
      const member = createMember(wire, peer, keeping)
      let audience = enter([], member)
      return {
        send(text) {
          member.own.push({ after: audience.pending.length, frame: { channel: null, bytes: textFrame(text) } })
          answered.set(member, audience)
          soon()
        },
        hear(channels) {
          leave(audience, member)
          audience = enter(channels, member)
        },
        close() {
          member.stop()
          leave(audience, member)
        },
      }
    },
  }
}

function createMember(wire: Wire, peer: Peer, keeping: Keeping): Member & { stop(): void } {
  const backlog = createBacklog(keeping)
  let full = false
  let stopped = false

  function stop(): void {
    stopped = true
    backlog.clear()
  }

  wire.on('drain', () => {
    full = false
    // One system call for many small chunks, and no more than the socket's own buffer takes: what waits here can
    // still be let go.
    wire.cork()
    for (let chunk = backlog.take(); chunk; chunk = full ? undefined : backlog.take()) full = !wire.write(chunk.bytes)
    wire.uncork()
  })
  return {
    own: [],
    stop,
    write(chunk) {
      if (stopped || !peer.isOpen()) return
      // Whole frames at a time, straight to the socket: `ws` writes its pings, pongs and closes whole as well, so
      // that they stand between frames. It would frame each message again for each client.
      if (!full) full = !wire.write(chunk.bytes)
      else if (!backlog.add(chunk)) {
        stop()
        peer.tooSlow()
      }
    },
  }
}

function chunkOf(frames: readonly Frame[]): Chunk {
  return { frames, bytes: frames.length === 1 ? frames[0]!.bytes : Buffer.concat(frames.map(({ bytes }) => bytes)) }
}

/** A text as one unmasked, uncompressed frame (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  // The header is written over characters put in front: twice as fast as measuring the text, then writing it.
  let head = headSize(text.length)
  let bytes = Buffer.from(room[head] + text)
  if (headSize(bytes.length - head) > head) {
    head = headSize(bytes.length - head)
    bytes = Buffer.from(room[head] + text)
  }
  const length = bytes.length - head
  bytes[0] = 0x81
  if (head === 2) bytes[1] = length
  else if (head === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeUIntBE(length, 4, 6)
  }
  return bytes
}

const room = { 2: '\0'.repeat(2), 4: '\0'.repeat(4), 10: '\0'.repeat(10) } as const

function headSize(length: number): 2 | 4 | 10 {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10
}
