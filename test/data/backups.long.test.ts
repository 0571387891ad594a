import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { copyDatabase, folderOf, keepNewest, listBackups, makeBackup, removeBackup } from '../../data/backups.ts'
import { finishRestore, prepareRestore, restore } from '../../data/restore.ts'
import { runBackupCommand } from '../../server/backup-commands.ts'
import { clean, folder, freshStore, now } from './folder.ts'
import { board, cooler, heater, sensor, vessel } from './things.ts'

afterEach(clean)

const hour = 3_600_000
const span = { from: 0, to: 1e15 }

/** A brewery that heats, with a hundred points; closed. */
async function brewery(path = join(folder(), 'brewery.sqlite')): Promise<string> {
  const store = await freshStore(path)
  await store.boards.create(board)
  await store.sensors.create(sensor)
  for (const actuator of [heater, cooler]) await store.actuators.create(actuator)
  await store.vessels.create(vessel)
  await store.modes.set(vessel.id, { kind: 'constant', setPoint: 67 })
  await store.readings.append(Array.from({ length: 100 }, (_, n) => ({ series: 's', at: n * 1000, value: n })))
  await store.close()
  return path
}

async function countPoints(path: string): Promise<number> {
  const store = await freshStore(path)
  const points = await store.readings.points({ series: 's', ...span, limit: 1e6 })
  await store.close()
  return points.length
}

async function add(path: string, at: number): Promise<void> {
  const store = await freshStore(path)
  await store.readings.append([{ series: 's', at, value: 1 }])
  await store.close()
}

describe('backups', () => {
  test('are listed newest first, found by name alone, and deleted', async () => {
    const path = await brewery()
    makeBackup(path, 'asked', now)
    makeBackup(path, 'scheduled', now + hour)
    writeFileSync(join(folderOf(path), 'holiday.sqlite'), '')
    expect(listBackups(path)).toMatchObject([
      { name: 'brewery-2025-01-01T010000Z-scheduled.sqlite', at: now + hour, reason: 'scheduled' },
      { name: 'brewery-2025-01-01T000000Z.sqlite', at: now, reason: 'asked', size: expect.any(Number) },
    ])
    expect(() => removeBackup(path, '../brewery.sqlite')).toThrow('there is no backup')
    removeBackup(path, 'brewery-2025-01-01T000000Z.sqlite')
    expect(listBackups(path)).toHaveLength(1)
    expect(existsSync(path)).toBe(true)
  })

  test.each(['my Bräu (1)', '.hidden', 'b-2'])('of a database that is called %s are found as well', async called => {
    const path = await brewery(join(folder(), `${called}.sqlite`))
    const made = makeBackup(path, 'scheduled', now)
    expect(made.name).toBe(`${called}-2025-01-01T000000Z-scheduled.sqlite`)
    expect(listBackups(path)).toEqual([made])
    keepNewest(path, 0)
    expect(listBackups(path)).toEqual([])
  })

  test('that were made by themselves go when there are newer ones; those somebody asked for stay', async () => {
    const path = await brewery()
    makeBackup(path, 'asked', now)
    for (let n = 1; n <= 4; n++) makeBackup(path, 'scheduled', now + n * hour)
    keepNewest(path, 2)
    expect(listBackups(path).map(({ at }) => (at - now) / hour)).toEqual([4, 3, 0])
  })

  test('made while points arrive hold whole batches, and nobody waits for them', async () => {
    const path = join(folder(), 'brewery.sqlite')
    const store = await freshStore(path)
    const batch = (n: number) =>
      Array.from({ length: 1000 }, (_, m) => ({ series: 's', at: (n * 1000 + m) * 10, value: m }))
    for (let n = 0; n < 100; n++) await store.readings.append(batch(n))
    let made = false
    const backup = store.backups.make('asked', now).then(backup => {
      made = true
      return backup
    })
    let acknowledged = 100
    while (!made) await store.readings.append(batch(acknowledged++))
    const { name } = await backup
    expect(acknowledged).toBeGreaterThan(101)
    const copy = new Database(join(folderOf(path), name), { readonly: true })
    const count = Number(copy.prepare('SELECT count(*) FROM readings').pluck().get())
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
    expect(count % 1000).toBe(0)
    expect(count).toBeGreaterThanOrEqual(100_000)
  }, 30_000)

  test('need room', async () => {
    const path = await brewery()
    const beside = join(dirname(path), 'copy.sqlite')
    expect(() => copyDatabase(path, beside, 50_000)).toThrow(
      expect.objectContaining({ code: 'unavailable', message: expect.stringContaining('1 MB are free in') }),
    )
    expect(existsSync(beside)).toBe(false)
    expect(readdirSync(dirname(path)).filter(name => name.includes('-copy-'))).toEqual([])
  })
})

