import type { Knex } from 'knex'
import { Made } from '../model/demonstration.ts'
import type { Store } from '../store.ts'
import { deleteOldest } from './prune.ts'
import { check, type Row, read } from './rows.ts'
import { spans } from './spans.ts'

/** Rows of readings that one call deletes at most. */
const rowsAtOnce = 2_000

/** What the demonstration made, and what was recorded of it. */
export function demonstration(knex: Knex): Store['demonstration'] {
  return {
    async all() {
      const rows: Row[] = await knex('demonstration').orderBy('key')
      return rows.map(({ key, kind, id }) => read(Made, 'demonstration', key, () => ({ kind, id })))
    },
    async add(made) {
      const rows = made.map(thing => check(Made, 'part of the demonstration', thing))
      await knex('demonstration').insert(rows).onConflict(['kind', 'id']).ignore()
    },
    forget: things =>
      knex.transaction(async transaction => {
        const went = await forgetReadings(transaction, things)
        return went > 0 ? went : forgetRecords(transaction, things)
      }),
  }
}

async function forgetReadings(knex: Knex, things: Made[]): Promise<number> {
  const names = things.flatMap(seriesOf)
  let left = rowsAtOnce
  for (const { key } of await knex('series').whereIn('name', names)) {
    left -= await deleteOldest(() => knex('readings').where({ series: key }), left)
    for (const span of spans) left -= await deleteOldest(() => knex('rollups').where({ series: key, span }), left)
    if (left <= 0) return rowsAtOnce
    left -= await knex('series').where({ key }).delete()
  }
  return rowsAtOnce - left
}

function seriesOf({ kind, id }: Made): string[] {
  if (kind === 'sensors') return [`sensors.${id}`]
  return kind === 'vessels' ? [`${id}.processValue`, `${id}.setPoint`, `${id}.output`] : []
}

async function forgetRecords(knex: Knex, things: Made[]): Promise<number> {
  const vessels = things.flatMap(({ kind, id }) => (kind === 'vessels' ? [id] : []))
  const sources = things.map(({ kind, id }) => `${kind.slice(0, -1)} ${id}`)
  const marked = await knex('vessel_journal').whereIn('vessel', vessels).delete()
  const noted = await knex('notes').whereIn('vessel', vessels).delete()
  const alarms = await knex('alarm_journal').whereIn('vessel', vessels).orWhereIn('source', sources).delete()
  return marked + noted + alarms
}
