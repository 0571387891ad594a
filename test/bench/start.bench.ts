import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** What the running demonstration costs, and how long a start takes: one JSON line a figure. Needs /proc. */

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'maelstrom-bench-'))
const watched = 30
// /proc counts CPU time in ticks of 10 ms.
const tick = 0.01

/** Starts a process and answers it with the milliseconds until it printed `sign`. */
async function start(args: string[], sign: RegExp) {
  const begin = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise<void>(found => {
    child.stdout.on('data', chunk => {
      if (sign.test(String(chunk))) found()
    })
  })
  return { child, ms: Math.round(performance.now() - begin) }
}

async function stop(child: ReturnType<typeof spawn>): Promise<void> {
  const gone = new Promise(done => child.once('exit', done))
  child.kill('SIGTERM')
  await gone
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

function megabytes(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
}

const house = ['server/main.ts', '--port', '0', '--database', join(folder, 'bench.sqlite')]
const bare = await start(['-e', 'console.log("ready")'], /ready/)
await stop(bare.child)
const first = await start(house, /is open/)
await stop(first.child)
const second = await start(house, /is open/)
process.stdout.write(
  `${JSON.stringify({ figure: 'start', firstMs: first.ms, secondMs: second.ms, bareNodeMs: bare.ms })}\n`,
)

const pid = second.child.pid!
await wait(5_000)
const before = cpuSeconds(pid)
await wait(watched * 1000)
const share = Math.round(((cpuSeconds(pid) - before) / watched) * 1000) / 10
process.stdout.write(
  `${JSON.stringify({ figure: 'running demonstration', seconds: watched, percentOfOneCore: share, megabytes: megabytes(pid) })}\n`,
)
await stop(second.child)
rmSync(folder, { recursive: true })
