import type { Database } from 'better-sqlite3'
import { withConnection } from '../database.ts'
import { type Appender, appender } from './append.ts'
import { bucketsOf } from './buckets.ts'
import type { Dialect } from './dialect.ts'
import { ask } from './rows.ts'

/** Statements are prepared once, whichever transaction their connection is in. */
const appenders = new WeakMap<Database, Appender>()

/** SQLite's way: the history runs on the bare connection, for speed. */
export const sqlite: Dialect = {
  append(knex, points) {
    return withConnection(knex, connection => {
      let append = appenders.get(connection)
      if (!append) {
        append = appender(connection)
        appenders.set(connection, append)
      }
      append(points)
    })
  },
  buckets: (knex, query) => withConnection(knex, connection => bucketsOf(connection, query)),
  holds: (knex, column, piece) =>
    knex.raw(`lower(??) LIKE lower(?) ESCAPE '\\'`, [column, `%${piece.replace(/[\\%_]/g, '\\$&')}%`]),
  async size(knex) {
    const pages = 'SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()'
    const [found] = await ask<{ size: number }>(knex, pages, [])
    return found!.size
  },
}
