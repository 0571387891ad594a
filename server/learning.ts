import type { Learned } from '../data/model/learned.ts'
import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Brewery } from './brewery.ts'
import type { Log } from './log.ts'

/** What controllers learned of their plants: kept over restarts, and forgotten on request. */
export interface Learning {
  /** Tells the controllers what they knew; comes once the brewery is open. */
  open(): Promise<void>
  /** Writes down what is new. */
  close(): Promise<void>
  /** Null: nothing. Fails with `not-found`. */
  of(vessel: Id): Learned | null
  /** The vessel's controller begins anew with what is typical, at once. Fails with `not-found`. */
  forget(vessel: Id): Promise<void>
}

/** How often what is new is written down: a plant changes in days, and each write wears a card. */
const keepMs = 10 * 60_000

/** Keeps it in the store: every ten minutes and at the end, so that a power cut costs ten minutes of learning. */
export function createLearning({
  brewery,
  store,
  clock,
  log,
}: {
  brewery: Brewery
  store: Pick<Store, 'learned'>
  clock: Pick<Clock, 'every'>
  log: Log
}): Learning {
  const loops = () => brewery.configuration.plan.vessels.map(({ id }) => brewery.loop(id))
  /** As it was written last. */
  const kept = new Map<Id, string>()
  let cancel: Cancel = () => {}

  async function keep(): Promise<void> {
    for (const { learned, vessel } of loops()) {
      const { id } = vessel
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
        const loop = brewery.loop(vessel)
        if (loop.vessel.tuning.kind === learned.kind) loop.learn(learned)
      }
      cancel = clock.every(keepMs, () => void keep())
    },
    async close() {
      cancel()
      await keep()
    },
    of: id => brewery.loop(id).learned,
    async forget(id) {
      brewery.loop(id).learn(null)
      await store.learned.remove(id)
      kept.delete(id)
      log('info', `vessel ${id}`, 'what its controller learned was forgotten')
    },
  }
}
