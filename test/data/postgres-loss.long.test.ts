import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { openStore } from '../../data/open.ts'
import type { Store } from '../../data/store.ts'
import { eventually } from '../eventually.ts'
import { started } from './child.ts'
import { clean, folder, freshStore, now } from './folder.ts'
import { openPostgresServer, type PostgresServer } from './postgres-server.ts'
import { board } from './things.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await openPostgresServer()
}, 60_000)
afterAll(() => server?.stop())
afterEach(clean)

const everything = { from: 0, to: 1e15 }
const entry = (message: string) => ({ at: now, level: 'info', source: 'test', message }) as const

async function watched(url: string): Promise<{ store: Store; troubles: (string | null)[] }> {
  const store = await freshStore(url)
  const troubles: (string | null)[] = []
  store.listen(fault => troubles.push(fault?.message ?? null))
  return { store, troubles }
}

const spoolIn = (spool: string) => readdirSync(spool).filter(name => name.endsWith('.spool'))

describe('while the server is away', () => {
  test('readings, logs and alarms wait on the disk, each is there once afterwards, and all else says so', async () => {
    const spool = folder()
    const { store, troubles } = await watched(await server.place(spool))
    await store.boards.create(board)
    await store.readings.append([{ series: 's', at: 1, value: 1 }])
    await server.signal('SIGKILL')
    await eventually(() => troubles.length > 0, 'the trouble to be told')
    expect(troubles[0]).toMatch(/Control goes on.*kept in .*maelstrom-.*\.spool/)
    expect(troubles[0]).not.toMatch(/s€cret|cret/)

    for (let at = 2; at <= 5; at++) await store.readings.append([{ series: 's', at, value: at }])
    await store.readings.append([{ series: 's', at: 1, value: 10 }])
    for (const message of ['one', 'two \u2028\0 three']) await store.logs.append([entry(message)])
    const about = { at: now, alarm: 'a', source: 'test', vessel: null, priority: 'high' } as const
    const journal = { ...about, event: 'came', state: 'unacknowledged', by: null, message: 'gone' } as const
    await store.alarms.keep([{ id: 'a', entry: null, journal }])
    expect(statSync(join(spool, spoolIn(spool)[0]!)).size).toBeGreaterThan(500)
    const unavailable = { name: 'Fault', code: 'unavailable', message: expect.not.stringContaining('cret') }
    for (const refused of [
      () => store.boards.create({ ...board, id: 'other' }),
      () => store.boards.all(),
      () => store.readings.points({ series: 's', ...everything, limit: 9 }),
      () => store.readings.prune({ raw: 0, rollups: 0 }),
    ])
      await expect(refused()).rejects.toMatchObject(unavailable)
    await expect(store.readings.append([{ series: 's', at: -1, value: 1 }])).rejects.toMatchObject({ code: 'invalid' })

    await server.start()
    await eventually(() => troubles.at(-1) === null, 'the trouble to end')
    expect((await store.readings.points({ series: 's', ...everything, limit: 99 })).map(({ value }) => value)).toEqual([
      10, 2, 3, 4, 5,
    ])
    const [all] = await store.readings.buckets({ series: 's', ...everything, count: 1 })
    expect(all).toMatchObject({ count: 5, minimum: 2, maximum: 10 })
    expect((await store.logs.find({ limit: 9 })).map(({ message }) => message)).toEqual([
      'two \u2028\ufffd three',
      'one',
    ])
    expect(await store.alarms.journal({ limit: 9 })).toHaveLength(1)
    expect(await store.boards.all()).toHaveLength(1)
    expect(statSync(join(spool, spoolIn(spool)[0]!)).size).toBe(0)
  }, 120_000)

  test('who reads or waits to just then is told so in words, and by the same thread when it is back', async () => {
    const url = await server.place(folder())
    const { store, troubles } = await watched(url)
    await store.readings.append([{ series: 's', at: 1, value: 1 }])
    const schema = /brewery_\d+/.exec(url)![0]
    const locked = `BEGIN; LOCK TABLE ${schema}.readings; SELECT pg_sleep(600)`
    const gone = server.ask(locked).catch(() => {})
    const count = async (sql: string) => (await server.ask(`SELECT FROM ${sql}`)).length
    await eventually(() => count("pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"), 'the lock')
    const asked = [1, 2, 3].map(limit =>
      store.readings.points({ series: 's', ...everything, limit }).catch(error => error),
    )
    await eventually(() => count("pg_stat_activity WHERE wait_event_type = 'Lock'"), 'the reader to wait')
    await server.signal('SIGKILL')
    await gone
    const [first, ...others] = await Promise.all(asked)
    expect(first).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/cannot be reached \([^\n]+\)\.$/),
    })
    expect(first.message).not.toContain('SELECT')
    // Nobody tries once more what one of them met.
    expect(others).toEqual([first, first])
    await server.start()
    await eventually(() => troubles.at(-1) === null, 'the trouble to end')
    expect(await store.readings.points({ series: 's', ...everything, limit: 9 })).toHaveLength(1)
  }, 60_000)

  test('a house that ends meanwhile leaves them for the next one', async () => {
    const spool = folder()
    const url = await server.place(spool)
    const { store, troubles } = await watched(url)
    await server.signal('SIGKILL')
    await eventually(() => troubles.length > 0, 'the trouble to be told')
    await store.logs.append([entry('kept')])
    await store.close()
    await expect(openStore({ database: url, now: () => now })).rejects.toMatchObject({ code: 'unavailable' })
    await server.start()
    const again = await freshStore(url)
    expect((await again.logs.find({ limit: 9 })).map(({ message }) => message)).toEqual(['kept'])
    expect(again.run).toBe(1)
  }, 120_000)
})

