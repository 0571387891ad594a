import type { Writable } from 'node:stream'
import type { Cancel } from '../../data/model/units.ts'
import { type Backlog, createBacklog, type Keeping } from './backlog.ts'
import { type Chunk, chunkOf, createFramer, type Frame } from './frame.ts'

// The hot path: from a message that was published to the bytes in each client's socket. What makes it fast:
// 1. Clients that hear the same channels are one audience. A message costs one framing and one step per audience, not
//    per client, and all clients of an audience are sent the very same buffer.
// 2. What is published during one turn of the event loop goes out at its end, as one write per client. A write is a
//    system call of some microseconds, whatever it carries; under load a turn gathers hundreds of messages. A single
//    message waits for nothing: the end of the turn comes before the loop sleeps.
// 3. Frames are written one behind the other into a slab: what an audience hears in a turn mostly lies there in one
//    piece already, and is sent from there. Otherwise it is copied together, once per audience.
// 4. Nothing is looked up, allocated or checked per client and message. Policies for slow clients cost nothing until
//    a socket's own buffer is full, and then only for that client (`backlog.ts`).

/** What a session needs of its client's line. */
export interface Outlet {
  /** Sends a text to this client alone, in order with what it hears; `taken` is called once the socket does not hold it any more. */
  send(text: string, taken?: () => void): void
  /** From now on it hears these channels, none of them below another; each message once. */
  hear(channels: readonly string[]): void
}

/** One client's line. */
export interface Line extends Outlet {
  /** Nothing is sent any more. */
  close(): void
}

/** Where a client's bytes go. */
export type Wire = Pick<Writable, 'write' | 'cork' | 'uncork' | 'once'>

/** The client, as far as the fan-out has to do with it: a `WebSocket` of `ws`. */
export interface Peer {
  /** 1 (OPEN) as long as frames may be sent: no more once the closing handshake began. */
  readonly readyState: number
}

/** Everybody who listens at one door. */
export interface Fanout<P extends Peer> {
  /** A client that hears nothing yet. */
  connect(wire: Wire, peer: P): Line
}

interface Audience {
  key: string
  members: Set<Member>
  /** What was published since the last flush. */
  pending: Frame[]
  cancels: Cancel[]
}

/** What only one client is told, with the number of its audience's frames that come before. */
interface Own {
  after: number
  text: string
  taken: (() => void) | undefined
}

/** What a member needs of the fan-out. */
interface Crowd {
  readonly keeping: Keeping
  tooSlow(peer: Peer): void
  enter(channels: readonly string[], member: Member): Audience
  leave(audience: Audience, member: Member): void
  /** It has something of its own to be sent at the end of the turn. */
  answer(member: Member): void
}

/**
 * @param source subscribes the door to a channel; hands the same `Frame` to all audiences of a message
 * @param tooSlow closes a client that reads so slowly that it cannot be kept
 * @param later runs the flush at the end of this turn of the event loop
 */
