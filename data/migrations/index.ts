import { sql as first } from './001_first.ts'
import { sql as logo } from './002_logo.ts'

/** One step of the schema. A released one is never changed again. */
export interface Migration {
  name: string
  /** Runs in one transaction with foreign keys off; change a table by SQLite's twelve steps, never by knex. */
  sql: string
}

/** All steps in order; the position of a step is the schema's number. */
export const migrations: readonly Migration[] = [
  { name: '001_first', sql: first },
  { name: '002_logo', sql: logo },
]
