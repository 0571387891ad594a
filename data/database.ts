import type { Database } from 'better-sqlite3'
import type { Knex } from 'knex'
import knexPackage from 'knex'
import { explain } from './failure.ts'
import { create, inspect } from './inspect.ts'
import { holdLock } from './lock.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { Fault } from './model/fault.ts'
import { finishRestore } from './restore.ts'

/** What is set on every connection and read back: README.md says why. */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  fullfsync: 1,
  checkpoint_fullfsync: 1,
  foreign_keys: 1,
  busy_timeout: 5000,
  cache_size: -16_000,
  wal_autocheckpoint: 1000,
  journal_size_limit: 67_108_864,
  temp_store: 2,
  trusted_schema: 0,
  cell_size_check: 1,
}

/** An open database: the one connection that writes, and how to let go of it. */
export interface OpenDatabase {
  knex: Knex
  close(): Promise<void>
}

/**
 * Opens the file, or the backup that is to take its place, makes it if there is none, brings its schema up to date. Fails with
 * `unusable` or `unavailable`.
 */
export async function openDatabase(path: string, now = Date.now()): Promise<OpenDatabase> {
  try {
    const release = holdLock(path)
    try {
      finishRestore(path, now)
      if (!inspect(path)) create(path)
      const knex = connect(path)
      try {
        await withConnection(knex, connection => migrate(connection, migrations))
      } catch (error) {
        await knex.destroy()
        throw error
      }
      return { knex, close: () => knex.destroy().finally(release) }
    } catch (error) {
      release()
      throw error
    }
  } catch (error) {
    throw explain(error, path)
  }
}

/** A connection that only reads the database at `path`, which another thread keeps open. */
export function openReadOnly(path: string): Knex {
  return connect(path, { readonly: true })
}

/**
 * Runs `action` on the bare connection, for what must be fast. It is synchronous, so nothing comes in between.
 */
export async function withConnection<Result>(knex: Knex, action: (connection: Database) => Result): Promise<Result> {
  const connection: Database = await knex.client.acquireConnection()
  try {
    return action(connection)
  } finally {
    await knex.client.releaseConnection(connection)
  }
}

function connect(path: string, options: { readonly?: boolean } = {}): Knex {
  return knexPackage.knex({
    client: 'better-sqlite3',
    connection: { filename: path, options },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: Database, done: (error: unknown, connection: Database) => void) {
        try {
          setPragmas(connection)
          // SQLite's own knows A to Z only: who looks for "kühlung" means "KÜHLUNG" too.
          connection.function('lower', { deterministic: true }, text => text && `${text}`.toLowerCase())
          done(null, connection)
        } catch (error) {
          done(error, connection)
        }
      },
    },
  })
}

function setPragmas(connection: Database): void {
  for (const [name, value] of Object.entries(pragmas)) {
    connection.pragma(`${name} = ${value}`)
    const actual = connection.pragma(name, { simple: true })
    if (actual === value) continue
    throw new Fault('unusable', `The database does not accept ${name} = ${value}: it stays at ${actual}.`)
  }
}