export function createFanout<P extends Peer>(parts: {
  source: (channel: string, hear: (frame: Frame) => void) => Cancel
  keeping: Keeping
  tooSlow: (peer: P) => void
  later?: (flush: () => void) => void
}): Fanout<P> {
  const { source, keeping, later = setImmediate } = parts
  // Of its own, so that answers do not come between the messages of an audience.
  const framer = createFramer()
  const audiences = new Map<string, Audience>()
  const loud = new Set<Audience>()
  const answered = new Set<Member>()
  let flushing = false

  function soon(): void {
    if (flushing) return
    flushing = true
    later(flushAll)
  }

  function flushAll(): void {
    flushing = false
    for (const audience of loud) flush(audience)
    for (const member of answered) flushMember(member, null)
  }

  function flush(audience: Audience): void {
    // More than once where writing is heard of: a client that is closed as too slow is told in the log.
    while (audience.pending.length > 0) {
      const chunk = chunkOf(audience.pending)
      audience.pending = []
      for (const member of audience.members) {
        if (member.own === null) member.write(chunk)
        else flushMember(member, chunk)
      }
    }
    loud.delete(audience)
  }

  /** Own answers keep their place among what the audience hears. */
  function flushMember(member: Member, chunk: Chunk | null): void {
    answered.delete(member)
    const heard = chunk?.frames ?? []
    const frames: Frame[] = []
    const hearers: (() => void)[] = []
    let next = 0
    for (const { after, text, taken } of member.own ?? []) {
      while (next < after && next < heard.length) frames.push(heard[next++]!)
      frames.push(framer.frame(null, text))
      if (taken) hearers.push(taken)
    }
    while (next < heard.length) frames.push(heard[next++]!)
    member.own = null
    const taken = () => hearers.forEach(hear => void hear())
    if (frames.length > 0) member.write(chunkOf(frames), hearers.length > 0 ? taken : undefined)
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
    if (answered.has(member)) flushMember(member, null)
    audience.members.delete(member)
    if (audience.members.size > 0) return
    for (const cancel of audience.cancels) cancel()
    audiences.delete(audience.key)
  }

  const crowd: Crowd = {
    keeping,
    tooSlow: parts.tooSlow as (peer: Peer) => void,
    enter,
    leave,
    answer(member) {
      answered.add(member)
      soon()
    },
  }
  return { connect: (wire, peer) => new Member(wire, peer, crowd) }
}

/** `readyState` of a WebSocket that frames may be sent to. */
const open = 1

/** A client. With a thousand of them each object that a write has to look into is fetched from memory anew: they are few. */
class Member implements Line {
  own: Own[] | null = null
  /** What waits until the socket has room again; null while it has. */
  #backlog: Backlog | null = null
  #audience: Audience
  readonly #wire: Wire
  readonly #peer: Peer
  readonly #crowd: Crowd

  constructor(wire: Wire, peer: Peer, crowd: Crowd) {
    this.#wire = wire
    this.#peer = peer
    this.#crowd = crowd
    this.#audience = crowd.enter([], this)
  }

  send(text: string, taken?: () => void): void {
    this.own ??= []
    this.own.push({ after: this.#audience.pending.length, text, taken })
    this.#crowd.answer(this)
  }

  hear(channels: readonly string[]): void {
    this.#crowd.leave(this.#audience, this)
    this.#audience = this.#crowd.enter(channels, this)
  }

  close(): void {
    this.#backlog?.clear()
    this.#crowd.leave(this.#audience, this)
  }

  write(chunk: Chunk, taken?: () => void): void {
    // Whole frames at a time, straight to the socket: `ws` writes its pings, pongs and closes whole as well, so
    // that they stand between frames. It would frame each message again for each client.
    if (this.#peer.readyState !== open) taken?.()
    else if (this.#backlog === null) {
      if (!this.#wire.write(chunk.bytes, taken)) this.#wait()
    } else {
      if (!this.#backlog.add(chunk)) {
        this.#backlog.clear()
        this.#crowd.tooSlow(this.#peer)
      }
      taken?.()
    }
  }

  #wait(): void {
    this.#backlog ??= createBacklog(this.#crowd.keeping)
    this.#wire.once('drain', () => this.#drain(this.#backlog!))
  }

  #drain(backlog: Backlog): void {
    // Nothing may follow a close frame (RFC 6455, 5.5.1).
    if (this.#peer.readyState !== open) {
      backlog.clear()
      return
    }
    // One system call for many small chunks, and no more than the socket's own buffer takes: what waits here can
    // still be let go.
    this.#wire.cork()
    let full = false
    for (let chunk = backlog.take(); chunk; chunk = full ? undefined : backlog.take())
      full = !this.#wire.write(chunk.bytes)
    this.#wire.uncork()
    if (full) this.#wait()
    else this.#backlog = null
  }
}
