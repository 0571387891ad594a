import type { Knex } from 'knex'
import { Mode } from '../model/vessel.ts'
import type { Store } from '../store.ts'
import { check } from './rows.ts'

/** Up to when the house was alive: in the newest row of `runs`, which this run has made. */
export function life(knex: Knex): Store['life'] {
  return {
    async last() {
      const row = await knex('runs').whereNotNull('alive_at').orderBy('key', 'desc').first('alive_at')
      return row ? Number(row.alive_at) : null
    },
    beat(now, modes) {
      return knex.transaction(async transaction => {
        const newest = transaction('runs').max('key')
        await transaction('runs').where('key', newest).update({ alive_at: now })
        for (const { vessel, mode } of modes) {
          const document = JSON.stringify(check(Mode, 'mode', mode))
          await transaction('modes').where({ vessel }).update({ mode: document })
        }
      })
    },
  }
}
