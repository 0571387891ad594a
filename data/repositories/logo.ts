import type { Knex } from 'knex'
import { Logo } from '../model/logo.ts'
import type { Store } from '../store.ts'
import { check, read } from './rows.ts'

/** The brewery's logo; there is one at most. */
export function logo(knex: Knex): Store['logo'] {
  return {
    async get() {
      const row: { key: number; type: string; bytes: Uint8Array } | undefined = await knex('logo').first()
      if (!row) return null
      const { type, bytes } = row
      return read(Logo, 'logo', row.key, () => ({ type, bytes }))
    },
    async set(value) {
      const { type, bytes } = check(Logo, 'logo', value)
      await knex('logo')
        .insert({ key: 1, type, bytes: Buffer.from(bytes) })
        .onConflict('key')
        .merge()
    },
  }
}
