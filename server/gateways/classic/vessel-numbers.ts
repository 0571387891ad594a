import type { Id } from '../../../data/model/units.ts'
import type { Store } from '../../../data/store.ts'

/** Numbers that vessels have for life, as far as they were learned. */
export interface VesselNumbers {
  /** Learns those of new vessels. */
  learn(): Promise<void>
  of(vessel: Id): number | undefined
}

/** None learned yet; a vessel that is gone keeps its number. */
export function createVesselNumbers(store: Pick<Store, 'numbers'>): VesselNumbers {
  const numbers = new Map<Id, number>()
  return {
    async learn() {
      for (const { id, number } of await store.numbers.of('vessels')) numbers.set(id, number)
    },
    of: vessel => numbers.get(vessel),
  }
}
