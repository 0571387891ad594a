import type { Knex } from 'knex'
import { Switch } from '../model/actuator.ts'
import { Fault } from '../model/fault.ts'
import type { Store } from '../store.ts'
import { check, read } from './rows.ts'

/** Outputs set by hand; each goes with its actuator. */
export function switches(knex: Knex): Store['switches'] {
  return {
    async all() {
      const rows: { actuator: string }[] = await knex('switches').select('actuator', 'output').orderBy('key')
      return rows.map(row => read(Switch, 'switches', row.actuator, () => row))
    },
    set(actuator, output) {
      return knex.transaction(async transaction => {
        const row = check(Switch, 'output', { actuator, output })
        if (!(await transaction('actuators').where({ id: actuator }).first('key'))) {
          throw new Fault('not-found', `There is no actuator ${actuator}.`)
        }
        await transaction('switches').insert(row).onConflict('actuator').merge()
      })
    },
  }
}
