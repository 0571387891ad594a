import type { Dialect } from '../repositories/dialect.ts'
import { ask } from '../repositories/rows.ts'
import { append } from './append.ts'
import { buckets } from './buckets.ts'

/** PostgreSQL's way: many rows a statement, because each is a journey over the network. */
export const postgres: Dialect = {
  append,
  buckets,
  async size(knex) {
    const [found] = await ask<{ size: number }>(knex, 'SELECT pg_database_size(current_database()) AS size', [])
    return found!.size
  },
}
