import type { Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import { type Announcer, createAnnouncer } from './announcer.ts'
import { type Chronicle, createChronicle } from './chronicle.ts'
import type { Configuration } from './configuration.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import { createReminders } from './reminders.ts'

/** What happens to vessels: announced when it is due, made an alarm where that is asked for, and written down. */
export interface Diary extends Pick<Announcer, 'store' | 'shift'> {
  chronicle: Chronicle
  /** Comes before the brewery opens, so that nothing is missed. */
  open(): Promise<void>
  close(): Promise<void>
}

/** Puts announcer, reminders and chronicle together. */
export function createDiary(parts: {
  clock: Clock
  hub: Hub
  log: Log
  alarms: Alarms
  store: Store
  configuration: Configuration
  notice?: () => void
}): Diary {
  const chronicle = createChronicle(parts)
  const reminders = createReminders(parts)
  const announcer = createAnnouncer({ ...parts, due: reminders.due })
  return {
    store: announcer.store,
    shift(by, before) {
      announcer.shift(by, before)
      chronicle.shift(by, before)
    },
    chronicle,
    async open() {
      await chronicle.open()
      reminders.open()
      announcer.open()
    },
    async close() {
      await announcer.close()
      reminders.close()
      await chronicle.close()
    },
  }
}
