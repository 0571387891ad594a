import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Message } from '../data/model/channels.ts'
import type { Level, LogEntry } from '../data/model/log.ts'
import type { Cancel } from '../data/model/units.ts'
import type { Connection } from './connection.ts'
import { isTime } from './format.ts'

/** Which entries are wanted; empty text and source mean all. */
export interface LogFilter {
  level: Level
  source: string
  text: string
}

/** A page of the kept log, newest first, and where the next one begins. */
export interface LogPage {
  items: LogEntry[]
  next: string | null
}

const levels: Level[] = ['debug', 'info', 'warning', 'error']
/** So many entries that came by themselves are shown; then the newest page is read anew, or the page would grow for ever. */
const mostLive = 500

/** Whether a message carries what the log keeps: anybody may publish anything on its channel and below it. */
export function isEntry({ channel, data }: Pick<Message, 'channel' | 'data'>): boolean {
  const { at, level, source, message } = (data ?? {}) as Partial<LogEntry>
  return (
    channel === 'logs' &&
    isTime(at) &&
    levels.includes(level as Level) &&
    typeof source === 'string' &&
    typeof message === 'string'
  )
}

/** Whether the log that is kept would find this entry: the same rule as the server's. */
export function passes({ level, source, message }: LogEntry, wanted: LogFilter): boolean {
  const grave = levels.indexOf(level) >= levels.indexOf(wanted.level)
  return (
    grave &&
    (wanted.source === '' || wanted.source === source) &&
    message.toLowerCase().includes(wanted.text.toLowerCase())
  )
}

/** The log on an element: its newest page, what comes live in front of it, and older pages behind it. */
export class LogTail implements ReactiveController {
  /** Newest first. */
  entries: LogEntry[] = []
  /** Came while it was paused. */
  held: LogEntry[] = []
  next: string | null = null
  /** So many were left out since the newest page was read, because this client read too slowly. */
  missing = 0
  paused = false
  /** Whether a page is on its way. */
  busy = true
  error = ''
  #host: ReactiveControllerHost
  #connection: () => Connection
  #page: (filter: LogFilter, before: string | null) => Promise<LogPage>
  #filter: LogFilter = { level: 'debug', source: '', text: '' }
  #early: LogEntry[] | null = null
  #live = 0
  #round = 0
  #cancel: Cancel = () => {}

  constructor(
    host: ReactiveControllerHost,
    connection: () => Connection,
    page: (filter: LogFilter, before: string | null) => Promise<LogPage>,
  ) {
    this.#host = host
    this.#connection = connection
    this.#page = page
    host.addController(this)
  }

  get filter(): LogFilter {
    return this.#filter
  }

  hostConnected(): void {
    this.#cancel = this.#connection().subscribe(['logs'], {
      reset: () => void this.#read(),
      message: message => {
        if (isEntry(message)) this.#hear(message.data as LogEntry)
      },
      dropped: (_, count) => {
        this.missing += count
        this.#host.requestUpdate()
      },
    })
  }

  hostDisconnected(): void {
    this.#round++
    this.#early = null
    this.#cancel()
  }

  /** Shows other entries. */
  choose(filter: LogFilter): void {
    this.#filter = filter
    void this.#read()
  }

  /** Stops the list where it is; what comes meanwhile is kept and shown when it goes on. */
  pause(paused: boolean): void {
    this.paused = paused
    if (!paused) {
      this.entries = [...this.held, ...this.entries]
      this.held = []
      // More came than is held or shown: where some were let go there would be a gap.
      if (this.#live > mostLive) void this.#read()
    }
    this.#host.requestUpdate()
  }

  /** Adds the next older page. */
  async older(): Promise<void> {
    if (this.busy || this.next === null) return
    await this.#load(this.next, ({ items, next }) => {
      this.entries = [...this.entries, ...items]
      this.next = next
    })
  }

  async #read(): Promise<void> {
    // What was heard before a page is asked for is on it, if the filter wants it.
    this.#early = []
    const current = await this.#load(null, ({ items, next }) => {
      const early = (this.#early ?? []).filter(entry => !isKnown(items, entry))
      this.entries = [...early, ...items]
      this.held = []
      this.next = next
      this.missing = 0
      this.#live = 0
    })
    if (current) this.#early = null
  }

  /** Hands a page on, unless another was asked for meanwhile: then it is of no use, and this resolves to false. */
  async #load(before: string | null, take: (page: LogPage) => void): Promise<boolean> {
    const round = ++this.#round
    this.busy = true
    this.#host.requestUpdate()
    try {
      const page = await this.#page(this.#filter, before)
      if (round !== this.#round) return false
      take(page)
      this.error = ''
    } catch (error) {
      if (round !== this.#round) return false
      this.error = (error as Error).message
    }
    this.busy = false
    this.#host.requestUpdate()
    return true
  }

  #hear(entry: LogEntry): void {
    if (!passes(entry, this.#filter)) return
    if (this.#early) {
      this.#early = [entry, ...this.#early]
      return
    }
    // What was said last before the subscription is told again by it.
    if (isKnown(this.entries, entry) || isKnown(this.held, entry)) return
    this.#live += 1
    if (this.#live > mostLive && !this.paused) return void this.#read()
    if (this.paused) this.held = [entry, ...this.held].slice(0, mostLive)
    else this.entries = [entry, ...this.entries]
    this.#host.requestUpdate()
  }
}

function isKnown(entries: LogEntry[], { at, source, message }: LogEntry): boolean {
  return entries.slice(0, 200).some(known => known.at === at && known.source === source && known.message === message)
}
