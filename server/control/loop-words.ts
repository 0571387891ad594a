import type { Wait } from '../../data/model/actuator.ts'
import type { Scale } from '../../data/model/degrees.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Celsius, Instant } from '../../data/model/units.ts'
import type { Activity, Mode, Vessel } from '../../data/model/vessel.ts'
import { mayBoil } from './boil.ts'
import type { Course } from './course.ts'
import type { Drive } from './drive.ts'
import { type ProcessValue, troubleWith } from './validity.ts'
import { dateAndTime, degrees } from './words.ts'

/** That a vessel waits for the start of its profile. */
export function startsAt(start: Instant | null): string | undefined {
  return start === null ? undefined : `starts at ${dateAndTime(start)}`
}

/** That a vessel is held elsewhere than asked. */
export function heldWithin(asked: Celsius | null, held: Celsius | null, unit: Scale): string | undefined {
  if (asked === null || held === null || Math.abs(asked - held) < 0.001) return undefined
  return `asked for ${degrees(asked, unit)}, held at ${degrees(held, unit)}: its range ends there`
}

/** That another vessel decides in a chamber that two share. */
export const yieldsTo = (holder: Pick<Vessel, 'name'> | null): string | undefined =>
  holder ? `${holder.name} decides in the chamber they share: its priority is higher` : undefined

/** Why it cannot do what is asked of it; null: it can. A boil may be in a schedule, or the range have ended below, only since it runs. */
export function troubleOf(
  { sensor, vessel, unit }: { sensor: Sensor | undefined; vessel: Vessel; unit: Scale },
  process: ProcessValue,
  { kind, problem }: Course,
): string | null {
  const trouble = troubleWith(sensor, process) ?? problem
  if (trouble !== null || kind !== 'boil' || mayBoil(vessel)) return trouble
  return `it may not boil, as its range ends at ${degrees(vessel.range.maximum, unit)}: outputs off`
}

/** That safety moves its actuators. */
export const tried = 'heater, cooler and probes are being tried, to see whether they work'

/** Why its outputs cannot be relied on now; a check by safety lasts for minutes only, and what was given is known. */
export function barred(drives: readonly (Pick<Drive, 'obstacle'> | undefined)[]): string | undefined {
  const obstacle = drives.map(drive => drive?.obstacle).find(found => found && found.reason !== 'check')
  return obstacle?.message
}

/** Whether a wait lasts until somebody does something; others pass by themselves. */
export const needsSomebody = ({ reason }: Pick<Wait, 'reason'>): boolean =>
  ['board', 'heartbeat', 'trip', 'emergency-stop', 'level'].includes(reason)

/** What a vessel is doing, in one word, with what it waits for and why it does not get on. */
export function activityOf(
  output: number,
  now: { mode: Mode; failed: boolean; waits: readonly Wait[]; why: string | undefined },
): Activity {
  if (output !== 0) return output > 0 ? 'heating' : 'cooling'
  if (now.failed) return 'fault'
  if (now.mode.kind === 'off') return 'off'
  return now.waits.length > 0 || now.why !== undefined ? 'waiting' : 'resting'
}
