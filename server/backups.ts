import type { Backup } from '../data/model/backup.ts'
import type { Settings } from '../data/model/setting.ts'
import type { Cancel, Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import type { Log } from './log.ts'
import type { Recorder } from './recorder.ts'
import { createTurns } from './turns.ts'

/** Copies of everything the house knows: made when it is time to or when somebody asks, and restored. */
export interface Backups {
  open(): void
  /** Fails with `unavailable` when there is no room. */
  make(): Promise<Backup>
  /** Makes a copy to take away; resolves to its path. Whoever asks deletes it. Fails like `make`. */
  copy(): Promise<string>
  /** Checks a backup, then has the house closed and opened again with it, every vessel off. Fails with `not-found` or `unusable`. */
  restore(name: string): Promise<void>
  /** Resolves when a copy that is being made is made. */
  close(): Promise<void>
}

/** Ms after which the house is closed to be opened again: whoever asked has the answer by then. */
export const answeredAfter = 500
/** How often it is looked whether one is due. */
const lookEvery = 60_000
const hour = 3_600_000

/** `restart` closes the house and opens it again. */
export function createBackups(parts: {
  clock: Clock
  log: Log
  alarms: Pick<Alarms, 'raise' | 'clear'>
  store: { backups: Pick<Store['backups'], 'list' | 'make' | 'copy' | 'keepNewest' | 'prepare'> }
  recorder: Pick<Recorder, 'flush'>
  settings: () => Pick<Settings, 'backupEvery' | 'backupsKept'>
  restart: () => void
}): Backups {
  const { clock, log, alarms, store, recorder, settings, restart } = parts
  /** Two copies at once would need room for two. */
  const inTurn = createTurns()
  let looking = false
  let stop: Cancel = () => {}

  function make(reason: 'asked' | 'scheduled'): Promise<Backup> {
    return inTurn(async () => {
      await recorder.flush()
      const backup = await store.backups.make(reason, clock.now())
      log('info', 'backup', `made ${backup.name}, ${(backup.size / 1e6).toFixed(1)} MB`)
      return backup
    })
  }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      if (!(await isDue())) return alarms.clear('backup', 'none is due')
      // Where there is no room for another, fewer may have been asked for because of that.
      await keepNewest()
      await make('scheduled')
      await keepNewest()
      alarms.clear('backup', 'a backup was made')
    } catch (error) {
      alarms.raise('backup', 'backup', `No backup was made: ${(error as Error).message}`, { priority: 'medium' })
    } finally {
      looking = false
    }
  }

  const keepNewest = () => store.backups.keepNewest(settings().backupsKept, clock.now())

  async function isDue(): Promise<boolean> {
    const { backupEvery } = settings()
    if (backupEvery === null) return false
    const now = clock.now()
    // One of a time to come was made while the clock was wrong.
    const made = (await store.backups.list()).filter(({ reason, at }) => reason === 'scheduled' && at <= now)
    return made.every(({ at }) => now - at >= backupEvery * hour)
  }

  return {
    open() {
      stop = clock.every(lookEvery, () => void look())
    },
    make: () => make('asked'),
    copy: () =>
      inTurn(async () => {
        await recorder.flush()
        return store.backups.copy()
      }),
    restore: name =>
      inTurn(async () => {
        await store.backups.prepare(name, clock.now())
        log('warning', 'backup', `restoring ${name}: the house is opened again with it, every vessel off`)
        clock.after(answeredAfter, restart)
      }),
    async close() {
      stop()
      await inTurn(() => {})
    },
  }
}
