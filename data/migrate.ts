import type { Database } from 'better-sqlite3'
import type { Migration } from './migrations/index.ts'

/**
 * Brings the schema up to the last of `migrations`. `PRAGMA user_version` counts those that are done; it changes
 * in the transaction that does the work, so a crash leaves the schema before or the schema after.
 */
export function migrate(connection: Database, migrations: readonly Migration[]): void {
  const done = Number(connection.pragma('user_version', { simple: true }))
  // Rebuilding a table drops the old one, which would delete what refers to it; off only outside a transaction.
  connection.pragma('foreign_keys = 0')
  try {
    for (const [index, migration] of migrations.entries()) {
      if (index < done) continue
      connection
        .transaction(() => {
          connection.exec(migration.sql)
          const [broken] = connection.pragma('foreign_key_check') as { table: string }[]
          if (broken)
            throw new Error(`migration ${migration.name} leaves rows of ${broken.table} that refer to nothing`)
          connection.pragma(`user_version = ${index + 1}`)
        })
        .immediate()
    }
  } finally {
    connection.pragma('foreign_keys = 1')
  }
}
