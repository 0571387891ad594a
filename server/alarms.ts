import type { Alarm } from '../data/model/alarm.ts'
import type { Clock } from '../data/model/units.ts'

/** The alarm book: what is wrong now. */
export interface Alarms {
  /** Raises an alarm; the same one with the same message is not raised twice. */
  raise(id: string, source: string, message: string): void
  /** Its cause is gone; nothing happens when it was not raised. */
  clear(id: string, message: string): void
  active(): Alarm[]
}

/** An empty book; `publish` hears of every change. */
export function createAlarms(clock: Pick<Clock, 'now'>, publish: (alarm: Alarm) => void): Alarms {
  const book = new Map<string, Alarm>()
  return {
    raise(id, source, message) {
      if (book.get(id)?.message === message) return
      const alarm = { id, active: true, at: clock.now(), source, message }
      book.set(id, alarm)
      publish(alarm)
    },
    clear(id, message) {
      const alarm = book.get(id)
      if (!alarm) return
      book.delete(id)
      publish({ ...alarm, active: false, at: clock.now(), message })
    },
    active: () => [...book.values()],
  }
}
