import { Fault } from '../data/model/fault.ts'
import type { Cancel, Clock } from '../data/model/units.ts'
import type { AlarmChange, Store } from '../data/store.ts'
import type { Log } from './log.ts'
import { createTurns } from './turns.ts'

/** Writes down what happens, in its order, without anybody having to wait for the disk. */
export interface Keeper<Thing> {
  /** Writes soon, and again every few seconds while the disk fails. */
  add(thing: Thing): void
  /** Writes now, behind what waits. Rejects when it cannot be written; it is then not tried again. */
  write(thing: Thing): Promise<void>
  /** What the disk refused to take so far, oldest first. */
  unkept(): readonly Thing[]
  /** Writes what is left. */
  close(): Promise<void>
}

const retryAfter = 5_000
/** Most things that wait for a disk that fails: the oldest go first, what is in memory stays true. */
const mostWaiting = 10_000

/**
 * Keeps things by `keep`, which writes all it is given or fails, and may be given something once more.
 * @param parts.things who they are in the log: "alarms"
 * @param parts.nameOf one of them in the log: "a change of alarm board.arduino"
 */
export function createKeeper<Thing>(parts: {
  clock: Pick<Clock, 'after'>
  log: Log
  things: string
  nameOf: (thing: Thing) => string
  keep: (things: Thing[]) => Promise<void>
}): Keeper<Thing> {
  const { clock, log, things, nameOf } = parts
  let waiting: Thing[] = []
  const inTurn = createTurns()
  let stopRetrying: Cancel = () => {}
  let failing = false

  const write = (thing: Thing | null) => inTurn(() => flush(thing))
  /** What fails has been said, and is tried again. */
  const writeWaiting = () => write(null).catch(() => undefined)

  async function flush(now: Thing | null): Promise<void> {
    const batch = [...waiting]
    let written = 0
    try {
      for await (const count of keep(batch)) written += count
      if (now) await parts.keep([now])
      failing = false
    } catch (error) {
      if (isRefused(error)) throw error
      if (!failing) log('error', things, `${things} cannot be written down: ${(error as Error).message}`)
      failing = true
      stopRetrying()
      stopRetrying = clock.after(retryAfter, () => void writeWaiting())
      throw error
    } finally {
      // What came meanwhile waits behind it.
      waiting = waiting.slice(written).slice(-mostWaiting)
    }
  }

  /** What can never be kept goes alone: everything behind it would wait for ever. Yields how many are done with. */
  async function* keep(batch: Thing[]): AsyncGenerator<number> {
    if (batch.length === 0) return
    try {
      await parts.keep(batch)
    } catch (error) {
      if (!isRefused(error)) throw error
      if (batch.length > 1) {
        for (const thing of batch) yield* keep([thing])
        return
      }
      log('error', things, `${nameOf(batch[0]!)} is not kept: ${(error as Error).message}`)
    }
    yield batch.length
  }

  return {
    add(thing) {
      waiting.push(thing)
      // While the disk fails, the retry takes it along.
      if (!failing) void writeWaiting()
    },
    write,
    unkept: () => (failing ? waiting : []),
    async close() {
      stopRetrying()
      await writeWaiting()
      stopRetrying()
    },
  }
}

/** Keeps alarms in the store. */
export const createAlarmKeeper = ({
  store,
  ...parts
}: {
  clock: Pick<Clock, 'after'>
  log: Log
  store: Pick<Store, 'alarms'>
}): Keeper<AlarmChange> =>
  createKeeper({
    ...parts,
    things: 'alarms',
    nameOf: ({ id }) => `a change of alarm ${id}`,
    keep: changes => store.alarms.keep(changes),
  })

function isRefused(error: unknown): boolean {
  return error instanceof Fault && error.code === 'invalid'
}
