import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Loop } from './control/loop.ts'
import type { Log } from './log.ts'

/** What controllers learned of their plants: kept over restarts, and forgotten on request. */
export interface Learning {
  /** Tells the controllers what they knew. */
  open(): Promise<void>
  /** Writes down what is new. */
  close(): Promise<void>
  /** The controller begins anew with what is typical. */
  forget(loop: Loop): Promise<void>
}

/** How often what is new is written down: a plant changes in days, and each write wears a card. */
const keepMs = 10 * 60_000

/** Keeps it in the store: every ten minutes and at the end, so that a power cut costs ten minutes of learning. */
export function createLearning({
  loops,
  store,
  clock,
  log,
}: {
  loops: ReadonlyMap<Id, Loop>
  store: Pick<Store, 'learned'>
  clock: Pick<Clock, 'every'>
  log: Log
}): Learning {
  /** As it was written last. */
  const kept = new Map<Id, string>()
  let cancel: Cancel = () => {}

  async function keep(): Promise<void> {
    for (const [id, { learned }] of loops) {
      const document = JSON.stringify(learned)
      if (!learned || kept.get(id) === document) continue
      try {
        await store.learned.set(id, learned)
        kept.set(id, document)
      } catch (error) {
        log('error', `vessel ${id}`, `what was learned could not be written down: ${(error as Error).message}`)
      }
    }
  }

  return {
    async open() {
      for (const { vessel, learned } of await store.learned.all()) {
        const loop = loops.get(vessel)
        if (loop?.vessel.tuning.kind === learned.kind) loop.learn(learned)
      }
      cancel = clock.every(keepMs, () => void keep())
    },
    async close() {
      cancel()
      await keep()
    },
    async forget(loop) {
      const { id } = loop.vessel
      loop.learn(null)
      await store.learned.remove(id)
      kept.delete(id)
      log('info', `vessel ${id}`, 'what its controller learned was forgotten')
    },
  }
}
