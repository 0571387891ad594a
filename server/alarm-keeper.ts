import { Fault } from '../data/model/fault.ts'
import type { Cancel, Clock } from '../data/model/units.ts'
import type { AlarmChange, Store } from '../data/store.ts'
import type { Log } from './log.ts'

/** Writes down what happens to alarms, in its order, without anybody having to wait for the disk. */
export interface AlarmKeeper {
  /** Writes soon, and again every few seconds while the disk fails. */
  add(change: AlarmChange): void
  /** Writes now, behind what waits. Rejects when it cannot be written; it is then not tried again. */
  write(change: AlarmChange): Promise<void>
  /** Writes what is left. */
  close(): Promise<void>
}

const retryAfter = 5_000
/** Most changes that wait for a disk that fails: the oldest go first, what is in memory stays true. */
const mostWaiting = 10_000

/** Keeps alarms in the store. */
export function createAlarmKeeper(parts: { clock: Clock; log: Log; store: Pick<Store, 'alarms'> }): AlarmKeeper {
  const { clock, log, store } = parts
  let waiting: AlarmChange[] = []
  let last: Promise<void> = Promise.resolve()
  let stopRetrying: Cancel = () => {}
  let failing = false

  function inTurn(now: AlarmChange | null): Promise<void> {
    const turn = last.then(() => flush(now))
    last = turn.catch(() => undefined)
    return turn
  }

  async function flush(now: AlarmChange | null): Promise<void> {
    let batch = waiting
    waiting = []
    try {
      if (batch.length > 0) await keep(batch)
      batch = []
      if (now) await store.alarms.keep([now])
      failing = false
    } catch (error) {
      if (isRefused(error)) throw error
      waiting = [...batch, ...waiting].slice(-mostWaiting)
      if (!failing) log('error', 'alarms', `alarms cannot be written down: ${(error as Error).message}`)
      failing = true
      stopRetrying()
      stopRetrying = clock.after(retryAfter, () => void inTurn(null).catch(() => undefined))
      throw error
    }
  }

  /** What can never be kept goes alone: everything behind it would wait for ever. */
  async function keep(batch: AlarmChange[]): Promise<void> {
    try {
      await store.alarms.keep(batch)
    } catch (error) {
      if (!isRefused(error)) throw error
      if (batch.length > 1) {
        for (const change of batch) await keep([change])
      } else log('error', 'alarms', `a change of alarm ${batch[0]?.id} is not kept: ${(error as Error).message}`)
    }
  }

  return {
    add(change) {
      waiting.push(change)
      // While the disk fails, the retry takes it along.
      if (!failing) void inTurn(null).catch(() => undefined)
    },
    write: change => inTurn(change),
    async close() {
      stopRetrying()
      await inTurn(null).catch(() => undefined)
      stopRetrying()
    },
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Fault && error.code === 'invalid'
}
