import type { Alarm } from '../data/model/alarm.ts'
import type { ProfileEvent } from '../data/model/profile.ts'
import type { Cancel, Id } from '../data/model/units.ts'
import type { Alarms } from './alarms.ts'
import type { Change } from './configuration.ts'
import type { Hub } from './hub.ts'
import { alarmOf } from './schedule-keeper.ts'

/** Turns events of profiles into alarms; with a vessel go all that wait for somebody there. */
export interface Reminders {
  due(event: ProfileEvent): void
  open(): void
  close(): void
}

const idOf = (vessel: Id) => `event.${vessel}`
const isReminder = ({ id, state }: Alarm) => id.startsWith('event.') && state === 'acknowledged'

/** One alarm a vessel. Its cause is that nobody has said yet that it is done: acknowledging it is just that, and ends it. */
export function createReminders({ alarms, hub }: { alarms: Alarms; hub: Pick<Hub, 'subscribe'> }): Reminders {
  let cancels: Cancel[] = []
  const done = ({ id }: Alarm) => alarms.clear(id, 'what was due is acknowledged')

  return {
    due({ vessel, text, alarm }) {
      if (!alarm) return
      const id = idOf(vessel)
      const before = alarms.isStanding(id) ? [alarms.find(id).message] : []
      alarms.raise(id, `vessel ${vessel}`, [text, ...before].join(' · '), { vessel })
    },
    open() {
      // Acknowledged just before the house was closed.
      for (const alarm of alarms.list('acknowledged').filter(isReminder)) done(alarm)
      cancels = [
        hub.subscribe('alarms', ({ channel, data }) => {
          const alarm = data as Alarm
          // In a turn of its own, so that everybody hears of one change after the other.
          if (channel === 'alarms' && isReminder(alarm)) queueMicrotask(() => done(alarm))
        }),
        // Nothing is to be done any more where nothing is.
        hub.subscribe('configuration.vessels', ({ data }) => {
          const { event, id } = data as unknown as Change
          if (event === 'deleted') alarms.forget(other => other === idOf(id) || other.startsWith(alarmOf(id, '')))
        }),
      ]
    },
    close() {
      for (const cancel of cancels) cancel()
    },
  }
}
