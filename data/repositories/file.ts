import type { Knex } from 'knex'
import type { Store } from '../store.ts'
import type { Dialect } from './dialect.ts'

/** The database as something that takes up room. */
export function file(knex: Knex, { size }: Pick<Dialect, 'size'>): Store['file'] {
  return { size: () => size(knex) }
}
