// What the running demonstration costs, and how long a start takes: one JSON line a figure. Needs /proc.
// `node test/bench/start.bench.ts [rounds]`
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startArguments } from '../start-arguments.ts'
import { cpuSeconds, median, megabytes, say } from './figures.ts'
import { folder, mind, root } from './process.ts'

const rounds = Number(process.argv[2] ?? 3)
/** Seconds that the running demonstration is watched, after as many as it takes to come to rest. */
const watched = 30
const settling = 5

/** Starts a process and answers it with the milliseconds until it printed `sign`. */
async function start(args: string[], sign: RegExp) {
  const begin = performance.now()
  const child = mind(spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }))
  await new Promise<void>(found => {
    child.stdout.on('data', chunk => {
      if (sign.test(String(chunk))) found()
    })
  })
  const ms = Math.round(performance.now() - begin)
  return { pid: child.pid!, ms, cpuMs: Math.round(cpuSeconds(child.pid!) * 1000), stop: () => stop(child) }
}

async function stop(child: ReturnType<typeof spawn>): Promise<void> {
  const gone = new Promise(done => child.once('exit', done))
  child.kill('SIGTERM')
  await gone
}

const house = [...startArguments, '--port', '0', '--database', join(folder, 'bench.sqlite')]
const bare = await start(['-e', 'console.log("ready")'], /ready/)
await bare.stop()
const first = await start(house, /is open/)
await first.stop()
const starts = []
const idle = []
for (let n = 0; n < rounds; n++) {
  const { pid, ms, cpuMs, stop } = await start(house, /is open/)
  starts.push({ ms, cpuMs })
  await wait(settling * 1000)
  const before = cpuSeconds(pid)
  await wait(watched * 1000)
  idle.push({ share: ((cpuSeconds(pid) - before) / watched) * 100, megabytes: megabytes(pid) })
  await stop()
}
say({
  figure: 'start',
  rounds,
  firstMs: first.ms,
  laterMs: median(starts.map(({ ms }) => ms)),
  cpuMs: median(starts.map(({ cpuMs }) => cpuMs)),
  bareNodeMs: bare.ms,
})
say({
  figure: 'running demonstration',
  rounds,
  seconds: watched,
  percentOfOneCore: Math.round(median(idle.map(({ share }) => share)) * 10) / 10,
  megabytes: median(idle.map(({ megabytes }) => megabytes)),
})
