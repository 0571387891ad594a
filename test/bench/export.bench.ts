// Memory of the server while everything a vessel ever measured is downloaded: sampled four times a second, in eighths of the way.
// `node test/bench/export.bench.ts [million points]` (default 4; a year of three series at 1 Hz has 95).
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Point } from '../../data/model/reading.ts'
import { openStore } from '../../data/open.ts'
import { cpuSeconds, megabytes, say, temporaryFolder } from './figures.ts'

const millions = Number(process.argv[2] ?? 4)
const database = join(temporaryFolder(), 'export.sqlite')
const root = join(import.meta.dirname, '../..')

async function start() {
  const child = spawn(process.execPath, ['server/main.ts', '--port', '0', '--database', database], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const url = await new Promise<string>(found => {
    child.stdout.on('data', chunk => {
      const match = /is open: (\S+)/.exec(String(chunk))
      if (match) found(match[1]!)
    })
  })
  const stop = async () => {
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }
  return { pid: child.pid!, url, stop }
}

await (await start()).stop()
const store = await openStore({ database, now: Date.now })
const count = (millions * 1e6) / 2
const first = Date.now() - count * 1000
for (let n = 0; n < count; n += 20_000) {
  const points: Point[] = []
  for (let m = n; m < n + 20_000; m++) {
    const at = first + m * 1000
    points.push({ series: 'kettle.processValue', at, value: Math.round((60 + Math.sin(m / 500)) * 1000) / 1000 })
    points.push({ series: 'kettle.output', at, value: m % 100 })
  }
  await store.readings.append(points)
}
await store.close()

const { pid, url, stop } = await start()
for (const format of ['csv', 'json']) {
  const before = { megabytes: megabytes(pid), cpu: cpuSeconds(pid), at: performance.now() }
  const samples: number[] = []
  const sampling = setInterval(() => samples.push(megabytes(pid)), 250)
  let bytes = 0
  const answer = await fetch(`${url}/api/v1/vessels/kettle/export?format=${format}`, {
    headers: { 'accept-encoding': 'identity' },
  })
  for await (const chunk of answer.body!) bytes += chunk.length
  clearInterval(sampling)
  const seconds = Math.round((performance.now() - before.at) / 100) / 10
  const eighths = Array.from({ length: 8 }, (_, n) =>
    Math.max(...samples.slice(Math.floor((n * samples.length) / 8), Math.floor(((n + 1) * samples.length) / 8))),
  )
  const cpu = Math.round((cpuSeconds(pid) - before.cpu) * 10) / 10
  say({ figure: 'export', format, points: count * 2, megabytesSent: Math.round(bytes / 1e6), seconds, cpuSeconds: cpu })
  say({ figure: 'memory of the server, MB', format, before: before.megabytes, mostInEachEighth: eighths })
}
await stop()
