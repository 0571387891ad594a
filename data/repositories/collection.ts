import type { Knex } from 'knex'
import { Fault } from '../model/fault.ts'
import type { Schema } from '../model/schema.ts'
import type { Collection } from '../store.ts'
import { check, type Row, read } from './rows.ts'

/** How things of one kind are kept. */
export interface Kind<T extends Thing> {
  noun: string
  table: string
  schema: Schema<T>
  /** The columns of the table but for `key`, `id` and `version`. */
  row(thing: T): Row
  /** What the schema parses, of a row's columns. */
  values(row: Row): object
  /** Columns that name things of other kinds, and columns elsewhere that name things of this kind. */
  names: readonly Link[]
  namedBy: readonly Link[]
  /** One that the demonstration made is the brewer's as soon as it is changed. */
  adopted?: true
}

/** What has a name for good, and a version. */
export interface Thing {
  id: string
  version: number
}

interface Link {
  noun: string
  table: string
  column: string
  /** The column that says who it is, when it is not `id`. */
  who?: string
}

/** Keeps things of one kind in their table: ids are unique, versions count and never come again for an id, references hold. */
export function collection<T extends Thing>(knex: Knex, kind: Kind<T>): Collection<T> {
  const { noun, table, schema } = kind

  return {
    async all() {
      return (await knex<Row>(table).orderBy('key')).map(row => toThing(kind, row as Row))
    },
    create(body) {
      return knex.transaction(async transaction => {
        const thing = check(schema, noun, { ...body, version: (await departedAt(transaction, table)) + 1 })
        if (await transaction(table).where({ id: thing.id }).first('key')) {
          throw new Fault('conflict', `There is already a ${noun} ${thing.id}.`)
        }
        await demand(transaction, kind, thing)
        await transaction(table).insert({ ...kind.row(thing), id: thing.id, version: thing.version })
        return thing
      })
    },
    update(body, version) {
      return knex.transaction(async transaction => {
        const current = await currentVersion(transaction, table, noun, body.id, version)
        const thing = check(schema, noun, { ...body, version: current + 1 })
        await demand(transaction, kind, thing)
        await transaction(table)
          .where({ id: thing.id })
          .update({ ...kind.row(thing), version: thing.version })
        if (kind.adopted) await transaction('demonstration').where({ kind: table, id: thing.id }).delete()
        return thing
      })
    },
    remove(id, version) {
      return knex.transaction(async transaction => {
        const last = await currentVersion(transaction, table, noun, id, version)
        for (const { noun: user, table: users, column, who = 'id' } of kind.namedBy) {
          const found = await transaction<Row>(users)
            .where({ [column]: id })
            .first()
          if (found) throw new Fault('conflict', `The ${noun} ${id} is used by the ${user} ${found[who]}.`)
        }
        await transaction(table).where({ id }).delete()
        const reached = Math.max(last, await departedAt(transaction, table))
        await transaction('departed').insert({ kind: table, version: reached }).onConflict('kind').merge()
        // Whatever gets this id next is somebody's own.
        await transaction('demonstration').where({ kind: table, id }).delete()
      })
    },
  }
}

/** The thing in a row; fails with `unusable`. */
export function toThing<T extends Thing>({ schema, table, values }: Kind<T>, row: Row): T {
  return read(schema, table, row.id, () => ({ ...values(row), id: row.id, version: row.version }))
}

/** Up to which version things of this table got that are gone: the next one must not be taken for one of them. */
async function departedAt(knex: Knex, table: string): Promise<number> {
  const row = await knex('departed').where({ kind: table }).first('version')
  return row?.version ?? 0
}

/** The version a thing has now; fails with `not-found`, or with `outdated` unless it is the one expected. */
async function currentVersion(
  knex: Knex,
  table: string,
  noun: string,
  id: string,
  expected: number | null,
): Promise<number> {
  const row = await knex(table).where({ id }).first('version')
  if (!row) throw new Fault('not-found', `There is no ${noun} ${id}.`)
  if (expected !== null && expected !== row.version) throw outdated(`${noun} ${id}`, expected, row.version)
  return row.version
}

/** What to say when somebody else was faster. */
export function outdated(what: string, expected: number, current: number): Fault {
  return new Fault(
    'outdated',
    `The ${what} changed since you read version ${expected}: now there is version ${current}. Load that first.`,
  )
}

async function demand<T extends Thing>(knex: Knex, kind: Kind<T>, thing: T): Promise<void> {
  const row = kind.row(thing)
  for (const { noun, table, column } of kind.names) {
    const id = row[column] ?? null
    if (id === null || (await knex(table).where({ id }).first('key'))) continue
    throw new Fault('conflict', `The ${kind.noun} ${thing.id} names the ${noun} ${id}, which does not exist.`)
  }
}
