import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Message } from '../data/model/channels.ts'
import type { Cancel } from '../data/model/units.ts'
import type { Connection } from './connection.ts'

/** What a subscription is made of. */
export interface Source<T> {
  connection(): Connection
  channels: string[]
  snapshot(): Promise<T>
  /** The state after a message; the same object when nothing changed. */
  fold(state: T, message: Message): T
}

const pause = 2000

/** State of the house on an element: a snapshot, then what happens folded into it; taken again after a gap. */
export class Subscription<T> implements ReactiveController {
  state: T | undefined
  /** Why the last snapshot failed; it is tried again every two seconds. */
  error: Error | undefined
  #host: ReactiveControllerHost
  #source: Source<T>
  /** Messages that came while the snapshot was on its way; null when there is none on its way. */
  #early: Message[] | null = null
  #round = 0
  #cancel: Cancel = () => {}
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ReactiveControllerHost, source: Source<T>) {
    this.#host = host
    this.#source = source
    host.addController(this)
  }

  hostConnected(): void {
    this.#cancel = this.#source.connection().subscribe(this.#source.channels, {
      reset: () => void this.#take(),
      message: message => this.#hear(message),
    })
  }

  hostDisconnected(): void {
    this.#round++
    this.#early = null
    clearTimeout(this.#timer)
    this.#cancel()
  }

  async #take(): Promise<void> {
    const round = ++this.#round
    clearTimeout(this.#timer)
    // What was heard before it is asked for is in the snapshot, or was undone since.
    this.#early = []
    try {
      const snapshot = await this.#source.snapshot()
      if (round !== this.#round) return
      this.state = this.#early.reduce(this.#source.fold, snapshot)
      this.error = undefined
      this.#early = null
    } catch (error) {
      if (round !== this.#round) return
      this.error = error as Error
      this.#timer = setTimeout(() => void this.#take(), pause)
    }
    this.#host.requestUpdate()
  }

  #hear(message: Message) {
    if (this.#early) {
      this.#early.push(message)
      return
    }
    if (this.state === undefined) return
    const folded = this.#source.fold(this.state, message)
    if (folded === this.state) return
    this.state = folded
    this.#host.requestUpdate()
  }
}
