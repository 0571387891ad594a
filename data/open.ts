import { Worker } from 'node:worker_threads'
import { lasting } from './lasting.ts'
import type { ThreadStart } from './messages.ts'
import { Fault } from './model/fault.ts'
import { isPostgres } from './postgres/address.ts'
import { type Remote, remote } from './remote.ts'
import type { Readers, Repositories } from './repositories/all.ts'
import type { Store } from './store.ts'

/**
 * Opens the database, a path or a `file:`, `sqlite:` or `postgres:` URL, on threads of its own, and makes it if there is none.
 * Fails with `unusable` (damaged, foreign or newer than this program) or `unavailable` (in use, not writable).
 */
export async function openStore({ database, now }: { database: string; now: () => number }): Promise<Store> {
  const writer = () => start('thread', 'database', { database, now: now() })
  return storeOn(writer, now, path => start('reader', 'history', { database: path, now: now() }))
}

/**
 * The store behind a thread that answers like thread.ts, another one when that ends by itself; the history is asked of threads
 * like reader.ts.
 */
export async function storeOn(
  writer: () => Worker,
  now: () => number,
  reader: (path: string) => Worker,
): Promise<Store> {
  const { rooms, path, run, listen, close } = await lasting(() => remote<Repositories>(writer()))
  const setMode = rooms.modes.set
  // A profile that is started without a time starts now, by the clock of this side.
  rooms.modes.set = (vessel, mode, told) =>
    setMode(vessel, mode.kind === 'profile' ? { ...mode, startedAt: mode.startedAt ?? now() } : mode, told)
  const history = historyOn(() => remote<Readers>(reader(path)))
  const { backups, ...others } = history.rooms
  for (const [name, room] of Object.entries(others)) Object.assign(rooms[name as keyof typeof others], room)
  // The writer goes last: who closes the file last empties the log into it.
  const kind = isPostgres(path) ? 'PostgreSQL' : 'SQLite'
  return { ...rooms, backups, kind, run, listen, close: () => close(history.close()) }
}

/** Threads that read: one for the history, started when somebody asks for it, and one for each copy of the file. */
function historyOn(start: () => Promise<Remote<Readers>>): { rooms: Readers; close(): Promise<void> } {
  let started: Promise<Remote<Readers>> | null = null
  let closed = false

  /** One that ended, or could not start, is forgotten: the next question starts another. */
  async function begin(): Promise<Remote<Readers>> {
    const forget = () => {
      started = null
    }
    try {
      const begun = await start()
      void begun.ended.then(forget)
      return begun
    } catch (error) {
      forget()
      throw error
    }
  }

  async function ask<T>(question: (rooms: Readers) => Promise<T>): Promise<T> {
    if (closed) throw closedFault
    started ??= begin()
    return question((await started).rooms)
  }

  /** What takes seconds or minutes: nobody else waits for it. */
  async function alone<T>(question: (rooms: Readers) => Promise<T>): Promise<T> {
    if (closed) throw closedFault
    const { rooms, close } = await start()
    return question(rooms).finally(() => close())
  }

  return {
    rooms: {
      readings: {
        series: () => ask(({ readings }) => readings.series()),
        points: query => ask(({ readings }) => readings.points(query)),
        buckets: query => ask(({ readings }) => readings.buckets(query)),
      },
      logs: { find: query => ask(({ logs }) => logs.find(query)) },
      alarms: { journal: query => ask(({ alarms }) => alarms.journal(query)) },
      backups: {
        list: () => ask(({ backups }) => backups.list()),
        find: name => ask(({ backups }) => backups.find(name)),
        remove: name => ask(({ backups }) => backups.remove(name)),
        keepNewest: (count, now) => ask(({ backups }) => backups.keepNewest(count, now)),
        make: (reason, now) => alone(({ backups }) => backups.make(reason, now)),
        copy: () => alone(({ backups }) => backups.copy()),
        prepare: (name, now) => alone(({ backups }) => backups.prepare(name, now)),
      },
    },
    async close() {
      closed = true
      // One that could not start has nothing to close.
      await started?.then(
        ({ close }) => close(),
        () => {},
      )
    },
  }
}

const closedFault = new Fault('unavailable', 'The database is closed.')

function start(program: 'thread' | 'reader', name: string, workerData: ThreadStart): Worker {
  return new Worker(new URL(`./${program}.ts`, import.meta.url), {
    name,
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  })
}
