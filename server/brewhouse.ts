import type { Instant } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import { type Autotunes, createAutotunes } from './autotunes.ts'
import { Brewery, type BreweryParts } from './brewery.ts'
import type { Chronicle } from './chronicle.ts'
import { createContinuity } from './continuity.ts'
import { createDiary } from './diary.ts'
import { createProfileRuns, type ProfileRuns } from './following.ts'
import { createInsistentStore } from './insistent-store.ts'
import { createLearning, type Learning } from './learning.ts'
import { createScheduleKeeper } from './schedule-keeper.ts'
import { createScheduleRuns, type ScheduleRuns } from './schedules.ts'

/** The brewery with all that keeps and announces what its vessels work through. */
export interface Brewhouse {
  readonly brewery: Brewery
  readonly runs: ProfileRuns
  readonly schedules: ScheduleRuns
  readonly chronicle: Chronicle
  readonly learning: Learning
  readonly autotunes: Autotunes
  open(): Promise<void>
  /** Puts the outputs to rest, then writes what is left. */
  close(): Promise<void>
}

/** Builds it; nothing moves before it is open. */
export function createBrewhouse(
  parts: Omit<BreweryParts, 'store' | 'continuity' | 'schedules'> & { alarms: Alarms; store: Store },
): Brewhouse {
  const { store, clock } = parts
  const leapt = (by: number, before: Instant) => {
    diary.shift(by, before)
    parts.alarms.shift(by)
  }
  const continuity = createContinuity({ ...parts, leapt })
  const goingOn = { ...store, modes: { ...store.modes, all: continuity.modes, set: continuity.keep } }
  const diary = createDiary({ ...parts, store: goingOn, notice: continuity.notice })
  const insistent = createInsistentStore(diary.store, { ...parts, modeOf: vessel => brewery.mode(vessel) })
  const keeper = createScheduleKeeper(parts)
  const brewery = new Brewery({
    ...parts,
    continuity,
    schedules: keeper,
    store: { ...insistent.store, safety: store.safety },
  })
  const learning = createLearning({ ...parts, brewery })
  return {
    brewery,
    learning,
    autotunes: createAutotunes({ ...parts, brewery }),
    runs: createProfileRuns({ brewery, clock }),
    chronicle: diary.chronicle,
    schedules: createScheduleRuns({ brewery, clock, keeper, alarms: parts.alarms }),
    async open() {
      await diary.open()
      await brewery.open()
      await learning.open()
      continuity.open()
    },
    async close() {
      await brewery.close()
      await insistent.close()
      await learning.close()
      await diary.close()
      await keeper.close()
      await continuity.close()
    },
  }
}
