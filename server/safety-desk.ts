import type { EmergencyCommand, EmergencyStop, Trip, VesselSafety } from '../data/model/safety.ts'
import type { Clock } from '../data/model/units.ts'
import type { Vessel } from '../data/model/vessel.ts'
import type { Safety } from './control/safety/safety.ts'
import { createEmergencyStop, type EmergencyStopper } from './emergency-stop.ts'
import { createSafetyKeeper, createTripBook, type SafetyParts, unkeptTrips } from './trip-book.ts'

/** Where people deal with the safety layer. */
export interface SafetyDesk extends Pick<EmergencyStopper, 'demandReleased' | 'command'> {
  readonly emergencyStop: EmergencyStop
  /** Switches everything off until somebody clears it. Fails with `unavailable` when that cannot be kept: all is off then too. */
  stop(by: string): Promise<EmergencyStop>
  /** Every vessel and pump stays off until it is told what to do. Fails with `conflict`. */
  clear(by: string): Promise<EmergencyStop>
  /** Does what was asked for on the channel of the emergency stop. */
  obey(command: EmergencyCommand): Promise<void>
  /** Lets what a trip keeps off go again. Fails with `not-found` or `conflict`. */
  reset(trip: number, by: string): Promise<Trip>
  /** Trips that the disk refused so far, newest first. */
  readonly unkept: readonly Trip[]
  /** What there is to say of a vessel; undefined: nothing. */
  of(vessel: Vessel): VesselSafety | undefined
  /** Latches what was latched before the house was closed. */
  open(): Promise<void>
  /** After each tick: tells of what tripped. */
  tell(): void
  /** Writes what is left. */
  close(): Promise<void>
}

/**
 * A desk for a safety layer.
 * @param actions what it does to the brewery: ends tests, switches everything off for good, decides anew
 */
export function createSafetyDesk(
  given: Omit<SafetyParts, 'keeper' | 'clock'> & { clock: Pick<Clock, 'now' | 'after'> },
  safety: Safety,
  actions: { endTrials: () => void; switchOff: () => Promise<void>; tick: () => void },
): SafetyDesk {
  const keeper = createSafetyKeeper(given)
  const parts = { ...given, keeper }
  const trips = createTripBook(parts, safety)
  const emergency = createEmergencyStop(parts, safety, { off: actions.switchOff, tick: actions.tick })

  const desk: SafetyDesk = {
    get emergencyStop() {
      return safety.emergencyStop
    },
    get unkept() {
      return unkeptTrips(keeper).toReversed()
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
    command: emergency.command,
    of(vessel) {
      const known = safety.of(vessel)
      const unkept = unkeptTrips(keeper).flatMap(trip => (trip.vessel === vessel.id ? trip.id : []))
      return known && unkept.length > 0 ? { ...known, unkept } : known
    },
    async open() {
      await trips.open()
      emergency.open()
    },
    tell: trips.tell,
    close: keeper.close,
  }
  return desk
}
