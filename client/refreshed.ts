import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Message } from '../data/model/channels.ts'
import type { Cancel } from '../data/model/units.ts'
import type { Connection } from './connection.ts'

/** What is asked for, and when again. */
export interface Question<T> {
  connection(): Connection
  channels: string[]
  /** Whether a message on these channels changes the answer. */
  concerns(message: Message): boolean
  ask(): Promise<T>
}

/** An answer of the server on an element: asked for again after messages that change it, and after each gap. */
export class Refreshed<T> implements ReactiveController {
  value: T | undefined
  /** Why it was not answered the last time. */
  error: Error | undefined
  #host: ReactiveControllerHost
  #question: Question<T>
  #asking = false
  #again = false
  #cancel: Cancel = () => {}

  constructor(host: ReactiveControllerHost, question: Question<T>) {
    this.#host = host
    this.#question = question
    host.addController(this)
  }

  hostConnected(): void {
    const { connection, channels, concerns } = this.#question
    this.#cancel = connection().subscribe(channels, {
      reset: () => void this.refresh(),
      message: message => {
        if (concerns(message)) void this.refresh()
      },
    })
  }

  hostDisconnected(): void {
    this.#cancel()
  }

  /** Asks once more; what is asked while an answer is on its way is asked once when that is there. */
  async refresh(): Promise<void> {
    this.#again = this.#asking
    if (this.#asking) return
    this.#asking = true
    try {
      this.value = await this.#question.ask()
      this.error = undefined
    } catch (error) {
      this.error = error as Error
    }
    this.#asking = false
    if (this.#again) return this.refresh()
    this.#host.requestUpdate()
  }
}
