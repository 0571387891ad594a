import type { Knex } from 'knex'
import { Level, LogEntry } from '../model/log.ts'
import type { Store } from '../store.ts'
import type { Dialect } from './dialect.ts'
import { check, dropOldest, printable, read } from './rows.ts'

/** SQLite takes so many values in one statement, 4 a row. */
const rowsAtOnce = 500

/** The log. */
export function logs(knex: Knex, { holds }: Pick<Dialect, 'holds'>): Store['logs'] {
  return {
    append(entries) {
      return knex.transaction(async transaction => {
        // One entry must not hold up the others.
        const rows = entries.map(entry => printable(check(LogEntry, 'log entry', entry)))
        for (let first = 0; first < rows.length; first += rowsAtOnce) {
          await transaction('logs').insert(rows.slice(first, first + rowsAtOnce))
        }
        await dropOldest(transaction, 'logs')
      })
    },
    async find({ before, limit, level, source, text }) {
      const query = knex('logs').orderBy('key', 'desc').limit(limit)
      if (before !== undefined) query.where('key', '<', before)
      if (level !== undefined) query.whereIn('level', Level.options.slice(Level.options.indexOf(level)))
      if (source !== undefined) query.where({ source })
      if (text !== undefined) query.where(holds(knex, 'message', text))
      const rows: { key: number }[] = await query
      return rows.map(({ key, ...entry }) => ({ ...read(LogEntry, 'logs', key, () => entry), id: key }))
    },
  }
}
