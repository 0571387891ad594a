import type { Alarm, AlarmState, Priority } from '../data/model/alarm.ts'
import { isTime } from './format.ts'

/** Priorities, the one that can least wait first. */
export const priorities: readonly Priority[] = ['urgent', 'high', 'medium', 'low']

/** States people see, in the order in which they matter. */
const order: readonly AlarmState[] = [
  'unacknowledged',
  'returned',
  'acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
  'normal',
]

/** Whether this is an alarm: anybody may publish anything on their channel. */
export function isAlarm(data: unknown): data is Alarm {
  const { id, state, priority, source, at } = (data ?? {}) as Partial<Alarm>
  const known = order.includes(state as AlarmState) && priorities.includes(priority as Priority)
  return known && typeof id === 'string' && typeof source === 'string' && isTime(at)
}

/** The alarms after one of them changed; one that is normal leaves. The same array when what came is no alarm. */
export function foldAlarm(alarms: Alarm[], alarm: unknown): Alarm[] {
  if (!isAlarm(alarm)) return alarms
  const others = alarms.filter(({ id }) => id !== alarm.id)
  return alarm.state === 'normal' ? others : [alarm, ...others]
}

/** By state, then by priority, the newest first. */
export function byUrgency(a: Alarm, b: Alarm): number {
  return (
    order.indexOf(a.state) - order.indexOf(b.state) ||
    priorities.indexOf(a.priority) - priorities.indexOf(b.priority) ||
    b.at - a.at
  )
}

/** Whether somebody has to acknowledge it, whether its cause lasts or not. */
export const isWaiting = ({ state }: Pick<Alarm, 'state'>): boolean =>
  state === 'unacknowledged' || state === 'returned'

/** Alarms somebody has to acknowledge, the most urgent first. */
export const waiting = (alarms: readonly Alarm[]): Alarm[] => alarms.filter(isWaiting).toSorted(byUrgency)

/** The alarm of an emergency stop that lasts: its own banner tells it. */
export const ofEmergencyStop = ({ id, standing }: Pick<Alarm, 'id' | 'standing'>): boolean =>
  id === 'emergency-stop' && standing

/** The others; the same array when all are. */
export const besidesEmergencyStop = (alarms: Alarm[]): Alarm[] =>
  alarms.some(ofEmergencyStop) ? alarms.filter(alarm => !ofEmergencyStop(alarm)) : alarms

/** Alarms that last and somebody knows of, the most urgent first. */
export const known = (alarms: readonly Alarm[]): Alarm[] =>
  alarms.filter(({ state }) => state === 'acknowledged').toSorted(byUrgency)

/** Alarms in one state. */
export interface AlarmGroup {
  state: AlarmState
  alarms: Alarm[]
}

const shown: readonly AlarmState[] = [
  'unacknowledged',
  'acknowledged',
  'returned',
  'shelved',
  'out-of-service',
  'suppressed',
]

/** Alarms by state, each group the most urgent first; states without an alarm are left out. */
export function grouped(alarms: readonly Alarm[]): AlarmGroup[] {
  return shown
    .map(state => ({ state, alarms: alarms.filter(alarm => alarm.state === state).toSorted(byUrgency) }))
    .filter(group => group.alarms.length > 0)
}
