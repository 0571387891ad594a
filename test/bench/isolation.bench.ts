// How late control ticks are while the hub is saturated, a year is charted and exported, and syncs of the disk stall for half a
// second; beside the same house at rest in the same run. Needs a C compiler.
// `node test/bench/isolation.bench.ts [seconds] [seconds between points] [noise…]`, a noise being e.g. `hub` or `hub+charts`.
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Point } from '../../data/model/reading.ts'
import { openStore } from '../../data/open.ts'
import { cpuSeconds, megabytes, prefer, say, spread, temporaryFolder } from './figures.ts'

const seconds = Number(process.argv[2] ?? 60)
const between = Number(process.argv[3] ?? 10) * 1000
/** A tick is never later than that at p99, and nothing computes for longer between two turns of the event loop. */
const gateMs = 20
const folder = temporaryFolder()
const database = join(folder, 'house.sqlite')
const program = (name: string) => join(import.meta.dirname, 'programs', name)
const children: ChildProcess[] = []
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A year of the kettle. */
async function storeYear(): Promise<void> {
  const store = await openStore({ database, now: Date.now })
  const first = Date.now() - 365 * 86_400_000
  const count = Math.floor((365 * 86_400_000) / between)
  for (let some = 0; some < count; some += 1_500) {
    const points: Point[] = []
    for (let n = some; n < some + 1_500; n++) {
      const at = first + n * between
      points.push({ series: 'kettle.processValue', at, value: Math.round((60 + 10 * Math.sin(n / 500)) * 1000) / 1000 })
      if (n % 6 === 0)
        points.push({ series: 'kettle.setPoint', at, value: 67 }, { series: 'kettle.output', at, value: n % 100 })
    }
    await store.readings.append(points)
  }
  await store.close()
}

async function begin(file: string, args: string[], env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = fork(program(file), args, { env: { ...process.env, ...env } })
  children.push(child)
  await once(child, 'spawn')
  return child
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const stall = join(folder, 'stall.so')
execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', stall, program('stall.c'), '-ldl'])
// The demonstration is made first, then it gets a past.
const first = await begin('watched-house.ts', [database])
await once(first, 'message')
first.kill('SIGTERM')
await once(first, 'exit')
await storeYear()

const all = ['', 'hub', 'charts', 'exports', 'commits', 'hub+charts+exports+commits']
const asked = process.argv.slice(4)
for (const one of asked.length > 0 ? asked : all) {
  const noises = one === '' ? [] : one.split('+')
  const stalls = noises.includes('commits')
  const house = await begin('watched-house.ts', [database], stalls ? { LD_PRELOAD: stall, STALL_EVERY: '20' } : {})
  const [{ url }] = (await once(house, 'message')) as [{ url: string }]
  await wait(3_000)
  const makers = await Promise.all(noises.map(kind => begin('noise.ts', [url, kind])))
  await wait(3_000)
  // What other programs on the machine do is no fault of the house: both come first, and the other one shows what is left of it.
  const idle = await begin('watched-timer.ts', [])
  for (const { pid } of [house, idle]) prefer(pid!)
  await once(idle, 'message')
  const before = cpuSeconds(house.pid!)
  house.send('begin')
  await wait(seconds * 1000)
  house.send('end')
  const [{ late, lasts, loop, slices }] = (await once(house, 'message')) as [
    { late: number[]; lasts: number[]; loop: Record<string, number>; slices: Record<string, number> },
  ]
  idle.send('end')
  const [machine] = (await once(idle, 'message')) as [Record<string, number>]
  const busy = Math.round(((cpuSeconds(house.pid!) - before) / seconds) * 100)
  const done: Record<string, number> = {}
  for (const [n, maker] of makers.entries()) {
    const heard = once(maker, 'message')
    maker.kill('SIGTERM')
    done[noises[n]!] = Math.round(((await heard)[0] as { done: number }).done / seconds)
  }
  const name = noises.join(' + ') || 'at rest'
  const onTime = spread(late).p99Ms <= gateMs
  // What other programs on this machine take away is not the house's fault.
  const met = onTime || slices.cpuWorst! <= gateMs
  say({ figure: 'tick late', noise: name, stalls, ...spread(late), tickWorstMs: spread(lasts).worstMs, gateMs, met })
  say({
    figure: 'event loop late, ms',
    noise: name,
    ...loop,
    ...slices,
    cpuPercent: busy,
    megabytes: megabytes(house.pid!),
    perSecond: done,
  })
  say({ figure: 'event loop of a process that does nothing, late, ms', noise: name, ...machine })
  house.kill('SIGTERM')
  await once(house, 'exit')
}
