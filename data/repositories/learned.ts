import type { Knex } from 'knex'
import { Learned } from '../model/learned.ts'
import type { Store } from '../store.ts'
import { check, type Row, read } from './rows.ts'

/** What controllers learned of their plants; goes with its vessel. */
export function learned(knex: Knex): Store['learned'] {
  return {
    async all() {
      const rows: Row[] = await knex('learned').orderBy('key')
      return rows.map(row => ({
        vessel: String(row.vessel),
        learned: read(Learned, 'learned', row.vessel, () => JSON.parse(String(row.document))),
      }))
    },
    set(vessel, learned) {
      return knex.transaction(async transaction => {
        const document = JSON.stringify(check(Learned, 'learned', learned))
        // A vessel that was removed meanwhile needs no knowledge.
        if (!(await transaction('vessels').where({ id: vessel }).first('key'))) return
        await transaction('learned').insert({ vessel, document }).onConflict('vessel').merge()
      })
    },
    async remove(vessel) {
      await knex('learned').where({ vessel }).delete()
    },
  }
}
