import type { Database } from 'better-sqlite3'
import type { Trip } from './model/safety.ts'

/** What is kept off until somebody says otherwise, and how far the trips are numbered. */
export interface Latched {
  trips: Trip[]
  lastTrip: number
  /** The emergency stop as it is stored, if it is latched. */
  stop: string | null
}

/** What is latched in a database. */
export function latchedIn(database: Database): Latched {
  const known = database.prepare<string>("SELECT name FROM sqlite_schema WHERE name = 'trips'").pluck().get()
  // It is older than the safety layer.
  if (known === undefined) return { trips: [], lastTrip: 0, stop: null }
  const trips = database.prepare<string>('SELECT document FROM trips WHERE reset_at IS NULL ORDER BY id').pluck().all()
  const stop = "SELECT document FROM emergency_stop WHERE json_extract(document, '$.latched')"
  return {
    trips: trips.map(document => JSON.parse(document)),
    lastTrip: lastTripOf(database),
    stop: database.prepare<string>(stop).pluck().get() ?? null,
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
  if (stop !== null) database.prepare('INSERT OR REPLACE INTO emergency_stop (key, document) VALUES (1, ?)').run(stop)
}

function lastTripOf(database: Database): number {
  return Number(database.prepare('SELECT max(id) FROM trips').pluck().get() ?? 0)
}
