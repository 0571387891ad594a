import type { Alarm } from '../data/model/alarm.ts'
import type { ProfileEvent } from '../data/model/profile.ts'
import type { Cancel, Id } from '../data/model/units.ts'
import type { Alarms } from './alarms.ts'
import type { Hub } from './hub.ts'

/** Turns events of profiles into alarms. */
export interface Reminders {
  due(event: ProfileEvent): void
  open(): void
  close(): void
}

const idOf = (vessel: Id) => `event.${vessel}`
const isReminder = ({ id, state }: Alarm) => id.startsWith('event.') && state === 'acknowledged'

/** One alarm a vessel. Its cause is that nobody has said yet that it is done: acknowledging it is just that, and ends it. */
export function createReminders({ alarms, hub }: { alarms: Alarms; hub: Pick<Hub, 'subscribe'> }): Reminders {
  let cancel: Cancel = () => {}
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
      cancel = hub.subscribe('alarms', ({ channel, data }) => {
        const alarm = data as Alarm
        // In a turn of its own, so that everybody hears of one change after the other.
        if (channel === 'alarms' && isReminder(alarm)) queueMicrotask(() => done(alarm))
      })
    },
    close: () => cancel(),
  }
}
