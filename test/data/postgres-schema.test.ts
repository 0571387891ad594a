import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { migrate } from '../../data/migrate.ts'
import { migrations } from '../../data/migrations/index.ts'
import { openStore } from '../../data/open.ts'
import { readAddress } from '../../data/postgres/address.ts'
import { openSession } from '../../data/postgres/connection.ts'
import { migratePostgres } from '../../data/postgres/migrate.ts'
import { baseline } from '../../data/postgres/schema.ts'
import { ask } from '../../data/repositories/rows.ts'
import { clean, freshStore, now, onClean } from './folder.ts'
import { openPostgresServer, type PostgresServer } from './postgres-server.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await openPostgresServer()
}, 60_000)
afterAll(() => server?.stop())
afterEach(clean)

interface Table {
  columns: { name: string; type: string; required: boolean }[]
  references: string[]
  indexes: string[]
}
const types: Record<string, string> = { INTEGER: 'bigint', REAL: 'double precision', TEXT: 'text', BLOB: 'bytea' }
const byName = <T extends { name: string }>(things: T[]) => things.sort((a, b) => (a.name < b.name ? -1 : 1))

function tablesOfSqlite(): Record<string, Table> {
  const database = new Database(':memory:')
  migrate(database, migrations)
  const of = <Row>(sql: string, ...values: string[]) => database.prepare<Row>(sql).all(...values)
  const tables = of<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  )
  return Object.fromEntries(
    tables.map(({ name: table }) => {
      const columns = of<{ name: string; type: string; notnull: number; pk: number }>(
        'SELECT * FROM pragma_table_info(?)',
        table,
      ).map(({ name, type, notnull, pk }) => ({ name, type: types[type]!, required: notnull > 0 || pk > 0 }))
      const references = of<{ from: string; table: string; to: string; on_delete: string }>(
        'SELECT * FROM pragma_foreign_key_list(?)',
        table,
      ).map(({ from, table, to, on_delete: gone }) => `${from} → ${table}.${to}, ${gone.toLowerCase()}`)
      const indexes = of<{ name: string }>("SELECT name FROM pragma_index_list(?) WHERE origin = 'c'", table).map(
        ({ name }) => name,
      )
      return [table, { columns: byName(columns), references: references.sort(), indexes: indexes.sort() }]
    }),
  )
}