test('a session that is thrown out comes back by itself, and a replayed group is not done twice', async () => {
  const spool = folder()
  const { store, troubles } = await watched(await server.place(spool))
  const sent: string[] = []
  for (let round = 0; round < 4; round++) {
    const before = troubles.length
    const under = Array.from({ length: 30 }, (_, n) => {
      const message = `${round}.${n}`
      return store.logs.append([entry(message)]).then(() => sent.push(message))
    })
    await server.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'maelstrom'`)
    await Promise.all(under)
    await eventually(() => troubles.length > before + 1 && troubles.at(-1) === null, 'the trouble to end')
  }
  const kept = (await store.logs.find({ limit: 999 })).map(({ message }) => message)
  expect(sent).toHaveLength(120)
  expect([...kept].sort()).toEqual([...sent].sort())
}, 120_000)

test('a server that freezes is as good as away, and what it did before it thawed is not done again', async () => {
  const spool = folder()
  const { store, troubles } = await watched(await server.place(spool))
  await store.logs.append([entry('before')])
  await server.signal('SIGSTOP')
  const unavailable = { code: 'unavailable', message: expect.stringContaining('cannot be reached') }
  await Promise.all([
    store.logs.append([entry('frozen')]),
    expect(store.readings.series()).rejects.toMatchObject(unavailable),
  ])
  expect(troubles.at(-1)).toContain('Control goes on')
  await server.signal('SIGCONT')
  await eventually(() => troubles.at(-1) === null, 'the trouble to end')
  expect((await store.logs.find({ limit: 9 })).map(({ message }) => message)).toEqual(['frozen', 'before'])
}, 120_000)

test('a record whose COMMIT had arrived is passed over, one that the database refuses is put aside, the others are done', async () => {
  const spool = folder()
  const url = await server.place(spool)
  const store = await freshStore(url)
  await store.logs.append([entry('arrived')])
  await store.close()
  const schema = /brewery_\d+/.exec(url)![0]
  const [brewery] = await server.ask(`SELECT id FROM ${schema}.maelstrom`)
  const [{ number }] = (await server.ask(`SELECT number::int FROM ${schema}.commits WHERE run = 0`)) as [
    { number: number },
  ]
  expect(number).toBeGreaterThan(0)
  const call = (method: string, value: unknown) => [{ repository: 'logs', method, values: [value] }]
  const records = [
    { run: 0, number, calls: call('append', [entry('arrived')]) },
    { run: 0, number: number + 1, calls: call('append', [{ ...entry('bad'), level: 'loud' }]) },
    { run: 0, number: number + 2, calls: call('append', [entry('waited')]) },
  ]
  const file = join(spool, `maelstrom-${brewery!.id}.spool`)
  writeFileSync(file, records.map(record => `${JSON.stringify(record)}\n`).join(''))
  const again = await watched(url)
  expect((await again.store.logs.find({ limit: 9 })).map(({ message }) => message)).toEqual(['waited', 'arrived'])
  await eventually(() => again.troubles.length > 0, 'the trouble to be told')
  expect(again.troubles[0]).toContain(`${file}-refused`)
  expect(readFileSync(`${file}-refused`, 'utf8')).toBe(`${JSON.stringify(records[1])}\n`)
  expect(statSync(file).size).toBe(0)
}, 60_000)

describe('what waited in the spool', () => {
  /** A brewery with this record waiting in its spool, and something that keeps its log from being written. */
  async function waiting(calls: { repository: string; method: string; values: unknown[] }[]) {
    const spool = folder()
    const url = await server.place(spool)
    await (await freshStore(url)).close()
    const schema = /brewery_\d+/.exec(url)![0]
    const [brewery] = await server.ask(`SELECT id FROM ${schema}.maelstrom`)
    const file = join(spool, `maelstrom-${brewery!.id}.spool`)
    writeFileSync(file, `${JSON.stringify({ run: 0, number: 7, calls })}\n`)
    return { url, file, schema }
  }
  const said = (message: string) => ({ repository: 'logs', method: 'append', values: [[entry(message)]] })

  test.each(['53100', '57014', '42501'])(
    'is kept while the database cannot take it for the moment (%s)',
    async code => {
      const { url, file, schema } = await waiting([said('waited')])
      await server.ask(`CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '${code}'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON ${schema}.logs FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse()`)
      await expect(freshStore(url)).rejects.toThrow('not now')
      expect(existsSync(`${file}-refused`)).toBe(false)
      await server.ask(`DROP TRIGGER refuse ON ${schema}.logs`)
      const store = await freshStore(url)
      expect((await store.logs.find({ limit: 9 })).map(({ message }) => message)).toEqual(['waited'])
    },
    60_000,
  )

  test('is put aside call by call: one that is refused takes nothing else along', async () => {
    const bad = { ...said('bad'), values: [[{ ...entry('bad'), level: 'loud' }]] }
    const { url, file } = await waiting([said('one'), bad, said('two')])
    const store = await freshStore(url)
    expect((await store.logs.find({ limit: 9 })).map(({ message }) => message)).toEqual(['two', 'one'])
    expect(readFileSync(`${file}-refused`, 'utf8')).toBe(`${JSON.stringify({ run: 0, number: 7, calls: [bad] })}\n`)
  }, 60_000)
})

test('one database, one Maelstrom: a second one is refused until the first is killed', async () => {
  const url = await server.place()
  const child = await started('appender', url)
  await child.said(1)
  await expect(openStore({ database: url, now: () => now })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Another Maelstrom'),
  })
  await child.kill()
  expect((await freshStore(url)).run).toBe(1)
}, 60_000)

test('what was acknowledged is there after kill -9 of the server and of the house, at any moment', async () => {
  const spool = folder()
  const url = await server.place(spool)
  let acknowledged = 0
  for (const victim of ['house', 'server', 'server', 'house'] as const) {
    const child = await started('appender', url, String(acknowledged))
    await child.said(10)
    if (victim === 'server') {
      await server.signal('SIGKILL')
      const { length } = await child.said(1)
      // Goes on while the server is away.
      await child.said(length + 10)
    }
    acknowledged = Number((await child.kill()).at(-1))
    if (victim === 'server') await server.start()
    const store = await freshStore(url)
    const kept = []
    for (const series of ['s0', 's1']) {
      const own = await store.readings.points({ series, ...everything, limit: 1e6 })
      const [all] = await store.readings.buckets({ series, ...everything, count: 1 })
      expect([all!.count, all!.maximum]).toEqual([own.length, own.at(-1)!.value])
      kept.push(...own)
    }
    expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
    expect(kept.length % 20).toBe(0)
    expect(kept.every(({ at, value }) => at === value * 1000)).toBe(true)
    await store.close()
  }
}, 120_000)
