import type { Database } from 'better-sqlite3'
import { EmergencyStop, Trip } from './model/safety.ts'

/** What is kept off until somebody says otherwise, and how far the trips are numbered. */
export interface Latched {
  trips: Trip[]
  lastTrip: number
  /** The emergency stop, if it is latched. */
  stop: EmergencyStop | null
}

/** What is latched in a database, as far as this program can read it. */
export function latchedIn(database: Database): Latched {
  const known = database.prepare<string>("SELECT name FROM sqlite_schema WHERE name = 'trips'").pluck().get()
  // It is older than the safety layer.
  if (known === undefined) return { trips: [], lastTrip: 0, stop: null }
  const documents = (of: string): unknown[] =>
    database
      .prepare<string>(`SELECT document FROM ${of}`)
      .pluck()
      .all()
      .map(document => JSON.parse(document))
  const stops = documents('emergency_stop').flatMap(stop => EmergencyStop.safeParse(stop).data ?? [])
  return {
    trips: documents('trips WHERE reset_at IS NULL ORDER BY id').flatMap(trip => Trip.safeParse(trip).data ?? []),
    lastTrip: lastTripOf(database),
    stop: stops.find(({ latched }) => latched) ?? null,
  }
}

/** Latches the same in a database that is to replace the one it was found in: a welded relay stays one, whatever is restored. */
export function latchAgain(database: Database, { trips, lastTrip, stop }: Latched): void {
  const isOther = database.prepare("SELECT 1 FROM trips WHERE id = ? AND json_extract(document, '$.at') <> ?")
  const keep = database.prepare('INSERT OR REPLACE INTO trips (id, vessel, reset_at, document) VALUES (?, ?, NULL, ?)')
  let last = Math.max(lastTrip, lastTripOf(database))
  for (const trip of trips) {
    // Another brewery's database has other trips of these numbers.
    const id = isOther.get(trip.id, trip.at) ? ++last : trip.id
    keep.run(id, trip.vessel, JSON.stringify({ ...trip, id }))
  }
  const keepStop = database.prepare('INSERT OR REPLACE INTO emergency_stop (key, document) VALUES (1, ?)')
  if (stop) keepStop.run(JSON.stringify(stop))
}

function lastTripOf(database: Database): number {
  return Number(database.prepare('SELECT max(id) FROM trips').pluck().get() ?? 0)
}
