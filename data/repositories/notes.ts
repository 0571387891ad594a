import type { Knex } from 'knex'
import { Fault } from '../model/fault.ts'
import { Note } from '../model/note.ts'
import type { Id } from '../model/units.ts'
import type { Store } from '../store.ts'
import { outdated } from './collection.ts'
import { check, type Row, read } from './rows.ts'

/** What brewers noted. */
export function notes(knex: Knex): Store['notes'] {
  /** The note as it is; fails with `not-found`, or with `outdated` unless it is at the version expected. */
  async function current(transaction: Knex, vessel: Id, id: number, expected: number | null): Promise<Note> {
    const row: Row | undefined = await transaction('notes').where({ vessel, key: id }).first()
    if (!row) throw new Fault('not-found', `There is no note ${id} on vessel ${vessel}.`)
    const note = toNote(row)
    if (expected !== null && expected !== note.version) throw outdated(`note ${id}`, expected, note.version)
    return note
  }

  return {
    async list({ vessel, from, to, before, limit }) {
      const query = knex('notes').where({ vessel }).where('at', '>=', from).where('at', '<', to)
      if (before) query.whereRaw('(at, key) < (?, ?)', [before.at, before.id])
      const rows: Row[] = await query
        .orderBy([
          { column: 'at', order: 'desc' },
          { column: 'key', order: 'desc' },
        ])
        .limit(limit)
      return rows.map(toNote)
    },
    find: (vessel, id) => current(knex, vessel, id, null),
    async create(vessel, body) {
      const { id: _, ...row } = check(Note, 'note', { ...body, vessel, id: 1, version: 1 })
      const [kept] = await knex('notes').insert(row, ['key'])
      return { ...row, id: kept!.key }
    },
    update(vessel, id, body, version) {
      return knex.transaction(async transaction => {
        const before = await current(transaction, vessel, id, version)
        const note = check(Note, 'note', { ...before, ...body, at: body.at ?? before.at, version: before.version + 1 })
        const { id: key, ...row } = note
        await transaction('notes').where({ key }).update(row)
        return note
      })
    },
    remove(vessel, id, version) {
      return knex.transaction(async transaction => {
        const note = await current(transaction, vessel, id, version)
        await transaction('notes').where({ key: id }).delete()
        return note
      })
    },
  }
}

const toNote = ({ key, ...row }: Row): Note => read(Note, 'notes', key, () => ({ ...row, id: key }))
