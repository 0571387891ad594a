import { readOriginal } from '../data/classic-import.ts'
import { Fault } from '../data/model/fault.ts'
import { openStore } from '../data/open.ts'
import type { Taken } from '../data/original.ts'
import { isPostgres, readAddress } from '../data/postgres/address.ts'
import { readCommand, runCommand } from './command-line.ts'
import { databaseOf } from './config.ts'

const usage = [
  'Usage: npm run import -- <path of the original data/db> [options]',
  '',
  '  --unit <celsius|fahrenheit>  what its temperatures are in (the unit of the settings here)',
  '  --database <path>            where they go (data/maelstrom.sqlite), also MAELSTROM_DATABASE, DATABASE_URL',
].join('\n')

const scales = ['celsius', 'fahrenheit'] as const

/** Takes over a database of the original Maelstrom; resolves to the report. Fails with a `Fault`. */
export async function importClassic(
  args: string[],
  environment: Record<string, string | undefined>,
  now: () => number = Date.now,
): Promise<string> {
  const { path, unit, database } = read(args, environment)
  // Before anything of ours is opened, or even made, it must be what it should be.
  const found = readOriginal(path, unit ?? 'celsius')
  const store = await openStore({ database, now })
  try {
    const scale = unit ?? (await store.settings.get()).unit
    const original = scale === 'fahrenheit' && !unit ? readOriginal(path, scale) : found
    const { profiles, controllers, settings } = await store.classic.takeOver(original)
    return [
      `Took over from ${path} into ${isPostgres(database) ? readAddress(database).shown : database}, temperatures in ${scale === 'celsius' ? '°C' : '°F'}:`,
      line('profiles', profiles),
      line('controllers', controllers),
      line('settings', settings),
      ...original.left.map(sentence => `  left behind: ${sentence}`),
      ...(unit ? [] : ['If they were in the other unit, delete the profiles and run this again with --unit.']),
    ].join('\n')
  } finally {
    await store.close()
  }
}

function line(what: string, { added, known }: Taken): string {
  return `  ${`${what}:`.padEnd(13)}${added} added${known > 0 ? `, ${known} already here` : ''}`
}

function read(args: string[], environment: Record<string, string | undefined>) {
  const { values, positionals } = readCommand(args, { unit: { type: 'string' }, database: { type: 'string' } }, usage)
  const [path] = positionals
  if (path === undefined || positionals.length > 1) throw new Fault('invalid', usage)
  const unit = scales.find(scale => scale === values.unit)
  if (values.unit !== unit) throw new Fault('invalid', `--unit is "${values.unit}": expected celsius or fahrenheit`)
  const database = databaseOf(values.database, environment)
  return { path, unit, database }
}

if (import.meta.main) await runCommand(() => importClassic(process.argv.slice(2), process.env))
