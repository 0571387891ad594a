import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server of one's own, on a free port of this machine. */
export interface PostgresServer {
  /** Makes an empty place for one brewery: a schema of the one database. Resolves to its URL. */
  place(spool?: string): Promise<string>
  /** Asks the server something as its owner. */
  ask(sql: string): Promise<Record<string, unknown>[]>
  /** Signals the server: SIGKILL ends it as a crash does, SIGSTOP freezes all of it. */
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>
  /** Starts it again after a crash, and waits until it answers. */
  start(): Promise<void>
  stop(): Promise<void>
}

// With letters that are special in a URL: none of them may ever be shown.
const password = 's€cret/@: pw'
/** initdb refuses root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
let places = 0

/** Makes a server from Debian's package and starts it: as durable as any other, and small. */
export async function openPostgresServer(): Promise<PostgresServer> {
  const [initdb] = globSync('/usr/lib/postgresql/*/bin/initdb').sort().reverse()
  if (!initdb) throw new Error('PostgreSQL is not installed: sudo apt-get install postgresql')
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-postgres-'))
  const data = join(folder, 'data')
  const secret = join(folder, 'password')
  writeFileSync(secret, password)
  mkdirSync(data)
  for (const path of [folder, data, secret]) if (nobody.uid) chownSync(path, nobody.uid, nobody.gid)
  const options = [
    '-D',
    data,
    '-U',
    'brewer',
    '-A',
    'scram-sha-256',
    '--pwfile',
    secret,
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ]
  const made = spawnSync(initdb, options, { ...nobody, cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const url = `postgres://brewer:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  let server: ChildProcess
  let said = ''

  async function ask(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  async function start(): Promise<void> {
    for (;;) {
      server = spawn(join(dirname(initdb!), 'postgres'), ['-D', data, ...small(port)], { ...nobody, cwd: folder })
      server.stderr!.on('data', chunk => (said = `${said}${chunk}`.slice(-4_000)))
      if (await answers()) return
    }
  }

  /** False when it ended instead: after a crash what is left of the old one may be in the way for a moment. */
  async function answers(): Promise<boolean> {
    const deadline = performance.now() + 30_000
    while (server.exitCode === null && performance.now() < deadline) {
      try {
        await ask('SELECT 1')
        return true
      } catch {
        await setTimeout(20)
      }
    }
    if (performance.now() >= deadline || !/shared memory|lock file/.test(said)) throw new Error(`postgres: ${said}`)
    return false
  }

  await start()
  return {
    ask,
    start,
    async place(spool = folder) {
      places += 1
      const name = `brewery_${places}`
      await ask(`CREATE SCHEMA ${name}`)
      return `${url}?options=${encodeURIComponent(`-c search_path=${name}`)}&spool=${encodeURIComponent(spool)}`
    },
    async signal(signal) {
      if (signal === 'SIGKILL') {
        const gone = once(server, 'exit')
        server.kill(signal)
        await gone
      } else for (const pid of family(server.pid!)) process.kill(pid, signal)
    },
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        const gone = once(server, 'exit')
        // Whoever is still connected is thrown out.
        server.kill('SIGINT')
        await gone
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const small = (port: number) =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    shared_buffers: '8MB',
    max_connections: 20,
    autovacuum: 'off',
    max_wal_size: '64MB',
    restart_after_crash: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

function family(pid: number): number[] {
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout
  return [pid, ...children.split('\n').filter(Boolean).map(Number)]
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
