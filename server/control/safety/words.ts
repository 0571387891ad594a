import type { TripKind } from '../../../data/model/safety.ts'
import { degrees, type Spoken } from '../words.ts'

/** What a message about a trip is made of. */
export interface Seen extends Spoken {
  kind: TripKind
  vessel: string
  /** Names of what it blames and of the probe. */
  actuator: string
  sensor: string
  use: 'heater' | 'cooler' | 'pump' | 'valve' | 'master'
  /** °C; null: nothing is shown. */
  value: number | null
  /** °C or s that made the limit. */
  limit: number
  master: boolean
}

/** What was seen, what was done, and what to check. */
export function tripMessage(seen: Seen): string {
  const { kind, vessel, actuator, sensor, use, limit, master, unit } = seen
  const value = seen.value === null ? 'nothing' : degrees(seen.value, unit)
  const verb = use === 'cooler' ? 'fall' : 'rise'
  switch (kind) {
    case 'over-temperature':
      return `${vessel} is at ${value}, above its limit of ${degrees(limit, unit)}: heating is cut off${master ? ', also by the master relay' : ''}. Check the relay of ${actuator}, and whether ${sensor} shows the truth.`
    case 'under-temperature':
      return `${vessel} is at ${value}, below its limit of ${degrees(limit, unit)}: cooling is cut off. Check the relay of ${actuator}, and whether ${sensor} shows the truth.`
    case 'no-response':
      return `${vessel} is at ${value} and does not ${verb} although ${actuator} is on: its outputs are off. Check whether ${actuator} works or is stuck, whether ${sensor} is in its place, and whether anything else ${use === 'cooler' ? 'heats' : 'cools'} it.`
    case 'stuck-on':
      return `${vessel} is at ${value} and goes on to ${verb} although ${actuator} is off: its outputs stay off${master ? ' and the master relay is open' : ''}. Check whether the relay of ${actuator} is welded, and pull its plug.`
    case 'frozen-sensor':
      return `${sensor} has shown exactly ${value} while ${actuator} was on and after it was off: the outputs of ${vessel} are off. Check ${sensor} and its cable, then ${actuator}.`
    case 'maximum-on':
      return `${actuator} has run for ${duration(limit)} without a break${use === 'pump' ? '' : ` and ${vessel} does not answer`}: it is off. Check what it is for, or give it a longer maximum.`
  }
}

const duration = (seconds: number) =>
  seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
