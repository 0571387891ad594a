import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import { createAnnouncer } from './announcer.ts'
import { Brewery, type BreweryParts } from './brewery.ts'
import { createContinuity } from './continuity.ts'
import { createProfileRuns, type ProfileRuns } from './following.ts'
import { createScheduleKeeper } from './schedule-keeper.ts'
import { createScheduleRuns, type ScheduleRuns } from './schedules.ts'

/** The brewery with all that keeps and announces what its vessels work through. */
export interface Brewhouse {
  readonly brewery: Brewery
  readonly runs: ProfileRuns
  readonly schedules: ScheduleRuns
  open(): Promise<void>
  /** Puts the outputs to rest, then writes what is left. */
  close(): Promise<void>
}

/** Builds it; nothing moves before it is open. */
export function createBrewhouse(
  parts: Omit<BreweryParts, 'store' | 'continuity' | 'schedules'> & { alarms: Alarms; store: Store },
): Brewhouse {
  const { store, clock } = parts
  const continuity = createContinuity({ ...parts, leapt: (by, before) => announcer.shift(by, before) })
  const goingOn = { modes: { ...store.modes, all: continuity.modes }, switches: store.switches }
  const announcer = createAnnouncer({ ...parts, store: goingOn })
  const keeper = createScheduleKeeper(parts)
  const brewery = new Brewery({ ...parts, continuity, schedules: keeper, store: announcer.store })
  return {
    brewery,
    runs: createProfileRuns({ brewery, clock }),
    schedules: createScheduleRuns({ brewery, clock, keeper, alarms: parts.alarms }),
    async open() {
      await brewery.open()
      announcer.open()
      continuity.open()
    },
    async close() {
      await brewery.close()
      await announcer.close()
      await keeper.close()
      await continuity.close()
    },
  }
}
