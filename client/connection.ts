import type { ClientMessage, Message, ServerMessage } from '../data/model/channels.ts'
import type { Cancel } from '../data/model/units.ts'

/** What the connection needs of a WebSocket. */
export interface Socket {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
  send(text: string): void
  close(): void
}

/** What the connection needs of the world, handed in so that a test can be the world. */
export interface Surroundings {
  socket(): Socket
  now(): number
  after(ms: number, action: () => void): Cancel
  random(): number
}

/** `connecting` until it is open for the first time, then `open` or `lost`. */
export type Link = 'connecting' | 'open' | 'lost'

/** Who listens to some channels and all below them. */
export interface Listener {
  /** Everything before is unknown or has a gap: take a snapshot. What comes after it is delivered without a gap. */
  reset(): void
  message(message: Message): void
  /** So many messages of a channel were left out, because this client read too slowly. */
  dropped?(channel: string, count: number): void
}

/** One first word of channels, with its sequence counter, as known here. */
interface Word {
  /** Last sequence number seen; null when there is none to resume from. */
  sequence: number | null
  acknowledged: boolean
  /** Id of the subscribe request that is not answered yet. */
  request: number
  /** The last message of each channel, for who listens later. */
  last: Map<string, Message>
}

interface Entry {
  channels: string[]
  listener: Listener
  fresh: boolean
}

const patience = 5_000
const pulse = 10_000
const longestPause = 8_000

/** The client's end of the hub: subscribes, notices silence, reconnects, and resumes where it was. */
export class Connection {
  link: Link = 'connecting'
  /** When it was lost, by this computer's clock. */
  lostAt: number | null = null
  /** Server time less local time, ms. */
  offset = 0
  #world: Surroundings
  #socket: Socket | null = null
  #words = new Map<string, Word>()
  #entries = new Set<Entry>()
  #watchers = new Set<() => void>()
  #requests = 0
  #attempts = 0
  #ping: { id: number; sent: number } | null = null
  #cancelTimer: Cancel = () => {}
  #closed = false

  constructor(world: Surroundings) {
    this.#world = world
    this.#open()
  }

  /** Server time. */
  now(): number {
    return this.#world.now() + this.offset
  }

