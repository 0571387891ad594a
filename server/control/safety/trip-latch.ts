import type { Actuator } from '../../../data/model/actuator.ts'
import type { Trip } from '../../../data/model/safety.ts'
import type { Sensor } from '../../../data/model/sensor.ts'
import type { Id } from '../../../data/model/units.ts'
import type { Vessel } from '../../../data/model/vessel.ts'
import type { Spoken } from '../words.ts'
import type { Finding } from './vessel-guard.ts'
import { tripMessage } from './words.ts'

/** The things that trips name, and the unit they are told in. */
interface Named extends Spoken {
  readonly sensors: readonly Sensor[]
  readonly actuators: readonly Actuator[]
  readonly vessels: readonly Vessel[]
}

type Blame = Pick<Finding, 'kind' | 'actuator'>

/** What was found stays found until somebody resets it. */
export class TripLatch {
  #trips: readonly Trip[] = []
  #news: Trip[] = []
  #lastId = 0

  /** Goes on with what was latched; `lastId` is that of the newest trip there ever was. */
  restore(trips: readonly Trip[], lastId: number): void {
    this.#trips = [...trips]
    this.#lastId = lastId
  }

  /** Those that nobody has reset. */
  get trips(): readonly Trip[] {
    return this.#trips
  }

  /** What heats or cools the vessel of a trip now, or stands in front of that, is cut as what did so when it tripped. */
  widen({ actuators, vessels }: Pick<Named, 'actuators' | 'vessels'>): void {
    this.#trips = this.#trips.map(trip => {
      const vessel = vessels.find(({ id }) => id === trip.vessel)
      const cuts = [...new Set([...trip.cuts, ...cutsOf(trip, vessel, actuators)])]
      if (cuts.length === trip.cuts.length) return trip
      const wider = { ...trip, cuts }
      this.#news = [...this.#news.filter(({ id }) => id !== trip.id), wider]
      return wider
    })
  }

  /** Those that came since this was asked last, or cut more than before. */
  news(): Trip[] {
    return this.#news.splice(0)
  }

  /** The one that keeps an actuator off. */
  cutting(actuator: Id): Trip | undefined {
    return this.#trips.find(({ cuts }) => cuts.includes(actuator))
  }

  reset(id: number): void {
    this.#trips = this.#trips.filter(trip => trip.id !== id)
    this.#news = this.#news.filter(trip => trip.id !== id)
  }

  /** Latches what was found at `at`, unless it is latched already. `value` is what the vessel showed, °C. */
  add(finding: Finding, vessel: Vessel | undefined, value: number | null, at: number, named: Named): void {
    const { kind, actuator: id, limit, air } = finding
    const actuator = named.actuators.find(other => other.id === id)
    const cuts = cutsOf(finding, vessel, named.actuators)
    // Of another vessel that shares the actuator the same may be found: it has others to be cut off.
    const isLatched = (trip: Trip) =>
      trip.kind === kind && trip.actuator === id && cuts.every(cut => trip.cuts.includes(cut))
    if (this.#trips.some(isLatched)) return
    const nameOf = (sensor: Id | null | undefined) => named.sensors.find(({ id }) => id === sensor)?.name
    const message = tripMessage({
      kind,
      vessel: vessel?.name ?? '',
      actuator: actuator?.name ?? '',
      sensor: nameOf(air === undefined ? vessel?.sensor : vessel?.air) ?? 'the probe',
      use: actuator?.use ?? 'valve',
      value: air ?? value,
      limit,
      master: mastersOf(finding, named.actuators).length > 0,
      unit: named.unit,
    })
    this.#lastId += 1
    const trip: Trip = {
      id: this.#lastId,
      kind,
      vessel: vessel?.id ?? null,
      actuator: id,
      cuts,
      at,
      message: message.slice(0, 500),
      resetAt: null,
      resetBy: null,
    }
    this.#trips = [...this.#trips, trip]
    this.#news.push(trip)
  }
}

/** What is to be off: the one that ran too long, what drives a vessel past its limit, or whatever moves a vessel. */
function cutsOf(seen: Blame, vessel: Vessel | undefined, all: readonly Actuator[]): Id[] {
  const own = {
    'maximum-on': [seen.actuator],
    'over-temperature': [vessel?.heater],
    'under-temperature': [vessel?.cooler],
    'no-response': [vessel?.heater, vessel?.cooler],
    'stuck-on': [vessel?.heater, vessel?.cooler],
    'frozen-sensor': [vessel?.heater, vessel?.cooler],
  }[seen.kind]
  return [...own, ...mastersOf(seen, all)].filter(cut => cut != null)
}

/** A relay that does not open is opened by the one in series with it. */
function mastersOf({ kind, actuator }: Blame, all: readonly Actuator[]): Id[] {
  const heats = all.find(({ id }) => id === actuator)?.use === 'heater'
  if (!heats || (kind !== 'stuck-on' && kind !== 'over-temperature')) return []
  return all.filter(({ use }) => use === 'master').map(({ id }) => id)
}
