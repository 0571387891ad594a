import type { Knex } from 'knex'
import { AlarmEntry, JournalEntry } from '../model/alarm.ts'
import type { Store } from '../store.ts'
import type { Dialect } from './dialect.ts'
import { check, dropOldest, printable, type Row, read } from './rows.ts'

/** Where alarms stand, and their journal. */
export function alarms(knex: Knex, { holds }: Pick<Dialect, 'holds'>): Store['alarms'] {
  return {
    async all() {
      const rows: Row[] = await knex('alarms').orderBy('key')
      return rows.map(row => read(AlarmEntry, 'alarms', row.id, () => JSON.parse(String(row.document))))
    },
    keep(changes) {
      return knex.transaction(async transaction => {
        for (const { id, entry, journal } of changes) {
          if (journal)
            await transaction('alarm_journal').insert(printable(check(JournalEntry, 'journal entry', journal)))
          if (entry) {
            const document = JSON.stringify(check(AlarmEntry, 'alarm', entry))
            await transaction('alarms').insert({ id, document }).onConflict('id').merge()
          } else await transaction('alarms').where({ id }).delete()
        }
        await dropOldest(transaction, 'alarm_journal')
      })
    },
    async journal({ before, limit, text, ...equal }) {
      const query = knex('alarm_journal').orderBy('key', 'desc').limit(limit)
      if (before !== undefined) query.where('key', '<', before)
      for (const [column, value] of Object.entries(equal)) if (value !== undefined) query.where(column, value)
      if (text !== undefined) {
        query.where(either => either.where(holds(knex, 'message', text)).orWhere(holds(knex, 'by', text)))
      }
      const rows: { key: number }[] = await query
      return rows.map(({ key, ...entry }) => ({ ...read(JournalEntry, 'alarm_journal', key, () => entry), id: key }))
    },
  }
}
