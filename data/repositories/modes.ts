import type { Knex } from 'knex'
import { Fault } from '../model/fault.ts'
import { Mode } from '../model/vessel.ts'
import type { Store } from '../store.ts'
import { check, type Row, read } from './rows.ts'

/** What vessels are told to do; goes with its vessel. */
export function modes(knex: Knex): Store['modes'] {
  return {
    async all() {
      const rows: Row[] = await knex('modes').orderBy('key')
      return rows.map(row => ({
        vessel: String(row.vessel),
        mode: read(Mode, 'modes', row.vessel, () => JSON.parse(String(row.mode))),
        ...(row.told == null ? {} : { told: Number(row.told) }),
      }))
    },
    set(vessel, mode, told) {
      return knex.transaction(async transaction => {
        const document = JSON.stringify(check(Mode, 'mode', mode))
        // Named apart from the document, so that the database knows who is in use.
        const profile = mode.kind === 'profile' ? mode.profile : null
        const schedule = mode.kind === 'schedule' ? mode.schedule : null
        const row = { vessel, mode: document, profile, schedule, told: told ?? null }
        if (!(await transaction('vessels').where({ id: vessel }).first('key'))) {
          throw new Fault('not-found', `There is no vessel ${vessel}.`)
        }
        if (profile && !(await transaction('profiles').where({ id: profile }).first('key'))) {
          throw new Fault('conflict', `The vessel ${vessel} cannot follow the profile ${profile}: there is none.`)
        }
        if (schedule && !(await transaction('schedules').where({ id: schedule }).first('key'))) {
          throw new Fault('conflict', `The vessel ${vessel} cannot follow the schedule ${schedule}: there is none.`)
        }
        await transaction('modes').insert(row).onConflict('vessel').merge()
      })
    },
    async tell(vessel, told) {
      await knex('modes').where({ vessel }).update({ told })
    },
  }
}
