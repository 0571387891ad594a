import { Fault } from '../data/model/fault.ts'
import type { EmergencyStop, Trip } from '../data/model/safety.ts'
import type { Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import type { Safety } from './control/safety/safety.ts'
import type { Hub } from './hub.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Log } from './log.ts'

/** Tells of what the safety layer stopped, and keeps it. */
export interface TripBook {
  /** Latches again what was latched before the house was closed, the emergency stop too. */
  open(): Promise<void>
  /** Tells of the trips that came, or cut more, since the last tick. Never throws: a disk that fails must not stop the loops. */
  tell(): void
  /** Lets the actuators of a trip go again; kept before it is done. Fails with `not-found` or `conflict`. */
  reset(id: number, by: string): Promise<Trip>
}

/** What `createTripBook` and `createEmergencyStop` are made of. */
export interface SafetyParts {
  clock: Pick<Clock, 'now'>
  hub: Pick<Hub, 'publish'>
  log: Log
  alarms: Pick<Alarms, 'raise' | 'clear'>
  store: { safety: Store['safety'] }
  keeper: SafetyKeeper
}

/** Writes down what is latched, until the disk takes it. */
export type SafetyKeeper = Keeper<Trip | EmergencyStop>

/** A keeper of trips and of the emergency stop. */
export function createSafetyKeeper({
  clock,
  log,
  store,
}: {
  clock: Pick<Clock, 'after'>
  log: Log
  store: { safety: Pick<Store['safety'], 'keep' | 'setEmergencyStop'> }
}): SafetyKeeper {
  return createKeeper<Trip | EmergencyStop>({
    clock,
    log,
    things: 'safety',
    nameOf: thing => ('kind' in thing ? `trip ${thing.id}` : 'the emergency stop'),
    async keep(things) {
      for (const thing of things)
        await ('kind' in thing ? store.safety.keep(thing) : store.safety.setEmergencyStop(thing))
    },
  })
}

/** Most trips that can be latched at a time: one a kind and actuator. */
const mostLatched = 1000

/** The alarm that says that a restart would forget what is latched. */
const unkeptAlarm = 'safety-unkept'

/** A book that knows of nothing yet. */
export function createTripBook({ clock, hub, log, alarms, store, keeper }: SafetyParts, safety: Safety): TripBook {
  let unkept = 0
  const raise = (trip: Trip) =>
    alarms.raise(alarmOf(trip), sourceOf(trip), trip.message, { priority: 'urgent', vessel: trip.vessel })

  function tellUnkept(): void {
    const { length } = keeper.unkept()
    if (length === unkept) return
    unkept = length
    const what = 'What tripped, or the emergency stop, cannot be written down: a restart would forget it.'
    if (length > 0)
      alarms.raise(unkeptAlarm, 'safety', `${what} It is tried again every few seconds. Look at the disk.`)
    else alarms.clear(unkeptAlarm, 'it is written down')
  }

  return {
    async open() {
      const [latched, [last], stop] = await Promise.all([
        store.safety.trips({ latched: true, limit: mostLatched }),
        store.safety.trips({ limit: 1 }),
        store.safety.emergencyStop(),
      ])
      safety.restore(latched.toReversed(), stop, last?.id ?? 0)
      for (const trip of latched) raise(trip)
      // It may have been left standing by a house that was killed.
      alarms.clear(unkeptAlarm, 'what is known now is written down')
    },
    tell() {
      for (const trip of safety.news()) {
        log('error', sourceOf(trip), trip.message)
        raise(trip)
        hub.publish('trips', trip)
        keeper.add(trip)
      }
      tellUnkept()
    },
    async reset(id, by) {
      const trip = safety.trips.find(other => other.id === id)
      if (!trip) {
        const [known] = await store.safety.trips({ before: id + 1, limit: 1 })
        if (known?.id === id) throw new Fault('conflict', `trip ${id} was reset by ${known.resetBy} already`)
        throw new Fault('not-found', `there is no trip ${id}`)
      }
      const after = { ...trip, resetAt: clock.now(), resetBy: by }
      try {
        await keeper.write(after)
      } catch (error) {
        // It may have been written all the same, and only the answer was lost: what is latched is what is to be kept.
        keeper.add(safety.trips.find(other => other.id === id) ?? trip)
        throw error
      }
      // It was told to cut something else meanwhile: that must not be what is kept.
      if (!safety.trips.includes(trip)) keeper.add(after)
      safety.reset(id)
      // Vessels that share an actuator share the alarm.
      if (!safety.trips.some(other => alarmOf(other) === alarmOf(trip))) alarms.clear(alarmOf(trip), `reset by ${by}`)
      log('warning', sourceOf(trip), `${by} reset the trip "${trip.kind}"`)
      hub.publish('trips', after)
      return after
    },
  }
}

/** The trips that the disk refused so far, oldest first. */
export const unkeptTrips = (keeper: Pick<SafetyKeeper, 'unkept'>): Trip[] =>
  keeper.unkept().flatMap(thing => ('kind' in thing ? thing : []))

const alarmOf = ({ kind, actuator, vessel }: Trip) => `trip.${kind}.${actuator ?? vessel}`

const sourceOf = ({ vessel, actuator }: Trip) => (vessel ? `vessel ${vessel}` : `actuator ${actuator}`)
