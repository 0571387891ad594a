// Stops for ever in the middle of a migration: `node migrator.ts <database>`.
import { writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { migrate } from '../../../data/migrate.ts'
import { migrations } from '../../../data/migrations/index.ts'

const connection = new Database(process.argv[2]!)
const withFunctions = connection as unknown as { function(name: string, action: () => number): void }
withFunctions.function('stop_here', () => {
  writeSync(1, 'in the middle\n')
  return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0).length
})
const sql = 'CREATE TABLE half (n INTEGER) STRICT; DELETE FROM modes; SELECT stop_here(); DROP TABLE half;'
migrate(connection, [...migrations, { name: 'stops', sql }])
