import { Fault } from '../data/model/fault.ts'
import type { Trip } from '../data/model/safety.ts'
import type { Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import type { Safety } from './control/safety/safety.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'

/** Tells of what the safety layer stopped, and keeps it. */
export interface TripBook {
  /** Latches again what was latched before the house was closed, the emergency stop too. */
  open(): Promise<void>
  /** Tells of the trips that came since the last tick. Never throws: a disk that fails must not stop the loops. */
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
}

/** Most trips that can be latched at a time: one a kind and actuator. */
const mostLatched = 1000

/** A book that knows of nothing yet. */
export function createTripBook({ clock, hub, log, alarms, store }: SafetyParts, safety: Safety): TripBook {
  const raise = (trip: Trip) =>
    alarms.raise(alarmOf(trip), sourceOf(trip), trip.message, { priority: 'urgent', vessel: trip.vessel })

  return {
    async open() {
      const [latched, [last], stop] = await Promise.all([
        store.safety.trips({ latched: true, limit: mostLatched }),
        store.safety.trips({ limit: 1 }),
        store.safety.emergencyStop(),
      ])
      safety.restore(latched.toReversed(), stop, last?.id ?? 0)
      for (const trip of latched) raise(trip)
    },
    tell() {
      for (const trip of safety.news()) {
        log('error', sourceOf(trip), trip.message)
        raise(trip)
        hub.publish('trips', trip)
        store.safety.keep(trip).catch(error => log('error', 'safety', `a trip cannot be kept: ${error.message}`))
      }
    },
    async reset(id, by) {
      const trip = safety.trips.find(other => other.id === id)
      if (!trip) {
        const [known] = await store.safety.trips({ before: id + 1, limit: 1 })
        if (known?.id === id) throw new Fault('conflict', `trip ${id} was reset by ${known.resetBy} already`)
        throw new Fault('not-found', `there is no trip ${id}`)
      }
      const after = { ...trip, resetAt: clock.now(), resetBy: by }
      await store.safety.keep(after)
      safety.reset(id)
      alarms.clear(alarmOf(trip), `reset by ${by}`)
      log('warning', sourceOf(trip), `${by} reset the trip "${trip.kind}"`)
      hub.publish('trips', after)
      return after
    },
  }
}

const alarmOf = ({ kind, actuator, vessel }: Trip) => `trip.${kind}.${actuator ?? vessel}`

const sourceOf = ({ vessel, actuator }: Trip) => (vessel ? `vessel ${vessel}` : `actuator ${actuator}`)
