import type { Id } from '../../../data/model/units.ts'
import type { Drive } from '../drive.ts'

/** A heater or cooler as it is now: share of full power, 0–1. */
export interface Work {
  id: Id
  power: number
  share: number
  /** What it does right now, where that is on and off for long. */
  shown: number
}

/** What a drive gives now; null without one. */
export function workOf(drive: Drive | undefined): Work | null {
  if (!drive) return null
  // Out of reach it is off: its board sees to that.
  const off = drive.told === null || (drive.on && drive.told === 0)
  const share = off ? 0 : drive.achieved / 100
  return { id: drive.actuator.id, power: drive.actuator.power, share, shown: off ? 0 : drive.shown / 100 }
}
