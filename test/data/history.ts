import type { Knex } from 'knex'
import { openDatabase } from '../../data/database.ts'
import { migrations } from '../../data/migrations/index.ts'
import { isPostgres, readAddress } from '../../data/postgres/address.ts'
import { openSession } from '../../data/postgres/connection.ts'
import { postgres } from '../../data/postgres/dialect.ts'
import { migratePostgres } from '../../data/postgres/migrate.ts'
import { readings } from '../../data/repositories/readings.ts'
import { sqlite } from '../../data/repositories/sqlite.ts'
import type { Store } from '../../data/store.ts'
import { place } from './folder.ts'

/** The history without a thread around it, to look into its tables. */
export interface OpenHistory {
  knex: Knex
  readings: Store['readings']
  /** How many random histories one has the patience for. */
  runs: number
  close(): Promise<void>
}

/** Opens a new one wherever these tests keep their data. */
export async function openHistory(): Promise<OpenHistory> {
  const database = await place()
  if (!isPostgres(database)) {
    const { knex, close } = await openDatabase(database)
    return { knex, readings: readings(knex, sqlite), runs: 150, close }
  }
  const address = readAddress(database)
  const { knex, end } = await openSession(address, null, () => {})
  await migratePostgres(knex, migrations, address)
  return { knex, readings: readings(knex, postgres), runs: 20, close: end }
}
