import { readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { copyDatabase, folderOf, listBackups, makeBackup } from '../../data/backups.ts'
import { create } from '../../data/inspect.ts'
import type { Trip } from '../../data/model/safety.ts'
import { finishRestore, prepareRestore, restore } from '../../data/restore.ts'
import { clean, folder, freshStore, now, onClean } from './folder.ts'
import { add, brewery, countPoints, hour, span } from './heating.ts'
import { profile, vessel } from './things.ts'

afterEach(clean)

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
    [
      'older, and cannot be brought up to date',
      (file: string) =>
        withDatabase(
          file,
          `PRAGMA foreign_keys = 0; UPDATE sensors SET board = 'gone'; PRAGMA user_version = 12;
           DROP INDEX vessels_level; ALTER TABLE vessels DROP COLUMN level`,
        ),
      'refer to nothing',
    ],
    [
      'of a newer program with the same tables',
      (file: string) => withDatabase(file, `INSERT INTO settings VALUES (1, '{"moonPhase":"full"}', 2)`),
      'in settings under "1" that this program cannot read',
    ],
    [
      'with a driver nobody knows',
      (file: string) => withDatabase(file, `UPDATE sensors SET driver = '{"kind":"crystal-ball"}'`),
      'in sensors under',
    ],
    [
      'with words of an old client that are none',
      (file: string) =>
        withDatabase(file, `PRAGMA foreign_keys = 0; INSERT INTO classic_profiles VALUES ('ale', 1, '{}')`),
      'in classic_profiles under',
    ],
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

  test('of a database that was never used begins anew, but for the numbers of messages', async () => {
    const path = await brewery()
    const { run, close } = await freshStore(path)
    await close()
    const file = join(folder(), 'unused.sqlite')
    create(file)
    restore(path, file, now)
    expect(await countPoints(path)).toBe(0)
    expect((await freshStore(path)).run).toBeGreaterThan(run + 1)
  })

  test('goes on counting versions and numbers: nothing of it is taken for what it replaces', async () => {
    const path = await brewery()
    const { name } = makeBackup(path, 'asked', now)
    const store = await freshStore(path)
    const noted = await store.notes.create(vessel.id, { at: now, text: 'Hot', by: 'Ann' })
    const renamed = await store.vessels.update({ ...vessel, name: 'Other' }, null)
    const added = await store.profiles.create(profile)
    const { version: _, ...settings } = await store.settings.get()
    const set = await store.settings.update(settings, null)
    const numbered = (await store.numbers.of('profiles'))[0]!.number
    await store.close()
    restore(path, join(folderOf(path), name), now)
    const again = await freshStore(path)
    expect((await again.vessels.all())[0]!.version).toBeGreaterThan(renamed.version)
    await expect(again.vessels.update(vessel, 1)).rejects.toMatchObject({ code: 'outdated' })
    expect((await again.settings.get()).version).toBeGreaterThan(set.version)
    expect((await again.notes.create(vessel.id, { at: now, text: 'Cold', by: 'Bo' })).id).toBeGreaterThan(noted.id)
    expect((await again.profiles.create(profile)).version).toBeGreaterThan(added.version)
    expect((await again.numbers.of('profiles'))[0]!.number).toBeGreaterThan(numbered)
  })

  test('lets nothing go that is latched: neither the emergency stop nor trips since the backup', async () => {
    const path = await brewery()
    const trip: Omit<Trip, 'id' | 'at'> = {
      kind: 'stuck-on',
      vessel: vessel.id,
      actuator: 'heater',
      cuts: ['heater'],
      message: 'It goes on warming.',
      resetAt: null,
      resetBy: null,
    }
    const before = await freshStore(path)
    for (const id of [1, 2]) await before.safety.keep({ ...trip, id, at: now + id })
    await before.close()
    const file = copyDatabase(path, join(folder(), 'good.sqlite'))
    const after = await freshStore(path)
    await after.safety.keep({ ...trip, id: 1, at: now + 1, resetAt: now + 5, resetBy: 'Ann' })
    await after.safety.keep({ ...trip, id: 2, at: now + 2, cuts: ['heater', 'pump'] })
    await after.safety.keep({ ...trip, id: 3, at: now + 3 })
    await after.safety.setEmergencyStop({ latched: true, at: now + 4, by: 'Ann' })
    await after.close()
    restore(path, file, now + hour)
    const store = await freshStore(path)
    expect(await store.safety.trips({ limit: 9 })).toEqual([
      { ...trip, id: 3, at: now + 3 },
      { ...trip, id: 2, at: now + 2, cuts: ['heater', 'pump'] },
      { ...trip, id: 1, at: now + 1 },
    ])
    expect(await store.safety.emergencyStop()).toEqual({ latched: true, at: now + 4, by: 'Ann' })
    await store.close()

    const elsewhere = await brewery()
    const others = await freshStore(elsewhere)
    await others.safety.keep({ ...trip, id: 3, at: now, vessel: null, resetAt: now, resetBy: 'Bob' })
    await others.close()
    restore(path, elsewhere, now + 2 * hour)
    const moved = await freshStore(path)
    expect((await moved.safety.trips({ limit: 9 })).map(({ id, at }) => [id, at - now])).toEqual([
      [4, 3],
      [3, 0],
      [2, 2],
      [1, 1],
    ])
  })

  test('keeps what old clients wrote of a profile', async () => {
    const path = await brewery()
    const store = await freshStore(path)
    const { version } = await store.profiles.create(profile)
    const notes = { type: 'FERMENTATION' as const, temperatures: [], events: [] }
    await store.classic.keepNotes({ profile: profile.id, version, notes })
    const { name } = await store.backups.make('asked', now)
    await store.close()
    restore(path, join(folderOf(path), name), now)
    const again = await freshStore(path)
    expect((await again.classic.notes())[0]!.version).toBe((await again.profiles.all())[0]!.version)
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

  test('keeps all of what it replaces, also while another program reads it', async () => {
    const path = await brewery()
    const file = copyDatabase(path, join(folder(), 'good.sqlite'))
    const reading = new Database(path, { readonly: true })
    onClean(() => reading.close())
    reading.exec('BEGIN')
    reading.prepare('SELECT count(*) FROM readings').get()
    await add(path, 1e9)
    restore(path, file, now)
    expect(await countPoints(path)).toBe(100)
    reading.close()
    const [replaced] = listBackups(path)
    restore(path, join(folderOf(path), replaced!.name), now + hour)
    expect(await countPoints(path)).toBe(101)
  })

  test('happens also when the disk of the backups is gone or full: what it replaces stays beside it', async () => {
    const path = await brewery()
    const file = copyDatabase(path, join(folder(), 'good.sqlite'))
    symlinkSync(join(folder(), 'unplugged'), folderOf(path))
    for (const points of [101, 100]) {
      if (points === 101) await add(path, 1e9)
      const replaced = restore(path, file, now)!
      expect(dirname(replaced)).toBe(dirname(path))
      expect(await countPoints(path)).toBe(100)
      expect(await countPoints(replaced)).toBe(points)
    }
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
