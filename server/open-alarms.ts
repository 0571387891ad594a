import type { Alarm } from '../data/model/alarm.ts'
import type { Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import { type Alarms, createAlarms } from './alarms.ts'
import { createAlarmKeeper } from './keeper.ts'
import type { Log } from './log.ts'
import { createWatch, type Watch } from './watch.ts'

/**
 * The alarm book as it was left, who keeps it, and who watches for what belongs into it.
 * @param publish hears of every change of an alarm
 */
export async function openAlarms(parts: {
  clock: Clock
  log: Log
  store: Pick<Store, 'alarms' | 'listen'>
  publish: (alarm: Alarm) => void
}): Promise<{ alarms: Alarms; watch: Watch; close: () => Promise<void> }> {
  const { clock, log, store, publish } = parts
  const keeper = createAlarmKeeper({ clock, log, store })
  const alarms = createAlarms({ clock, kept: await store.alarms.all(), keeper, publish })
  store.listen(fault => {
    if (fault) alarms.raise('database', 'database', `The database is away: ${fault.message}`)
    else alarms.clear('database', 'the database is open again')
  })
  return { alarms, watch: createWatch({ alarms, clock, log }), close: keeper.close }
}
