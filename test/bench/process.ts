import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startArguments } from '../start-arguments.ts'

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..')

/** A folder of this run, removed when the process ends. */
export const folder = join(tmpdir(), `maelstrom-bench-${process.pid}`)
mkdirSync(folder)
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Ends with this process at the latest. */
export function mind<T extends ChildProcess>(child: T): T {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

/** A process that listens on a port, bound to the first core. */
export interface Server {
  pid: number
  stop(): Promise<void>
}

/** Starts it and waits for its port. Fails when it ends before. */
export async function startServer(command: string[], port: number, environment = {}): Promise<Server> {
  const child = mind(
    spawn('taskset', ['-c', '0', ...command], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  )
  let said = ''
  child.stderr.on('data', chunk => {
    said = (said + chunk).slice(-2000)
  })
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended: ${said}`)
    await wait(50)
  }
  return { pid: child.pid!, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise(done => child.once('exit', done))
  child.kill('SIGTERM')
  await gone
}

function answers(port: number): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1')
    const end = (yes: boolean) => {
      socket.destroy()
      done(yes)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** Our house, empty, with limits lifted that are not what is measured. */
export async function startHouse(port: number, environment: Record<string, string> = {}): Promise<Server> {
  const database = join(folder, `house-${port}.sqlite`)
  for (const file of [database, `${database}-wal`, `${database}-shm`]) if (existsSync(file)) rmSync(file)
  const command = [process.execPath, ...startArguments, '--port', String(port), '--database', database, '--no-demo']
  return startServer(command, port, {
    MAELSTROM_MESSAGE_RATE: '1000000000',
    MAELSTROM_MESSAGE_BURST: '1000000000',
    MAELSTROM_CONNECTIONS_PER_ADDRESS: '12000',
    ...environment,
  })
}
