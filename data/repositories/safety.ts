import type { Knex } from 'knex'
import { EmergencyStop, neverStopped, Trip } from '../model/safety.ts'
import type { Store } from '../store.ts'
import { check, type Row, read } from './rows.ts'

/** Trips that are kept, years of them; older ones go as new ones come, unless they are latched. */
const kept = 10_000

/** What the safety layer stopped, and whether somebody stopped everything. */
export function safety(knex: Knex): Store['safety'] {
  return {
    async keep(trip) {
      const { id, vessel, resetAt } = check(Trip, 'trip', trip)
      await knex.transaction(async transaction => {
        const row = { id, vessel, reset_at: resetAt, document: JSON.stringify(trip) }
        await transaction('trips').insert(row).onConflict('id').merge()
        await transaction('trips')
          .where('id', '<=', id - kept)
          .whereNotNull('reset_at')
          .delete()
      })
    },
    async trips({ before, limit, vessel, latched }) {
      const query = knex<Row>('trips').orderBy('id', 'desc').limit(limit)
      if (before !== undefined) query.where('id', '<', before)
      if (vessel !== undefined) query.where({ vessel })
      if (latched === true) query.whereNull('reset_at')
      if (latched === false) query.whereNotNull('reset_at')
      return (await query).map(row => read(Trip, 'trips', row.id, () => JSON.parse(String(row.document))))
    },
    async emergencyStop() {
      const row: Row | undefined = await knex('emergency_stop').first()
      if (!row) return neverStopped
      return read(EmergencyStop, 'emergency_stop', row.key, () => JSON.parse(String(row.document)))
    },
    async setEmergencyStop(stop) {
      const document = JSON.stringify(check(EmergencyStop, 'emergency stop', stop))
      await knex('emergency_stop').insert({ key: 1, document }).onConflict('key').merge()
    },
  }
}
