import { Worker } from 'node:worker_threads'
import { Fault } from './model/fault.ts'
import type { Repositories } from './repositories/all.ts'
import type { Store } from './store.ts'
import type { Answer, Failure, Request, ThreadStart } from './thread.ts'

/**
 * Opens the database, a path or a `file:` or `sqlite:` URL, on a thread of its own, and makes it if there is none.
 * Fails with `unusable` (damaged, foreign or newer than this program) or `unavailable` (in use, not writable).
 */
export function openStore({ database, now }: { database: string; now: () => number }): Promise<Store> {
  const workerData: ThreadStart = { database, now: now() }
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    name: 'database',
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
  })
  return storeOn(worker, now)
}

/** The store behind a thread that answers like thread.ts, once it has opened its database. */
export function storeOn(worker: Worker, now: () => number): Promise<Store> {
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

    function close(): Promise<void> {
      if (!gone) worker.postMessage({ close: true } satisfies Request)
      return ended
    }

    worker.on('message', (answer: Answer) => {
      if ('opened' in answer) {
        const rooms = remote(answer.opened.methods, call)
        const setMode = rooms.modes.set
        // A profile that is started without a time starts now, by the clock of this side.
        rooms.modes.set = (vessel, mode, told) =>
          setMode(vessel, mode.kind === 'profile' ? { ...mode, startedAt: mode.startedAt ?? now() } : mode, told)
        resolve({
          ...rooms,
          run: answer.opened.run,
          close() {
            closing ??= close()
            return closing
          },
        })
      } else if ('refused' in answer) {
        reject(toError(answer.refused))
      } else {
        const asked = waiting.get(answer.call)
        waiting.delete(answer.call)
        if ('failure' in answer) asked?.reject(toError(answer.failure))
        else asked?.resolve(answer.value)
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
          : `The thread that keeps the database has ended${cause}. Restart Maelstrom.`,
      )
      reject(gone)
      for (const { reject } of waiting.values()) reject(gone)
      waiting.clear()
    })
  })
}

type Call = (repository: string, method: string, values: unknown[]) => Promise<unknown>

/** Objects that look like the repositories and pass every call on. */
function remote(methods: Record<string, string[]>, call: Call): Repositories {
  const rooms = Object.entries(methods).map(([repository, names]) => [
    repository,
    Object.fromEntries(names.map(method => [method, (...values: unknown[]) => call(repository, method, values)])),
  ])
  return Object.fromEntries(rooms) as Repositories
}

function toError({ message, stack, fault }: Failure): Error {
  if (fault) return new Fault(fault.code, message, fault.issues)
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
