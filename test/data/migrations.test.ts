import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { migrate } from '../../data/migrate.ts'
import { migrations } from '../../data/migrations/index.ts'
import { started } from './child.ts'
import { clean, folder, freshStore } from './folder.ts'
import { furnish } from './things.ts'

afterEach(clean)

async function filled(): Promise<string> {
  const path = join(folder(), 'brewery.sqlite')
  const store = await freshStore(path)
  await furnish(store)
  await store.readings.append(Array.from({ length: 5000 }, (_, n) => ({ series: 'beer', at: n * 1000, value: n })))
  await store.close()
  return path
}

const tables = [
  'boards',
  'sensors',
  'actuators',
  'vessels',
  'profiles',
  'modes',
  'switches',
  'alarm_rules',
  'readings',
  'rollups',
]

function counts(connection: Database) {
  return tables.map(table => connection.prepare<number>(`SELECT count(*) FROM ${table}`).pluck().get())
}

const version = (connection: Database) => connection.pragma('user_version', { simple: true })

// Rebuilding a table that others refer to is where rows get lost: dropping the old one must not cascade.
const rebuild = {
  name: 'rebuild',
  sql: `
    CREATE TABLE new_vessels (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      kind TEXT NOT NULL, sensor TEXT REFERENCES sensors (id), heater TEXT REFERENCES actuators (id),
      cooler TEXT REFERENCES actuators (id), tuning TEXT NOT NULL, changeover REAL NOT NULL, range TEXT NOT NULL,
      version INTEGER NOT NULL, air TEXT REFERENCES sensors (id), gravity TEXT REFERENCES sensors (id),
      priority INTEGER, volume REAL, limits TEXT, level TEXT REFERENCES sensors (id), color TEXT) STRICT;
    INSERT INTO new_vessels SELECT *, NULL FROM vessels;
    DROP TABLE vessels;
    ALTER TABLE new_vessels RENAME TO vessels;`,
}

test('a table that others refer to is rebuilt without losing a row anywhere', async () => {
  const connection = new Database(await filled())
  const before = counts(connection)
  migrate(connection, [...migrations, rebuild])
  expect(counts(connection)).toEqual(before)
  expect(version(connection)).toBe(migrations.length + 1)
  expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
  migrate(connection, [...migrations, rebuild])
  expect(version(connection)).toBe(migrations.length + 1)
  connection.close()
})

test.each([
  ['fails halfway', 'DELETE FROM modes; SELECT nonsense', /nonsense/],
  ['leaves a reference to nothing', 'DELETE FROM boards', /migration bad leaves rows of (sensors|actuators)/],
])('one that %s changes nothing', async (_, sql, message) => {
  const connection = new Database(await filled())
  const before = counts(connection)
  expect(() => migrate(connection, [...migrations, { name: 'bad', sql }])).toThrow(message)
  expect([counts(connection), version(connection)]).toEqual([before, migrations.length])
  connection.close()
})

test('one that is killed in the middle has not happened', async () => {
  const path = await filled()
  const child = await started('migrator', path)
  await child.said(1)
  await child.kill()
  const connection = new Database(path)
  expect(version(connection)).toBe(migrations.length)
  expect(connection.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([])
  connection.close()
  expect(await (await freshStore(path)).modes.all()).toHaveLength(1)
})

test('from every released schema forward', () => {
  for (let released = 0; released <= migrations.length; released++) {
    const connection = new Database(':memory:')
    migrate(connection, migrations.slice(0, released))
    migrate(connection, migrations)
    expect(version(connection)).toBe(migrations.length)
    connection.close()
  }
})

test('sensors keep everything when they learn to be without a board, and no key is given out again', () => {
  const connection = new Database(':memory:')
  migrate(connection, migrations.slice(0, 1))
  connection.exec(`
    INSERT INTO boards VALUES (1, 'arduino', 'Arduino', '{"kind":"simulated"}', 1);
    INSERT INTO sensors VALUES (3, 'beer', 'Beer', 'arduino', '{"kind":"ds18b20","pin":2}', '[]', 10, 7);
    INSERT INTO sensors VALUES (9, 'gone', 'Gone', 'arduino', '{"kind":"ds18b20","pin":3}', '[]', 10, 1);
    DELETE FROM sensors WHERE key = 9;
    INSERT INTO vessels VALUES (1, 'v', 'V', 'other', 'beer', NULL, NULL, '{}', 0, '{}', 1);`)
  migrate(connection, migrations)
  expect(connection.prepare('SELECT * FROM sensors').all()).toEqual([
    {
      key: 3,
      id: 'beer',
      name: 'Beer',
      board: 'arduino',
      driver: '{"kind":"ds18b20","pin":2}',
      calibration: '[]',
      stale_after: 10,
      version: 7,
    },
  ])
  expect(connection.prepare('SELECT sensor FROM vessels').pluck().get()).toBe('beer')
  connection.exec(`INSERT INTO sensors VALUES (NULL, 'ispindel', 'I', NULL, '{"kind":"channel"}', '[]', 10, 1)`)
  expect(connection.prepare(`SELECT key FROM sensors WHERE id = 'ispindel'`).pluck().get()).toBe(10)
  expect(() => connection.exec(`UPDATE sensors SET board = 'mega'`)).toThrow(/FOREIGN KEY/)
  expect(() => connection.exec(`DELETE FROM sensors WHERE id = 'beer'`)).toThrow(/FOREIGN KEY/)
  connection.close()
})
