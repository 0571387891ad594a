import type { Knex } from 'knex'
import type { Store } from '../store.ts'

/** The integer keys of things, for protocols that know no names. */
export function numbers(knex: Knex): Store['numbers'] {
  return {
    of: async kind => {
      const rows: { id: string; key: number }[] = await knex(kind).select('id', 'key').orderBy('key')
      return rows.map(({ id, key }) => ({ id, number: key }))
    },
  }
}
