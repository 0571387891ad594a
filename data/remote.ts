import type { Worker } from 'node:worker_threads'
import { type Opened, type Request, type Said, toError } from './messages.ts'
import { Fault } from './model/fault.ts'

/** A thread of the database as the others see it. */
export interface Remote<Rooms> extends Omit<Opened, 'methods'> {
  /** Objects that look like the thread's repositories and pass every call on. */
  rooms: Rooms
  /** Takes no more calls; resolves when the thread has done what it was asked before and has ended, but not before `first`. */
  close(first?: Promise<void>): Promise<void>
  /** Resolves when it has ended: to what calls fail with if it did so by itself, to null if it was closed. */
  readonly ended: Promise<Fault | null>
}

/** The other end of a thread that has opened its database. Fails with what the thread refused with, or with `unavailable`. */
export function remote<Rooms>(worker: Worker): Promise<Remote<Rooms>> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let calls = 0
  let gone: Fault | null = null
  let closing: Promise<void> | null = null

  function call(repository: string, method: string, values: unknown[]): Promise<unknown> {
    if (gone) return Promise.reject(gone)
    if (closing) return Promise.reject(new Fault('unavailable', 'The database is being closed.'))
    return new Promise((resolve, reject) => {
      calls += 1
      worker.postMessage({ call: calls, repository, method, values } satisfies Request)
      waiting.set(calls, { resolve, reject })
    })
  }

  return new Promise((resolve, reject) => {
    const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))

    async function close(first?: Promise<void>): Promise<void> {
      await first
      if (!gone) worker.postMessage({ close: true } satisfies Request)
      return ended
    }

    worker.on('message', (said: Said) => {
      if ('opened' in said) {
        const { methods, ...opened } = said.opened
        resolve({
          ...opened,
          rooms: lookAlikes(methods, call) as Rooms,
          ended: ended.then(() => (closing ? null : gone)),
          close(first) {
            closing ??= close(first)
            return closing
          },
        })
      } else if ('refused' in said) {
        reject(toError(said.refused))
      } else {
        const asked = waiting.get(said.call)
        waiting.delete(said.call)
        if ('failure' in said) asked?.reject(toError(said.failure))
        else asked?.resolve(said.value)
      }
    })

    let cause = ''
    worker.once('error', error => {
      cause = `: ${error instanceof Error ? error.message : String(error)}`
    })
    worker.once('exit', () => {
      gone = new Fault(
        'unavailable',
        closing
          ? 'The database is closed.'
          : `The thread that keeps the database has ended${cause}. It is being started again.`,
      )
      reject(gone)
      for (const { reject } of waiting.values()) reject(gone)
      waiting.clear()
    })
  })
}

type Pass = (repository: string, method: string, values: unknown[]) => Promise<unknown>

function lookAlikes(methods: Record<string, string[]>, pass: Pass): object {
  const rooms = Object.entries(methods).map(([repository, names]) => [
    repository,
    Object.fromEntries(names.map(method => [method, (...values: unknown[]) => pass(repository, method, values)])),
  ])
  return Object.fromEntries(rooms)
}