  /** Calls whenever `link` changes. */
  watch(watcher: () => void): Cancel {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /**
   * Listens to channels and all below them. The wire carries one subscription for each first word (`data`), because that
   * is what a sequence number counts; who listens to less gets less of it.
   */
  subscribe(channels: string[], listener: Listener): Cancel {
    const entry = { channels, listener, fresh: true }
    this.#entries.add(entry)
    for (const word of new Set(channels.map(firstWord))) {
      if (this.#words.has(word)) continue
      this.#words.set(word, { sequence: null, acknowledged: false, request: 0, last: new Map() })
      if (this.link === 'open') this.#ask(word)
    }
    queueMicrotask(() => this.#welcome())
    return () => {
      this.#entries.delete(entry)
      for (const word of [...this.#words.keys()]) {
        if ([...this.#entries].some(({ channels }) => channels.some(channel => firstWord(channel) === word))) continue
        this.#words.delete(word)
        if (this.link === 'open') this.#send({ action: 'unsubscribe', channel: word })
      }
    }
  }

  /** Finds out now whether the line is alive: after a phone woke up or the network came back. */
  check(): void {
    if (this.#closed) return
    if (this.link === 'open') this.#beat()
    else if (!this.#socket) this.#open()
  }

  close(): void {
    this.#closed = true
    this.#cancelTimer()
    this.#drop()
  }

  #open() {
    this.#cancelTimer()
    const socket = this.#world.socket()
    this.#socket = socket
    this.#cancelTimer = this.#world.after(patience, () => this.#lose(socket))
    socket.onopen = () => {
      this.#attempts = 0
      this.lostAt = null
      this.#set('open')
      for (const word of this.#words.keys()) this.#ask(word)
      this.#beat()
    }
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as ServerMessage)
    socket.onclose = () => this.#lose(socket)
  }

  #ask(name: string) {
    const word = this.#words.get(name)!
    word.acknowledged = false
    word.request = ++this.#requests
    const resume = word.sequence === null ? { retained: true } : { since: word.sequence }
    this.#send({ action: 'subscribe', id: word.request, channel: name, ...resume })
  }

  #receive(message: ServerMessage) {
    if (!('action' in message)) return this.#deliver(message)
    if (message.action === 'subscribed') {
      const word = this.#words.get(message.channel)
      if (!word || word.request !== message.id) return
      const gap = message.complete === false || message.sequence < (word.sequence ?? 0)
      if (gap) return this.#forget(message.channel, word)
      word.sequence ??= message.sequence
      word.acknowledged = true
      this.#welcome()
    } else if (message.action === 'pong' && message.id === this.#ping?.id) {
      const received = this.#world.now()
      this.offset = Math.round(message.at - (this.#ping!.sent + received) / 2)
      this.#ping = null
      this.#cancelTimer()
      this.#cancelTimer = this.#world.after(pulse, () => this.#beat())
    } else if (message.action === 'error' && message.retryAfter) {
      const isAsked = (name: string) => this.link === 'open' && this.#words.get(name)?.request === message.id
      const name = [...this.#words.keys()].find(isAsked)
      if (name) this.#world.after(message.retryAfter * 1000, () => void (isAsked(name) && this.#ask(name)))
    } else if (message.action === 'dropped') {
      for (const { listener } of this.#hearing(message.channel)) listener.dropped?.(message.channel, message.count)
    }
  }

  #forget(name: string, word: Word) {
    word.sequence = null
    word.last.clear()
    for (const entry of this.#entries)
      if (entry.channels.some(channel => firstWord(channel) === name)) entry.fresh = true
    this.#ask(name)
  }

  /** Tells who is new here, once all its words are acknowledged, to take a snapshot; then what each channel said last. */
  #welcome() {
    for (const entry of this.#entries) {
      const words = [...new Set(entry.channels.map(firstWord))].map(word => this.#words.get(word)!)
      if (!entry.fresh || this.link !== 'open' || !words.every(({ acknowledged }) => acknowledged)) continue
      entry.fresh = false
      entry.listener.reset()
      for (const { last } of words)
        for (const message of last.values()) if (hears(entry, message.channel)) entry.listener.message(message)
    }
  }

  #deliver(message: Message) {
    const word = this.#words.get(firstWord(message.channel))
    if (!word || message.sequence <= (word.last.get(message.channel)?.sequence ?? -1)) return
    word.last.set(message.channel, message)
    // What was said last before this subscription may be of a time before the clock was set back.
    if (word.sequence !== null && message.sequence > word.sequence) {
      word.sequence = message.sequence
      // Nothing is published in the future; while time runs faster, a pong is soon behind.
      if (message.at > this.now()) this.offset = message.at - this.#world.now()
    }
    for (const { listener } of this.#hearing(message.channel)) listener.message(message)
  }

  #hearing(channel: string): Entry[] {
    return [...this.#entries].filter(entry => !entry.fresh && hears(entry, channel))
  }

  /** Asks for a sign of life; no answer in time means that the line is dead. */
  #beat() {
    this.#cancelTimer()
    const socket = this.#socket!
    this.#ping = { id: ++this.#requests, sent: this.#world.now() }
    this.#send({ action: 'ping', id: this.#ping.id })
    this.#cancelTimer = this.#world.after(patience, () => this.#lose(socket))
  }

  #lose(socket: Socket) {
    if (socket !== this.#socket || this.#closed) return
    this.#cancelTimer()
    this.#drop()
    const pause = Math.min(longestPause, 500 * 2 ** this.#attempts++) * (0.75 + this.#world.random() / 2)
    this.#cancelTimer = this.#world.after(pause, () => this.#open())
    this.lostAt ??= this.#world.now()
    this.#set('lost')
  }

  #drop() {
    const socket = this.#socket
    this.#socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  #send(message: ClientMessage) {
    this.#socket?.send(JSON.stringify(message))
  }

  #set(link: Link) {
    if (this.link === link) return
    this.link = link
    for (const watcher of this.#watchers) watcher()
  }
}

const firstWord = (channel: string) => channel.split('.', 1)[0]!
const hears = ({ channels }: Entry, channel: string) =>
  channels.some(wanted => channel === wanted || channel.startsWith(`${wanted}.`))
