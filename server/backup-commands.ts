import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { exportTo, makeBackup } from '../data/backups.ts'
import { explain } from '../data/failure.ts'
import { locate } from '../data/location.ts'
import { Fault } from '../data/model/fault.ts'
import { isPostgres, readAddress } from '../data/postgres/address.ts'
import { elsewhere } from '../data/postgres/backups.ts'
import { restore } from '../data/restore.ts'
import { readCommand, runCommand } from './command-line.ts'
import { databaseOf } from './config.ts'

const usage = [
  'Usage: npm run backup [-- <path of the new file>] [--database <path>]',
  '       npm run restore -- <path of a backup> [--database <path>]',
  '',
  '  --database <path>  what is copied or replaced (data/maelstrom.sqlite), also MAELSTROM_DATABASE, DATABASE_URL',
  '',
  'A backup may be made while Maelstrom runs; without a path it goes to the folder "backups" beside the database.',
  'Before a restore Maelstrom has to be stopped (or use its page Settings). Afterwards every vessel is off.',
].join('\n')

/** Does what `npm run backup` and `npm run restore` are told; returns what to say. Fails with a `Fault`. */
export function runBackupCommand(
  args: string[],
  environment: Record<string, string | undefined>,
  now: () => number = Date.now,
): string {
  const { command, file, database } = read(args, environment)
  try {
    if (command === 'restore') {
      const replaced = restore(database, file!, now())
      const where = replaced === null ? '' : ` What was there is kept in ${replaced}.`
      return `Restored ${database} from ${file}. Every vessel is off and every output switched by hand too.${where}`
    }
    if (!existsSync(database)) throw new Fault('not-found', `There is no database ${database}.`)
    if (file === undefined) return `Made ${makeBackup(database, 'asked', now()).name} in the folder of its backups.`
    if (!existsSync(dirname(file))) throw new Fault('not-found', `There is no folder ${dirname(file)}.`)
    if (existsSync(file)) throw new Fault('conflict', `There is already a file ${file}: choose another name.`)
    exportTo(database, file)
    return `Made ${file}.`
  } catch (error) {
    throw explain(error, database)
  }
}

function read(args: string[], environment: Record<string, string | undefined>) {
  const { values, positionals } = readCommand(args, { database: { type: 'string' } }, usage)
  const [command, file, ...more] = positionals
  const known = command === 'backup' || (command === 'restore' && file !== undefined)
  if (!known || more.length > 0) throw new Fault('invalid', usage)
  const database = databaseOf(values.database, environment)
  if (isPostgres(database)) throw elsewhere(readAddress(database).shown)
  return { command, file: file && resolve(file), database: locate(database) }
}

if (import.meta.main) await runCommand(() => runBackupCommand(process.argv.slice(2), process.env))
