import { ClientMessage, type Message, type ServerMessage } from '../../data/model/channels.ts'
import { Fault } from '../../data/model/fault.ts'
import { emergencyStopChannel } from '../../data/model/safety.ts'
import { issuesOf } from '../../data/model/schema.ts'
import type { Clock } from '../../data/model/units.ts'
import type { Hub } from '../hub.ts'
import type { Publishing } from '../publishing.ts'
import type { Bucket } from '../token-bucket.ts'
import type { Outlet } from './fanout.ts'
import type { Replays } from './replays.ts'
import type { Session } from './websocket.ts'

/** Most channels a client may subscribe to. */
const mostSubscriptions = 256

/** What is sent again counts as one message of the client for so many bytes, of which each event takes some besides its text. */
const bytesAMessage = 20_000
const bytesAnEvent = 1_000
/** What may be sent again to a client at any time, as much as a message of its own may be: enough after a short break. */
const shortReplay = 256 * 1024
/** When to ask again for more, s. */
const pause = 2

/** What a session needs of the house. */
export interface SessionParts {
  hub: Hub
  publishing: Publishing
  replays: Replays
  clock: Pick<Clock, 'now'>
}

/** One client's side of the protocol; knows frames, not sockets. There are ten thousand: what they share is shared. */
export class BrowserSession implements Session {
  readonly #parts: SessionParts
  readonly #outlet: Outlet
  readonly #bucket: Bucket
  #subscriptions: readonly string[] = []
  /** Bytes that were sent again and that the socket has not taken. */
  #waiting = 0

  /** A client that just connected; `bucket` is how much it may say. */
  constructor(parts: SessionParts, outlet: Outlet, bucket: Bucket) {
    this.#parts = parts
    this.#outlet = outlet
    this.#bucket = bucket
  }

  receive(text: string): void {
    let parsed: unknown
    try {
      parsed = parse(text)
      if (!isEmergency(parsed)) this.#bucket.take(messagesIn(parsed))
      this.#handle(check(parsed))
    } catch (error) {
      this.#refuse(parsed, error as Error)
    }
  }

  #handle(message: ClientMessage): void {
    switch (message.action) {
      case 'subscribe':
        this.#subscribe(message)
        break
      case 'unsubscribe':
        this.#unsubscribe(message)
        break
      case 'publish':
        this.#publish(message)
        break
      case 'batch':
        this.#publishAll(message)
        break
      case 'ping':
        this.#tell({ action: 'pong', ...idOf(message), at: this.#parts.clock.now() })
    }
  }

  #subscribe(message: Extract<ClientMessage, { action: 'subscribe' }>): void {
    const { channel } = message
    const before = this.#subscriptions
    if (!before.includes(channel)) {
      if (before.length >= mostSubscriptions) {
        throw new Fault(
          'refused',
          `${mostSubscriptions} subscriptions are the most a connection can have: subscribe a channel higher up`,
        )
      }
      this.#hear([...before, channel])
    }
    try {
      this.#answer(message)
    } catch (error) {
      // Otherwise it would hear what comes now, and when it asks again resume after that.
      this.#hear(before)
      throw error
    }
  }

  #answer(message: Extract<ClientMessage, { action: 'subscribe' }>): void {
    const { channel, since, retained } = message
    const { hub } = this.#parts
    const replay = since === undefined ? null : hub.replay(channel, since)
    const { texts, bytes } = this.#write(replay?.messages ?? (retained ? hub.retained(channel) : []))
    const complete = replay ? { complete: replay.complete } : {}
    this.#tell({ action: 'subscribed', ...idOf(message), channel, sequence: hub.sequence(channel), ...complete })
    this.#count(bytes)
    const taken = () => this.#count(-bytes)
    texts.forEach((text, n) => {
      this.#outlet.send(text, n === texts.length - 1 ? taken : undefined)
    })
  }

  /** Events as texts. Fails with `too-many` when they are long, and much waits already. */
  #write(events: readonly Message[]): { texts: string[]; bytes: number } {
    const texts: string[] = []
    let bytes = 0
    try {
      for (const event of events) {
        const text = JSON.stringify(event)
        texts.push(text)
        bytes += Buffer.byteLength(text)
        if (this.#waiting + bytes > shortReplay && this.#parts.replays.full)
          throw new Fault('too-many', `much is being sent again already: try again in ${pause} s`, [], pause)
      }
    } finally {
      this.#bucket.charge((bytes + texts.length * bytesAnEvent) / bytesAMessage)
    }
    return { texts, bytes }
  }

  #count(bytes: number): void {
    this.#waiting += bytes
    this.#parts.replays.count(bytes)
  }

  #unsubscribe(message: Extract<ClientMessage, { action: 'unsubscribe' }>): void {
    const { channel } = message
    if (this.#subscriptions.includes(channel)) this.#hear(this.#subscriptions.filter(other => other !== channel))
    this.#tell({ action: 'unsubscribed', ...idOf(message), channel })
  }

  /** Who subscribed `data` and `data.kettle` hears the wider of the two. */
  #hear(channels: readonly string[]): void {
    this.#subscriptions = channels
    const all = new Set(channels)
    this.#outlet.hear(channels.filter(channel => !isBelowAny(channel, all)))
  }

  #publish(message: Extract<ClientMessage, { action: 'publish' }>): void {
    const { channel } = message
    const id = message.id === undefined ? '' : `"id":${JSON.stringify(message.id)},`
    // Written out: a publisher at full speed is answered as often as it speaks.
    const published = (sequence: number) =>
      this.#outlet.send(`{"action":"published",${id}"channel":"${channel}","sequence":${sequence}}`)
    const sequence = this.#parts.publishing.one(message)
    if (typeof sequence === 'number') published(sequence)
    else sequence.then(published).catch(error => this.#refuse(message, error))
  }

  #publishAll(message: Extract<ClientMessage, { action: 'batch' }>): void {
    const batched = (sequences: number[]) => this.#tell({ action: 'batched', ...idOf(message), sequences })
    const sequences = this.#parts.publishing.all(message.messages)
    if (Array.isArray(sequences)) batched(sequences)
    else sequences.then(batched).catch(error => this.#refuse(message, error))
  }

  #refuse(message: unknown, error: Error): void {
    const { code, retryAfter } = error instanceof Fault ? error : { code: 'internal' }
    const retry = retryAfter === undefined ? {} : { retryAfter }
    this.#tell({ action: 'error', ...idOf(message), code, message: error.message, ...retry })
  }

  #tell(message: ServerMessage): void {
    this.#outlet.send(JSON.stringify(message))
  }
}

