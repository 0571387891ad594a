import type { Knex } from 'knex'
import type { Migration } from '../migrations/index.ts'
import { Fault } from '../model/fault.ts'
import type { Address } from './address.ts'
import { baseline, schema } from './schema.ts'

/** What a database knows of itself: its name for life, and how many migrations were done. */
interface Identity {
  id: string
  schema: number
}

/**
 * Makes the tables in an empty database, or brings them up to the last of `migrations`, each step in one transaction with the
 * number that counts it. Resolves to the database's id. Fails with `unusable` when it is another program's, or newer than this one.
 */
export async function migratePostgres(
  knex: Knex,
  migrations: readonly Migration[],
  { shown }: Pick<Address, 'shown'>,
): Promise<string> {
  const { id, schema: done } = await knex.transaction(async transaction => {
    if (!(await transaction.schema.hasTable('maelstrom'))) await begin(transaction, shown)
    return (await transaction<Identity>('maelstrom').first('id', 'schema'))!
  })
  if (done > migrations.length) {
    throw new Fault(
      'unusable',
      `The database ${shown} was written by a newer Maelstrom (its schema is ${done}, this one knows ${migrations.length}). Update the program, or give it another database.`,
    )
  }
  for (const [index, { name, postgres }] of migrations.entries()) {
    if (index < done) continue
    if (postgres === undefined) throw new Error(`migration ${name} does not say what it is on PostgreSQL`)
    await knex.transaction(async transaction => {
      await transaction.raw(postgres)
      await transaction('maelstrom').update({ schema: index + 1 })
    })
  }
  return id
}

async function begin(knex: Knex, shown: string): Promise<void> {
  const others = await knex('pg_tables').whereRaw('schemaname = current_schema()').limit(1)
  if (others.length > 0) {
    throw new Fault('unusable', `The database ${shown} belongs to another program. Give Maelstrom one of its own.`)
  }
  await knex.raw(schema)
  await knex('maelstrom').insert({ key: 1, schema: baseline })
}
