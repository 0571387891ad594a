import type { Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import { type Backups, createBackups } from './backups.ts'
import type { Brewery } from './brewery.ts'
import { systemClock } from './clock.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import { createRecorder, type Recorder } from './recorder.ts'

/** What the house writes down, and the copies of it. */
export interface Records {
  recorder: Recorder
  backups: Backups
  close(): Promise<void>
}

/** Opens both; `clock` is the house's, `wall` the world's, by which backups are due. */
export function openRecords(parts: {
  clock: Clock
  wall: Clock
  hub: Hub
  log: Log
  store: Pick<Store, 'kind' | 'readings' | 'logs' | 'backups'>
  alarms: Alarms
  brewery: Pick<Brewery, 'configuration' | 'owns'>
  restart: () => void
}): Records {
  const { brewery, store, wall } = parts
  const settings = () => brewery.configuration.settings
  const recorder = createRecorder({ ...parts, disk: systemClock, settings, owns: channel => brewery.owns(channel) })
  const backups = createBackups({ ...parts, settings, clock: wall, recorder })
  recorder.open()
  // A server's data is backed up where it is.
  if (store.kind === 'SQLite') backups.open()
  return {
    recorder,
    backups,
    async close() {
      // A copy may take longer than there is time to leave.
      await recorder.flush()
      await backups.close()
      await recorder.close()
    },
  }
}
