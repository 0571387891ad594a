import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { folderOf, listBackups, makeBackup } from '../../data/backups.ts'
import { openDatabase } from '../../data/database.ts'
import { create } from '../../data/inspect.ts'
import { migrate } from '../../data/migrate.ts'
import { migrations } from '../../data/migrations/index.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { preloadedDisk } from './faulty-disk.ts'
import { isSound, lookAt } from './kept.ts'
import { temporaryFolder } from './processes.ts'
import type { Report } from './report.ts'

/** Rows of the first schema: enough that a migration writes many pages. */
const rows = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
  INSERT INTO boards (id, name, transport, version) SELECT 'b' || i, 'Board', '{"kind":"simulated"}', 1 FROM n;
  INSERT INTO sensors (id, name, board, driver, calibration, stale_after, version)
    SELECT 's' || key, 'Sensor', id, '{"kind":"ds18b20","pin":2,"rom":null}', '[]', 10, 7 FROM boards;
  INSERT INTO vessels (id, name, kind, sensor, tuning, changeover, range, version)
    SELECT 'v' || key, 'Vessel', 'other', id, '{"kind":"hysteresis","deadband":0.3}', 0, '{"minimum":0,"maximum":30}', 1 FROM sensors;
  INSERT INTO modes (vessel, kind, set_point) SELECT id, 'constant', key % 30 FROM vessels;`

/** A database of the first so many migrations, with rows in it. */
function databaseOf(schema: number, folder = temporaryFolder()): string {
  const path = join(folder, 'maelstrom.sqlite')
  create(path)
  const connection = new Database(path)
  migrate(connection, migrations.slice(0, 1))
  connection.exec(rows)
  migrate(connection, migrations.slice(0, schema))
  connection.close()
  return path
}

/** What must be the old or the new: the schema word for word, its number, and the rows of each table. */
function contentsOf(copy: Database) {
  const version = copy.pragma('user_version', { simple: true })
  const schema = copy.prepare<string>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').pluck().all()
  const counts = Object.fromEntries(
    ['boards', 'sensors', 'vessels', 'modes'].map(table => [
      table,
      copy.prepare<number>(`SELECT count(*) FROM ${table}`).pluck().get(),
    ]),
  )
  return { version, schema: schema.join(';\n'), counts, sound: isSound(copy) }
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Runs programs/step.ts; with a `step`, kills it before that change of the disk. Answers how many changes it has made. */
function runStep(step: number, ...values: string[]): number {
  const program = join(import.meta.dirname, 'programs/step.ts')
  const { signal, status, stderr } = spawnSync(process.execPath, [program, ...values], {
    env: { ...process.env, LD_PRELOAD: preloadedDisk(), DISK_STEPS: String(step) },
    encoding: 'utf8',
  })
  if (status !== 0 && signal !== 'SIGKILL') throw new Error(`${values.join(' ')}: ${stderr}`)
  return signal === 'SIGKILL' ? step - 1 : Number(/changes of the disk: (\d+)/.exec(stderr)![1])
}

/** Kills something before each of its changes of the disk, or before `most` of them drawn by chance; counts what `harmed` says of each. */
async function killEverywhere(parts: {
  run: string
  seed: number
  most: number
  attempt: (step: number) => number
  harmed: () => Promise<boolean>
}): Promise<Report> {
  const { run, seed, most, attempt, harmed } = parts
  const random = seededRandom(seed)
  const changes = attempt(0)
  const steps = Array.from({ length: changes }, (_, n) => ({ step: n + 1, lot: random.uniform() }))
  let torn = 0
  const drawn = steps.sort((a, b) => a.lot - b.lot).slice(0, most)
  for (const { step } of drawn) {
    attempt(step)
    if (await harmed()) torn += 1
  }
  const n = drawn.length
  return { run, seed, n, acknowledged: 0, lost: 0, torn, worst: { torn }, met: torn === 0 && n > 0, more: { changes } }
}

/** Kills the migration from one schema to the next: whoever looks finds the one or the other, with every row. */
export function killInMigration(from: number, seed: number, most: number): Promise<Report> {
  const template = databaseOf(from)
  const before = lookAt(template, contentsOf)
  const after = lookAt(databaseOf(from + 1), contentsOf)
  let path = ''
  return killEverywhere({
    run: `killed in migration ${migrations[from]!.name}`,
    seed,
    most,
    attempt(step) {
      path = join(temporaryFolder(), 'maelstrom.sqlite')
      cpSync(template, path)
      return runStep(step, 'migrate', path, String(from + 1))
    },
    async harmed() {
      const found = lookAt(path, contentsOf)
      if (!same(found, before) && !same(found, after)) return true
      // And the next start brings it up to date.
      await (await openDatabase(path)).close()
      const { version, counts, sound } = lookAt(path, contentsOf)
      return version !== migrations.length || !sound || !same(counts, before.counts)
    },
  })
}

/** Kills a backup: what is listed is whole, and the database is as it was. */
export function killInBackup(seed: number, most: number): Promise<Report> {
  const template = databaseOf(migrations.length)
  const before = lookAt(template, contentsOf)
  let path = ''
  return killEverywhere({
    run: 'killed in a backup',
    seed,
    most,
    attempt(step) {
      path = join(temporaryFolder(), 'maelstrom.sqlite')
      cpSync(template, path)
      return runStep(step, 'backup', path)
    },
    async harmed() {
      await (await openDatabase(path)).close()
      const backups = listBackups(path).map(({ name }) => join(folderOf(path), name))
      return [path, ...backups].some(file => !same(lookAt(file, contentsOf).counts, before.counts))
    },
  })
}

/** Kills a restore: the next start finds the old database or the backup, whole, and never loses both. */
export function killInRestore(seed: number, most: number): Promise<Report> {
  const folder = temporaryFolder()
  const template = databaseOf(migrations.length, folder)
  const backup = join(folderOf(template), makeBackup(template, 'asked', Date.UTC(2025, 0, 1)).name)
  const connection = new Database(template)
  connection.exec(`INSERT INTO boards (id, name, transport, version) VALUES ('new', 'New', '{"kind":"simulated"}', 1)`)
  connection.close()
  const [old, restored] = [lookAt(template, contentsOf), lookAt(backup, contentsOf)]
  let path = ''
  return killEverywhere({
    run: 'killed in a restore',
    seed,
    most,
    attempt(step) {
      path = join(temporaryFolder(), 'maelstrom.sqlite')
      cpSync(template, path)
      return runStep(step, 'restore', path, backup)
    },
    async harmed() {
      await (await openDatabase(path)).close()
      const { counts, sound } = lookAt(path, contentsOf)
      // A restored brewery rests: no vessel has a mode.
      const isRestored = same(counts, { ...restored.counts, modes: 0 })
      return !sound || (!isRestored && !same(counts, old.counts))
    },
  })
}