async function tablesOfPostgres(): Promise<Record<string, Table>> {
  const address = readAddress(await server.place())
  const { knex, end } = await openSession(address, null, () => {})
  onClean(end)
  await migratePostgres(knex, migrations, address)
  const tables = await ask<Table & { name: string }>(
    knex,
    `SELECT relname AS name,
       (SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, NULL), 'required', attnotnull))
        FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped) AS columns,
       (SELECT coalesce(json_agg(format('%s → %s.%s, %s', a.attname, confrelid::regclass::name, b.attname,
          CASE confdeltype WHEN 'c' THEN 'cascade' ELSE 'no action' END)), '[]')
        FROM pg_constraint
        JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
        JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]
        WHERE conrelid = pg_class.oid AND contype = 'f') AS "references",
       (SELECT coalesce(json_agg(indexrelid::regclass::name), '[]') FROM pg_index
        WHERE indrelid = pg_class.oid AND NOT indisunique) AS indexes
     FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
    [],
  )
  return Object.fromEntries(
    byName(tables)
      .filter(({ name }) => !['maelstrom', 'commits'].includes(name))
      .map(({ name, columns, references, indexes }) => [
        name,
        { columns: byName(columns), references: references.sort(), indexes: indexes.sort() },
      ]),
  )
}

test('both databases have the same tables, columns, references and indexes', async () => {
  expect(await tablesOfPostgres()).toEqual(tablesOfSqlite())
}, 60_000)

test('every migration after the baseline says what it is on PostgreSQL', () => {
  expect(baseline).toBeLessThanOrEqual(migrations.length)
  expect(migrations.slice(baseline).filter(({ postgres }) => postgres === undefined)).toEqual([])
})

test('a later migration is done once, wholly or not at all', async () => {
  const address = readAddress(await server.place())
  const { knex, end } = await openSession(address, null, () => {})
  onClean(end)
  const step = (postgres: string) => ({ name: '999_later', sql: '', postgres })
  const half = 'ALTER TABLE boards ADD COLUMN color TEXT; SELECT 1 / 0'
  await expect(migratePostgres(knex, [...migrations, step(half)], address)).rejects.toThrow('division by zero')
  const whole = [...migrations, step('ALTER TABLE boards ADD COLUMN color TEXT')]
  const id = await migratePostgres(knex, whole, address)
  expect(await migratePostgres(knex, whole, address)).toBe(id)
  await expect(migratePostgres(knex, migrations, address)).rejects.toMatchObject({
    code: 'unusable',
    message: expect.stringContaining('newer Maelstrom'),
  })
}, 60_000)

describe('a database that cannot be used', () => {
  const refused = (database: string) => expect(openStore({ database, now: () => now })).rejects
  const clear = (url: string) => url.replace(/:[^:@/]*@/, ':wrong@')

  test('wrong password, no such database, nobody there: a sentence without the password', async () => {
    const url = await server.place()
    await refused(clear(url)).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('user or password'),
    })
    const { message } = (await openStore({ database: clear(url), now: () => now }).catch(error => error)) as Error
    expect(message).not.toContain('wrong')
    await refused(url.replace('/postgres?', '/nothing?')).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/There is no database postgres:\/\/127\.0\.0\.1:\d+\/nothing/),
    })
    await refused('postgres://brewer:cret@127.0.0.1:1/beer').toMatchObject({
      code: 'unavailable',
      message: 'PostgreSQL at postgres://127.0.0.1:1/beer cannot be reached (connect ECONNREFUSED 127.0.0.1:1).',
    })
  }, 60_000)

  test('a schema that is not there', async () => {
    const url = await server.place()
    await refused(url.replace(/brewery_\d+/, 'cellar')).toMatchObject({
      code: 'unusable',
      message: expect.stringContaining('CREATE SCHEMA'),
    })
  }, 60_000)

  test('a server that would lose what it acknowledged', async () => {
    const url = await server.place()
    const set = async (...settings: string[]) => {
      for (const setting of settings) await server.ask(`ALTER SYSTEM ${setting}`)
      await server.ask('SELECT pg_reload_conf()')
    }
    onClean(() => set('RESET ALL'))
    await set('SET fsync = off')
    await refused(url).toMatchObject({ code: 'unusable', message: expect.stringContaining('fsync = off') })
    await set('SET fsync = on', 'SET synchronous_commit = off')
    expect(await server.ask('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'off' }])
    const { knex, end } = await openSession(readAddress(url), null, () => {})
    onClean(end)
    expect(await ask(knex, 'SHOW synchronous_commit', [])).toEqual([{ synchronous_commit: 'on' }])
  }, 60_000)

  test.each([
    'postgres://b:a/cret@host/beer',
    'postgres://b:1/cret@host/beer',
    'postgres://b:1?cret@host/beer',
    'postgres://',
  ])('%s is no URL, and is not repeated', async url => {
    await refused(url).toMatchObject({
      code: 'unusable',
      message: expect.stringMatching(/^(?!.*cret).*percent-encoded/),
    })
  })

  test("another program's tables are left alone", async () => {
    const url = await server.place()
    const schema = /brewery_\d+/.exec(url)![0]
    await server.ask(`CREATE TABLE ${schema}.boards (name TEXT)`)
    await refused(url).toMatchObject({ code: 'unusable', message: expect.stringContaining('another program') })
    expect(await server.ask(`SELECT * FROM ${schema}.boards`)).toEqual([])
  }, 60_000)
})

test('backups are made elsewhere', async () => {
  const store = await freshStore(await server.place())
  expect([store.kind, await store.backups.list()]).toEqual(['PostgreSQL', []])
  for (const made of [store.backups.copy(), store.backups.make('asked', now)])
    await expect(made).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('pg_dump') })
  expect(await store.file.size()).toBeGreaterThan(1e6)
  await store.logo.set({ type: 'image/png', bytes: Uint8Array.of(0, 255, 92, 120) })
  expect((await store.logo.get())!.bytes).toEqual(Uint8Array.of(0, 255, 92, 120))
}, 60_000)
