import type { Knex } from 'knex'
import knexPackage from 'knex'
import pg, { type Pool, type PoolClient, type PoolConfig } from 'pg'
import { Fault } from '../model/fault.ts'
import { ask } from '../repositories/rows.ts'
import type { Address } from './address.ts'

/** What is set on the connection that writes and read back. */
const settings = { synchronous_commit: 'on', standard_conforming_strings: 'on' }
/** Has the server notice within half a minute that this end is gone, and let go of the lock. */
const liveliness = `
  SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4;
  SET idle_in_transaction_session_timeout = 60000`
/** Ms for a connection to be made and for an answer to come; after that the connection counts as lost. */
const connectWithin = 5_000
const answerWithin = 20_000
/** Ms in which a process that was just killed may still hold the lock. */
const lockWithin = 3_000
const lockedTwice = '55P03'
/** "mael": the lock is this and the schema, so that several breweries may share a database. */
const lockKey = 0x6d61656c
const oldestServer = 130_000

/** A process of the server that holds the lock for us. */
export interface Backend {
  pid: number
  since: string
}

/** The one connection that writes. It is never replaced by another: whoever loses it opens a new session. */
export interface Session {
  knex: Knex
  backend: Backend
  /** Lets go of it, however it is. */
  end(): Promise<void>
}

/**
 * Connects and makes this the only session that writes; ends the one before, should the server not know that it is over.
 * Fails with `unusable` (not to be trusted with data), `unavailable` (in use) or an error of pg.
 * @param lost hears of the end of the connection, unless this side has ended it
 */
export async function openSession(address: Address, before: Backend | null, lost: () => void): Promise<Session> {
  const pool = poolOf(address, { application_name: 'maelstrom', max: 1, idleTimeoutMillis: 0 })
  let over = false
  const end = async () => {
    over = true
    // pg breaks a connection off that still waits for an answer. Another one in its place would not hold the lock.
    await Promise.allSettled([client?.end(), pool.ending ? null : pool.end()])
  }
  let client: PoolClient | null = null
  pool.once('connect', first => {
    client = first
    for (const event of ['error', 'end'] as const) {
      first.on(event, () => {
        if (!over) lost()
        void end()
      })
    }
  })
  const knex = knexOn(pool)
  try {
    await demandServer(knex, address)
    await knex.raw(liveliness)
    return { knex, backend: await lock(knex, address, before), end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Connections that only read. */
export interface Reading {
  knex: Knex
  /** Breaks off those there are, in case they will never answer; others are made as they are needed. */
  renew(): void
  end(): Promise<void>
}

/** Reads, whoever writes; connects when it is asked something. */
export function openReader(address: Address): Reading {
  const clients = new Set<PoolClient>()
  let pool = open()

  function open(): Pool {
    const made = poolOf(
      address,
      { application_name: 'maelstrom history', max: 2 },
      '-c default_transaction_read_only=on',
    )
    made.on('remove', client => clients.delete(client))
    made.on('connect', client => {
      clients.add(client)
      // One that breaks off while it is asked says so to who asks, and again to nobody: that would end the thread.
      client.on('error', silent)
    })
    return made
  }

  return {
    knex: knexOn({ connect: () => pool.connect() } as Pool),
    renew() {
      const before = pool
      pool = open()
      void Promise.allSettled([...clients].map(client => client.end()).concat(before.end()))
      clients.clear()
    },
    end: () => pool.end(),
  }
}

function poolOf({ url }: Address, more: PoolConfig, option = ''): Pool {
  // Options that the URL has do not replace ours.
  const address = new URL(url)
  const options = [address.searchParams.get('options'), option].filter(Boolean).join(' ')
  address.searchParams.delete('options')
  const pool = new pg.Pool({
    connectionString: address.href,
    keepAlive: true,
    connectionTimeoutMillis: connectWithin,
    query_timeout: answerWithin,
    types: { getTypeParser },
    ...(options ? { options } : {}),
    ...more,
  })
  // An idle connection that ends is made anew when it is needed, or its session is over.
  pool.on('error', silent)
  return pool
}

/** knex over a pool of pg's: its own would go on connecting behind one's back. */
function knexOn(pool: Pool): Knex {
  const log = { warn: silent, error: silent, deprecate: silent, debug: silent }
  return knexPackage.knex({ client: 'pg', connectionPool: pool, log })
}

const silent = () => {}

const wholeNumber = 20
const exactNumber = 1700

/** Integers and sums of them fit a number: they are milliseconds, counts and keys. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === wholeNumber || oid === exactNumber
    ? Number
    : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser

async function demandServer(knex: Knex, { shown }: Address): Promise<void> {
  const unusable = (why: string) => new Fault('unusable', `The database ${shown} cannot be used: ${why}`)
  for (const [name, value] of Object.entries(settings)) {
    await knex.raw(`SET ${name} = ${value}`)
    const actual = await show(knex, name)
    if (actual !== value) throw unusable(`it does not accept ${name} = ${value}, it stays at ${actual}.`)
  }
  const [schema] = await ask<{ name: string | null }>(knex, 'SELECT current_schema() AS name', [])
  if (schema!.name === null)
    throw unusable('the schema that its URL names is not there. Create it: CREATE SCHEMA <name>.')
  if (Number(await show(knex, 'server_version_num')) < oldestServer) throw unusable('it needs PostgreSQL 13 or newer.')
  if ((await show(knex, 'fsync')) !== 'on') {
    throw unusable('the server runs with fsync = off, so that a power cut may take what it acknowledged.')
  }
  const encoding = await show(knex, 'server_encoding')
  if (encoding !== 'UTF8') throw unusable(`its encoding is ${encoding}. Create it with encoding UTF8.`)
}

async function show(knex: Knex, name: string): Promise<string> {
  const [found] = await ask<{ value: string }>(knex, 'SELECT current_setting(?) AS value', [name])
  return found!.value
}

async function lock(knex: Knex, { shown }: Address, before: Backend | null): Promise<Backend> {
  if (before) {
    const sql = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?'
    await ask(knex, sql, [before.pid, before.since])
  }
  try {
    await knex.raw(`SET lock_timeout = ${lockWithin}`)
    await knex.raw('SELECT pg_advisory_lock(?, hashtext(current_schema()))', [lockKey])
    await knex.raw('SET lock_timeout = 0')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === lockedTwice)) throw error
    throw new Fault(
      'unavailable',
      `Another Maelstrom is using the database ${shown}. Stop it, or give this one its own.`,
    )
  }
  const [backend] = await ask<Backend>(
    knex,
    'SELECT pid, backend_start::text AS since FROM pg_stat_activity WHERE pid = pg_backend_pid()',
    [],
  )
  return backend!
}
