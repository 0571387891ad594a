import type { EmergencyCommand, EmergencyStop, Trip } from '../data/model/safety.ts'
import type { Safety } from './control/safety/safety.ts'
import { createEmergencyStop } from './emergency-stop.ts'
import { createTripBook, type SafetyParts } from './trip-book.ts'

/** Where people deal with the safety layer. */
export interface SafetyDesk {
  readonly emergencyStop: EmergencyStop
  /** Switches everything off until somebody clears it. Fails with `unavailable` when that cannot be kept: all is off then too. */
  stop(by: string): Promise<EmergencyStop>
  /** Every vessel and pump stays off until it is told what to do. Fails with `conflict`. */
  clear(by: string): Promise<EmergencyStop>
  /** Does what was asked for on the channel of the emergency stop. */
  obey(command: EmergencyCommand): Promise<void>
  /** Lets what a trip keeps off go again. Fails with `not-found` or `conflict`. */
  reset(trip: number, by: string): Promise<Trip>
  /** Fails with `refused` while the emergency stop is latched. */
  demandReleased(): void
  /** Latches what was latched before the house was closed. */
  open(): Promise<void>
  /** After each tick: tells of what tripped. */
  tell(): void
}

/**
 * A desk for a safety layer.
 * @param actions what it does to the brewery: ends tests, switches everything off for good, decides anew
 */
export function createSafetyDesk(
  parts: SafetyParts,
  safety: Safety,
  actions: { endTrials: () => void; switchOff: () => Promise<void>; tick: () => void },
): SafetyDesk {
  const trips = createTripBook(parts, safety)
  const emergency = createEmergencyStop(parts, safety, { off: actions.switchOff, tick: actions.tick })

  const desk: SafetyDesk = {
    get emergencyStop() {
      return safety.emergencyStop
    },
    stop(by) {
      actions.endTrials()
      return emergency.stop(by)
    },
    clear: by => emergency.clear(by),
    async obey(command) {
      await ('stop' in command ? desk.stop(command.by) : desk.clear(command.by))
    },
    async reset(id, by) {
      const trip = await trips.reset(id, by)
      actions.tick()
      return trip
    },
    demandReleased: emergency.demandReleased,
    async open() {
      await trips.open()
      emergency.open()
    },
    tell: trips.tell,
  }
  return desk
}