describe('a restore', () => {
  test('brings back what was, with everything off; what was replaced becomes a backup', async () => {
    const path = await brewery()
    const { name } = makeBackup(path, 'asked', now)
    await add(path, 1e9)
    restore(path, join(folderOf(path), name), now + hour)
    const store = await freshStore(path)
    expect(await store.modes.all()).toEqual([])
    expect(await store.vessels.all()).toMatchObject([{ id: vessel.id }])
    expect(await store.readings.points({ series: 's', ...span, limit: 1000 })).toHaveLength(100)
    expect((await store.logs.find({ limit: 1 }))[0]).toMatchObject({ level: 'warning', source: 'backup' })
    // Numbers of messages go on after the last run of the one that was replaced.
    expect(store.run).toBeGreaterThan(2)
    await store.close()
    const replaced = listBackups(path).find(({ reason }) => reason === 'replaced')!
    restore(path, join(folderOf(path), replaced.name), now + 2 * hour)
    expect(await countPoints(path)).toBe(101)
  })

  test('laid ready by a running house happens at its next opening, and only then', async () => {
    const path = await brewery()
    const { name } = makeBackup(path, 'asked', now)
    const store = await freshStore(path)
    await store.backups.prepare(name, now)
    await store.readings.append([{ series: 's', at: 1e9, value: 1 }])
    expect(await store.readings.points({ series: 's', ...span, limit: 1000 })).toHaveLength(101)
    await store.close()
    expect(await countPoints(path)).toBe(100)
  })

  test.each([
    ['damaged', (file: string) => scribble(file, 8000), 'damaged'],
    ['cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)), ''],
    ['no database', (file: string) => writeFileSync(file, 'hello'), 'is not an SQLite database'],
    ['empty', (file: string) => writeFileSync(file, ''), 'empty'],
    ['newer than the program', (file: string) => withDatabase(file, 'PRAGMA user_version = 999'), 'newer Maelstrom'],
    ['another program’s', (file: string) => withDatabase(file, 'PRAGMA application_id = 7'), 'another program'],
  ])('of one that is %s changes nothing', async (_, spoil, message) => {
    const path = await brewery()
    const file = copyDatabase(path, join(folder(), 'spoilt.sqlite'))
    spoil(file)
    await add(path, 1e9)
    expect(() => restore(path, file, now)).toThrow(expect.objectContaining({ code: 'unusable' }))
    expect(() => restore(path, file, now)).toThrow(message)
    expect(readdirSync(dirname(path)).filter(name => name.includes('-restore'))).toEqual([])
    expect(await countPoints(path)).toBe(101)
  })

  test('takes the place of a damaged database, and of one that is gone', async () => {
    const path = await brewery()
    const file = copyDatabase(path, join(folder(), 'good.sqlite'))
    writeFileSync(path, 'ruined')
    writeFileSync(`${path}-wal`, 'ruined too')
    restore(path, file, now)
    expect(await countPoints(path)).toBe(100)
    renameSync(path, `${path}-away`)
    restore(path, file, now)
    expect(await countPoints(path)).toBe(100)
  })

  test('is refused while somebody uses the database', async () => {
    const path = await brewery()
    const file = copyDatabase(path, join(folder(), 'good.sqlite'))
    await freshStore(path)
    expect(() => restore(path, file, now)).toThrow(expect.objectContaining({ code: 'unavailable' }))
  })

  test('that is cut off at any step leaves the old or the new', async () => {
    // Every state of the folder that a crash can leave behind, made by copying it between the steps.
    const path = await brewery()
    const file = copyDatabase(path, join(folder(), 'good.sqlite'))
    await add(path, 1e9)
    const before = snapshot(path)
    prepareRestore(path, file, now)
    const prepared = snapshot(path)
    finishRestore(path, now)
    const after = snapshot(path)
    // While the draft is written, the old one holds.
    const draft = new Map([...before, ['brewery.sqlite-restore-draft', readFileSync(file).subarray(0, 10_000)]])
    // The log of the old one is emptied, its second name is there, but the new one is not in its place.
    const half = new Map([...prepared, ['brewery.sqlite-wal', Buffer.alloc(0)]])
    for (const [state, points] of [
      [before, 101],
      [draft, 101],
      [prepared, 100],
      [half, 100],
      [after, 100],
    ] as const) {
      const place = folder()
      for (const [name, bytes] of state) writeFileSync(join(place, name), bytes)
      expect(await countPoints(join(place, 'brewery.sqlite'))).toBe(points)
      expect(readdirSync(place).filter(name => name.includes('-restore'))).toEqual([])
    }
  })
})

describe('the commands', () => {
  test('copy a database that is in use, and one that is not, and restore it', async () => {
    const path = await brewery()
    const store = await freshStore(path)
    const file = join(folder(), 'copy.sqlite')
    expect(runBackupCommand(['backup', file, '--database', path], {}, () => now)).toContain(file)
    expect(() => runBackupCommand(['backup', file], { MAELSTROM_DATABASE: path })).toThrow('already a file')
    expect(() => runBackupCommand(['restore', file], { MAELSTROM_DATABASE: path })).toThrow('Another Maelstrom')
    await store.close()
    expect(runBackupCommand(['backup'], { MAELSTROM_DATABASE: path }, () => now)).toContain(
      'brewery-2025-01-01T000000Z.sqlite',
    )
    await add(path, 1e9)
    expect(runBackupCommand(['restore', file], { MAELSTROM_DATABASE: path }, () => now)).toContain(
      'Every vessel is off',
    )
    expect(await countPoints(path)).toBe(100)
  })

  test('of PostgreSQL are made by its own tools, and its password is not shown', () => {
    for (const args of [['backup'], ['restore', 'file']])
      expect(() => runBackupCommand(args, { DATABASE_URL: 'postgres://brewer:cret@host/beer' })).toThrow(
        /^(?!.*cret).*postgres:\/\/host\/beer.*pg_dump/,
      )
  })

  test.each([[[]], [['restore']], [['backup', 'a', 'b']], [['backup', '--loud']]])('%j: what would be right', args => {
    expect(() => runBackupCommand(args, {})).toThrow(/Usage: npm run backup/)
  })
})

function snapshot(path: string): Map<string, Buffer> {
  const place = dirname(path)
  const files = readdirSync(place, { withFileTypes: true }).filter(
    entry => entry.isFile() && !entry.name.endsWith('-lock'),
  )
  return new Map(files.map(({ name }) => [name, readFileSync(join(place, name))]))
}

/** Overwrites pages in the middle. */
function scribble(file: string, from: number): void {
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, from, from + 60_000))
}

function withDatabase(file: string, sql: string): void {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}
