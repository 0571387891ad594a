import type { Fault } from './model/fault.ts'
import type { Remote } from './remote.ts'

/** Hears that a thread has ended by itself, or cannot be started again yet; null when it is back. */
export type OutageListener = (fault: Fault | null) => void

/** A thread that is started again. */
export interface Lasting<Rooms> extends Omit<Remote<Rooms>, 'ended'> {
  /** Has somebody told of every outage. */
  listen(listener: OutageListener): void
}

/** How long it takes until the first attempt to start a thread again, and between later ones at most, ms. */
const soonest = 100
const latest = 5_000

/**
 * A thread that is started again whenever it ends by itself. What was under way then, and what is asked until it is back, fails with
 * `unavailable`. Fails like `start`, which is called for every attempt.
 */
export async function lasting<Rooms extends object>(start: () => Promise<Remote<Rooms>>): Promise<Lasting<Rooms>> {
  const listeners: OutageListener[] = []
  let current = await start()
  let attempt: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const tell: OutageListener = fault => {
    for (const listener of listeners) listener(fault)
  }

  async function follow(): Promise<void> {
    const fault = await current.ended
    if (!fault || closed) return
    tell(fault)
    startAgain(soonest)
  }

  function startAgain(delay: number): void {
    timer = setTimeout(() => {
      attempt = start().then(
        async next => {
          if (closed) return next.close()
          current = next
          tell(null)
          void follow()
        },
        error => {
          if (closed) return
          tell(error)
          startAgain(Math.min(delay * 2, latest))
        },
      )
    }, delay)
    timer.unref()
  }

  void follow()
  return {
    path: current.path,
    run: current.run,
    rooms: forward(() => current.rooms),
    listen: listener => void listeners.push(listener),
    async close(first) {
      closed = true
      clearTimeout(timer)
      await Promise.all([current.close(first), attempt])
    },
  }
}

type Room = Record<string, (...values: unknown[]) => unknown>

/** Objects of the same form that pass every call on to those that are there at the moment. */
function forward<Rooms extends object>(now: () => Rooms): Rooms {
  const rooms = () => now() as Record<string, Room>
  const alike = Object.entries(rooms()).map(([name, room]) => [
    name,
    Object.fromEntries(
      Object.keys(room).map(method => [method, (...values: unknown[]) => rooms()[name]![method]!(...values)]),
    ),
  ])
  return Object.fromEntries(alike) as Rooms
}