/** Goes up from the channel: to compare each with each would keep the loops waiting for some milliseconds. */
function isBelowAny(channel: string, others: ReadonlySet<string>): boolean {
  for (let end = channel.lastIndexOf('.'); end > 0; end = channel.lastIndexOf('.', end - 1))
    if (others.has(channel.slice(0, end))) return true
  return false
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Fault('invalid', `not JSON: ${(error as Error).message}`)
  }
}

function check(parsed: unknown): ClientMessage {
  if (isPublish(parsed)) return parsed
  const result = ClientMessage.safeParse(parsed)
  if (result.success) return result.data
  const { pointer, message } = issuesOf(result.error)[0]!
  const actions = 'expected an object with an action: subscribe, unsubscribe, publish, batch or ping'
  const place = pointer.slice(1).replaceAll('/', '.')
  throw new Fault('invalid', place === '' || place === 'action' ? actions : `${place}: ${message}`)
}

/**
 * What comes a thousand times as often as all else, as the schema has it: that would take a tenth of the time that a
 * message costs. Of the channel's name the hub knows whether it is one.
 */
function isPublish(parsed: unknown): parsed is Extract<ClientMessage, { action: 'publish' }> {
  if (typeof parsed !== 'object' || parsed === null) return false
  const { action, channel, data, id } = parsed as { [key in string]?: unknown }
  const known = id === undefined ? 3 : 4
  return (
    action === 'publish' &&
    typeof channel === 'string' &&
    data !== undefined &&
    (id === undefined || Number.isSafeInteger(id)) &&
    Object.keys(parsed).length === known
  )
}

/** No limit keeps anybody from stopping everything. */
function isEmergency(parsed: unknown): boolean {
  const { action, channel } = Object(parsed)
  return action === 'publish' && channel === emergencyStopChannel
}

/** A batch counts as what it holds; everything else, whatever it is, as one. */
function messagesIn(parsed: unknown): number {
  const messages = (parsed as { messages?: unknown } | null)?.messages
  return Array.isArray(messages) ? Math.max(1, messages.length) : 1
}

function idOf(message: unknown): { id?: number | string } {
  const id = (message as { id?: unknown } | null | undefined)?.id
  return typeof id === 'number' || typeof id === 'string' ? { id } : {}
}
