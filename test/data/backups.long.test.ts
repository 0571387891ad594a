import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { copyDatabase, folderOf, keepNewest, listBackups, makeBackup, removeBackup } from '../../data/backups.ts'
import { restore } from '../../data/restore.ts'
import { runBackupCommand } from '../../server/backup-commands.ts'
import { eventually } from '../eventually.ts'
import { started } from './child.ts'
import { clean, folder, freshStore, now, onClean } from './folder.ts'
import { add, brewery, countPoints, hour } from './heating.ts'

afterEach(clean)

describe('backups', () => {
  test('are listed newest first, found by name alone, and deleted', async () => {
    const path = await brewery()
    makeBackup(path, 'asked', now)
    makeBackup(path, 'scheduled', now + hour)
    writeFileSync(join(folderOf(path), 'holiday.sqlite'), '')
    mkdirSync(join(folderOf(path), 'brewery-2025-01-01T020000Z.sqlite'))
    symlinkSync('nowhere', join(folderOf(path), 'brewery-2025-01-01T030000Z-scheduled.sqlite'))
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
    keepNewest(path, 0, now)
    expect(listBackups(path)).toEqual([])
  })

  test('that were made by themselves go when there are newer ones; those somebody asked for stay', async () => {
    const path = await brewery()
    makeBackup(path, 'asked', now)
    for (let n = 1; n <= 4; n++) makeBackup(path, 'scheduled', now + n * hour)
    keepNewest(path, 2, now + 4 * hour)
    expect(listBackups(path).map(({ at }) => (at - now) / hour)).toEqual([4, 3, 0])
    // Those of a time to come are older than any: the clock was wrong.
    keepNewest(path, 1, now + 3 * hour)
    expect(listBackups(path).map(({ at }) => (at - now) / hour)).toEqual([3, 0])
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

  test('of the same second are both kept, and so is what two restores replaced', async () => {
    const path = await brewery()
    const [first, second] = [makeBackup(path, 'asked', now), makeBackup(path, 'asked', now)]
    expect(listBackups(path)).toEqual([second, first])
    for (const at of [1e9, 2e9]) {
      await add(path, at)
      restore(path, join(folderOf(path), first.name), now)
    }
    expect(listBackups(path).map(({ reason }) => reason)).toEqual(['asked', 'replaced', 'asked', 'replaced'])
  })

  test('may lie on another disk', async () => {
    const path = await brewery()
    const elsewhere = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'maelstrom-'))
    onClean(() => rmSync(elsewhere, { recursive: true }))
    symlinkSync(elsewhere, folderOf(path))
    const { name } = makeBackup(path, 'asked', now)
    await add(path, 1e9)
    restore(path, join(folderOf(path), name), now)
    expect(await countPoints(path)).toBe(100)
    expect(listBackups(path)).toHaveLength(2)
  })

  test('leave nothing when they were cut off, and another process is let finish', async () => {
    const path = await brewery()
    makeBackup(path, 'asked', now)
    const [mine, dead, alive] = [process.pid, 4_194_305, process.ppid].map(pid => `brewery.sqlite-copy-${pid}-1-1`)
    for (const place of [dirname(path), folderOf(path)])
      for (const name of [mine, dead, alive]) writeFileSync(join(place, name!), '')
    await freshStore(path)
    for (const place of [dirname(path), folderOf(path)])
      expect(readdirSync(place).filter(name => name.includes('-copy-'))).toEqual([alive])
  })

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

  test('leave no half of a backup where one was to be, when they are killed or the stick is pulled out', async () => {
    const path = await brewery()
    new Database(path).exec('CREATE TABLE filling AS SELECT zeroblob(100000000) AS bytes').close()
    const stick = folder()
    const file = join(stick, 'copy.sqlite')
    const command = await started('../../../server/backup-commands', 'backup', file, '--database', path)
    await eventually(() => readdirSync(stick).length, 'the copy to begin')
    await command.kill()
    // Should it have been faster than the kill, it is whole.
    const count = () => new Database(file, { readonly: true }).prepare('SELECT count(*) FROM filling').pluck().get()
    expect(existsSync(file) ? count() : 1).toBe(1)
  })

  test('say what is wrong with the path they were given', async () => {
    const path = await brewery()
    const place = folder()
    for (const [args, message] of [
      [['backup', join(place, 'usb', 'copy.sqlite')], `There is no folder ${join(place, 'usb')}.`],
      [['restore', place], `There is no file ${place}.`],
    ] as const)
      expect(() => runBackupCommand([...args], { MAELSTROM_DATABASE: path })).toThrow(
        expect.objectContaining({ code: 'not-found', message }),
      )
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
