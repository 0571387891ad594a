import type { Knex } from 'knex'
import { Happening, Mark, type MarkGroup, markedAtMost } from '../model/mark.ts'
import { ProfileEvent } from '../model/profile.ts'
import type { Store } from '../store.ts'
import { ask, check, dropOldest, type Row, read } from './rows.ts'

/** What happened to vessels: their journal, with alarms and notes beside it when it is read. */
export function marks(knex: Knex): Store['marks'] {
  return {
    add(vessel, happening) {
      return knex.transaction(async transaction => {
        const [row] = await transaction('vessel_journal').insert({ vessel, ...toRow(happening) }, ['key'])
        await dropOldest(transaction, 'vessel_journal')
        return row!.key
      })
    },
    async replace(key, happening) {
      await knex('vessel_journal').where({ key }).update(toRow(happening))
    },
    async groups({ vessel, from, to, width }) {
      const rows = await ask<GroupRow>(knex, grouped, { vessel, from, to, width, most: markedAtMost })
      const groups = new Map<number, MarkGroup>()
      for (const row of rows) {
        const { stretch, first, last, count } = row
        const group = groups.get(stretch) ?? { from: first, to: last, count, marks: [] }
        groups.set(stretch, { ...group, marks: [...group.marks, read(Mark, 'marks', row.id, () => toValues(row))] })
      }
      return [...groups.values()]
    },
    async events({ from, before, limit }) {
      const query = knex('vessel_journal').where({ kind: 'event' }).where('at', '>=', from)
      if (before) query.whereRaw('(at, key) < (?, ?)', [before.at, before.id])
      const rows: (Row & { key: number })[] = await query.orderBy('at', 'desc').orderBy('key', 'desc').limit(limit)
      return rows.map(({ key, vessel, at, document }) => ({
        ...read(ProfileEvent, 'vessel_journal', key, () => ({ vessel, at, ...JSON.parse(String(document)) })),
        id: key,
      }))
    },
  }
}

type GroupRow = Row & { stretch: number; first: number; last: number; count: number }

function toRow(happening: Happening) {
  const { kind, at, ...document } = check(Happening, 'happening', happening)
  return { kind, at, document: JSON.stringify(document) }
}

function toValues({ kind, at, id, text, who, document, alarm, event, priority }: Row): object {
  switch (kind) {
    case 'note':
      return { kind, at, id, text, by: who }
    case 'alarm':
      return { kind, at, alarm, event, priority, message: text }
    default:
      return { kind, at, ...JSON.parse(String(document)) }
  }
}

// Of each group those that matter most come through. What a profile's event raised is marked as that event already.
const grouped = `
  WITH marks AS (
    SELECT kind, at, key AS id, document, NULL AS text, NULL AS who, NULL AS alarm, NULL AS event, NULL AS priority,
      CASE kind WHEN 'event' THEN 3 ELSE 4 END AS place
    FROM vessel_journal WHERE vessel = :vessel AND at >= :from AND at < :to
    UNION ALL
    SELECT 'note', at, key, NULL, text, "by", NULL, NULL, NULL, 1
    FROM notes WHERE vessel = :vessel AND at >= :from AND at < :to
    UNION ALL
    SELECT 'alarm', at, key, NULL, message, NULL, alarm, event, priority, 2
    FROM alarm_journal
    WHERE vessel = :vessel AND at >= :from AND at < :to AND event IN ('came', 'went') AND alarm NOT LIKE 'event.%'
  ), ranked AS (
    SELECT *, min(at) OVER one AS first, max(at) OVER one AS last, count(*) OVER one AS count,
      row_number() OVER (PARTITION BY stretch ORDER BY place, at, id) AS nth
    FROM (SELECT *, at / CAST(:width AS BIGINT) AS stretch FROM marks) AS cut
    WINDOW one AS (PARTITION BY stretch)
  )
  SELECT * FROM ranked WHERE nth <= :most ORDER BY at, place, id`
