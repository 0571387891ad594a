import type { Knex } from 'knex'
import { withConnection } from '../database.ts'
import type { Store } from '../store.ts'

/** The database as a file. */
export function file(knex: Knex): Store['file'] {
  return {
    size: () =>
      withConnection(
        knex,
        connection =>
          Number(connection.pragma('page_count', { simple: true })) *
          Number(connection.pragma('page_size', { simple: true })),
      ),
  }
}
