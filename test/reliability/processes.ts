import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startArguments } from '../start-arguments.ts'

const root = resolve(import.meta.dirname, '../..')
const ends: (() => unknown)[] = []
const running = new Set<ChildProcess>()

// However the harness ends, nothing it started stays behind.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Has something done at the end of the run; what was said last comes first. */
export function atEnd(action: () => unknown): void {
  ends.push(action)
}

/** Ends every process that still runs and removes what the run left. */
export async function cleanUp(): Promise<void> {
  for (const child of [...running]) await killed(child)
  for (const end of ends.splice(0).reverse()) await end()
}

/** A folder that `cleanUp` removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-reliability-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A program that runs in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** All it has said on both its streams. */
  said(): string
  /** Resolves to the first match in what it says; fails when it ends first, or takes longer. */
  says(sign: RegExp, limitMs?: number): Promise<RegExpExecArray>
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>
  /** Resolves when it is gone and all it said was heard. */
  readonly ended: Promise<unknown>
}

/** Starts a program in the project's folder; `hear` gets what it says instead of `said`, for those who say a lot. */
export function run(
  program: string,
  values: readonly string[],
  more: { environment?: Record<string, string>; hear?: (chunk: string) => void } = {},
): Running {
  const child = spawn(program, values, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...more.environment },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let text = ''
  let heard = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      if (more.hear && stream === child.stdout) more.hear(chunk)
      else text += chunk
      heard()
    })
  }
  const ended = once(child, 'close')
  return {
    child,
    said: () => text,
    async says(sign, limitMs = 120_000) {
      const late = AbortSignal.timeout(limitMs)
      const expired = new Promise<void>(resolve => late.addEventListener('abort', () => resolve()))
      for (;;) {
        const found = sign.exec(text)
        if (found) return found
        if (child.exitCode !== null || child.signalCode !== null || late.aborted)
          throw new Error(`${program} ${values.join(' ')} did not say ${sign}; it said:\n${text.slice(-2000)}`)
        await Promise.race([new Promise<void>(resolve => (heard = resolve)), ended, expired])
      }
    },
    kill: () => killed(child),
    ended,
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** A house in a process of its own. */
export interface House extends Running {
  readonly url: string
  /** From the start of the process to its first answer, ms; and what it computed meanwhile, which other programs do not prolong. */
  readonly readyMs: number
  readonly readyCpuMs: number
}

/** Starts the house on that database and waits for its first answer; `through` is put in front of the command. */
export async function startHouse(
  database: string,
  more: { options?: string[]; through?: string[]; environment?: Record<string, string> } = {},
): Promise<House> {
  const begin = performance.now()
  const options = ['--port', '0', '--host', '127.0.0.1', '--database', database, ...(more.options ?? [])]
  const [program, ...values] = [...(more.through ?? []), process.execPath, ...startArguments, ...options]
  const house = run(program!, values, more.environment ? { environment: more.environment } : {})
  const [, port] = await house.says(/Maelstrom is open: http:\/\/[^:]+:(\d+)/)
  const url = `http://127.0.0.1:${port}`
  await fetch(`${url}/api/v1/settings`)
  const readyMs = Math.round(performance.now() - begin)
  return { ...house, url, readyMs, readyCpuMs: computedBy(house.child.pid!) }
}

/** CPU time of a process, ms: /proc counts it in ticks of 10 ms. */
function computedBy(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
