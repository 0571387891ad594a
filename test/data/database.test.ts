import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { openDatabase, withConnection } from '../../data/database.ts'
import { locate } from '../../data/location.ts'
import { openStore } from '../../data/open.ts'
import { started } from './child.ts'
import { clean, folder, freshStore, now, onClean } from './folder.ts'
import { board, furnish } from './things.ts'

afterEach(clean)

const refused = (path: string) => expect(openStore({ database: path, now: () => now })).rejects

/** A database with something in it, closed. */
async function filled(): Promise<string> {
  const path = join(folder(), 'brewery.sqlite')
  const store = await freshStore(path)
  await furnish(store)
  await store.close()
  return path
}

test('the pragmas hold on the first open and on every later one', async () => {
  const path = join(folder(), 'brewery.sqlite')
  for (const _ of [1, 2, 3]) {
    const { knex, close } = await openDatabase(path)
    onClean(close)
    const values = await withConnection(knex, connection =>
      ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema', 'temp_store'].map(name =>
        connection.pragma(name, { simple: true }),
      ),
    )
    expect(values).toEqual(['wal', 2, 1, 5000, 0, 2])
    await close()
  }
})

describe('where it is', () => {
  test('paths and file and sqlite URLs lead to the same file, and folders are made', async () => {
    const path = join(locate(join(folder(), 'x')), '..', 'deep', 'in', 'beer 1.sqlite')
    for (const name of [path, pathToFileURL(path).href, `file:${path}`, `sqlite:${path}`, `sqlite://${path}`]) {
      expect(locate(name)).toBe(path)
    }
    const store = await freshStore(path)
    await store.boards.create(board)
    expect(readdirSync(join(path, '..')).filter(name => name.endsWith('.sqlite'))).toEqual(['beer 1.sqlite'])
  })

  test.each(['mysql://brewer:secret@server/beer', ':memory:', '', 'file://server/x'])(
    '%j is refused with advice, and no password',
    async name => {
      await refused(name).toMatchObject({
        code: 'unusable',
        message: expect.stringMatching(/^(?!.*secret).*Give the path of a file/),
      })
    },
  )

  test('a folder is not a database', async () => {
    await refused(folder()).toMatchObject({ name: 'Fault' })
  })
})

describe('a file that cannot be used is left as it is', () => {
  test.each([
    ['a text', (path: string) => writeFileSync(path, 'Pilsner malt 5 kg\n'.repeat(40)), /is not an SQLite database/],
    ['a short text', (path: string) => writeFileSync(path, 'SQLite format 3\0'), /is not an SQLite database/],
    [
      'the database of another program',
      (path: string) => new Database(path).exec('CREATE TABLE bookmarks (url TEXT)').close(),
      /belongs to another program/,
    ],
  ])('%s', async (_, write, message) => {
    const path = join(folder(), 'other')
    write(path)
    const before = readFileSync(path)
    await refused(path).toMatchObject({ code: 'unusable', message: expect.stringMatching(message) })
    expect(readFileSync(path)).toEqual(before)
  })

  test('a newer schema', async () => {
    const path = await filled()
    const other = new Database(path)
    other.pragma('user_version = 99')
    other.close()
    const before = readFileSync(path)
    await refused(path).toMatchObject({
      code: 'unusable',
      message: expect.stringMatching(/newer Maelstrom \(its schema is 99, this one knows \d+\)\. Update/),
    })
    expect(readFileSync(path)).toEqual(before)
  })

  test.each([
    ['garbage in the middle', (path: string, size: number) => overwrite(path, size / 4, size / 2)],
    ['one page of zeros', (path: string) => overwrite(path, 3 * 4096, 4096)],
    ['its end cut off', (path: string, size: number) => truncateSync(path, size - 6000)],
  ])('%s', async (_, damage) => {
    const path = await filled()
    damage(path, readFileSync(path).length)
    const before = readFileSync(path)
    await refused(path).toMatchObject({
      code: 'unusable',
      message: expect.stringMatching(/is damaged .* Keep the file as it is; put a backup in its place/),
    })
    expect(readFileSync(path)).toEqual(before)
  })

  test('an empty file is as good as none', async () => {
    const path = join(folder(), 'new.sqlite')
    writeFileSync(path, '')
    expect((await freshStore(path)).run).toBe(0)
  })

  test('the log of a database that was moved away does not come back', async () => {
    const path = join(folder(), 'brewery.sqlite')
    const child = await started('appender', path)
    await child.said(3)
    await child.kill()
    rmSync(path)
    const store = await freshStore(path)
    expect(await store.readings.series()).toEqual([])
  })
})

describe('a row that somebody else wrote', () => {
  test.each([
    ['sensors', `UPDATE sensors SET driver = '{"kind":"thumb"}'`, 'sensors under "beer"'],
    ['modes', `UPDATE modes SET mode = '{"kind":"fast"}'`, 'modes under "fermenter"'],
    ['settings', `INSERT INTO settings VALUES (1, '{"unit":"réaumur"}', 2)`, 'settings under "1"'],
  ] as const)('%s: is named', async (name, sql, message) => {
    const path = await filled()
    const other = new Database(path)
    other.exec(sql)
    other.close()
    const store = await freshStore(path)
    const read = name === 'settings' ? store.settings.get() : store[name].all()
    await expect(read).rejects.toMatchObject({ code: 'unusable', message: expect.stringContaining(message) })
  })
})

describe('one database, one Maelstrom', () => {
  test('a second one in this process is refused until the first closes', async () => {
    const path = join(folder(), 'brewery.sqlite')
    const store = await freshStore(path)
    await refused(path).toMatchObject({ code: 'unavailable', message: expect.stringContaining('Another Maelstrom') })
    expect(await store.boards.all()).toEqual([])
    await store.close()
    await freshStore(path)
  })

  test('a second process is refused, and let in as soon as the first is killed', async () => {
    const path = join(folder(), 'brewery.sqlite')
    const child = await started('appender', path)
    await child.said(1)
    await refused(path).toMatchObject({ code: 'unavailable', message: expect.stringContaining('Another Maelstrom') })
    await child.kill()
    expect((await freshStore(path)).run).toBe(1)
  })

  test('a backup can be made meanwhile', async () => {
    const path = join(folder(), 'brewery.sqlite')
    const store = await freshStore(path)
    await furnish(store)
    const reader = new Database(path, { readonly: true })
    reader.prepare('VACUUM INTO ?').run(`${path}.backup`)
    reader.close()
    await store.boards.update({ ...board, name: 'Later' }, 1)
    const backup = await freshStore(`${path}.backup`)
    expect(await backup.boards.all()).toEqual([{ ...board, version: 1 }])
  })
})

function overwrite(path: string, from: number, length: number) {
  const bytes = readFileSync(path)
  bytes.fill(length === 4096 ? 0 : 0xa5, Math.floor(from), Math.floor(from + length))
  writeFileSync(path, bytes)
}
