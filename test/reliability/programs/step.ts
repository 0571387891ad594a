// Does one thing to a database, to be killed while it does: `node step.ts migrate <database> <schema>`,
// `step.ts backup <database>`, `step.ts restore <database> <backup>`.
import Database from 'better-sqlite3'
import { makeBackup } from '../../../data/backups.ts'
import { migrate } from '../../../data/migrate.ts'
import { migrations } from '../../../data/migrations/index.ts'
import { restore } from '../../../data/restore.ts'

const [what, path, argument] = process.argv.slice(2) as [string, string, string]
const now = Date.UTC(2026, 0, 1)
switch (what) {
  case 'migrate': {
    const connection = new Database(path)
    migrate(connection, migrations.slice(0, Number(argument)))
    connection.close()
    break
  }
  case 'backup':
    makeBackup(path, 'asked', now)
    break
  case 'restore':
    restore(path, argument, now)
}
