// The same points taken in and charted by InfluxDB 1.x and by us, in the same run. `node test/bench/influx.bench.ts [million points]`.
// Needs Debian's package `influxdb`; where it is missing it is named as missing. Both are asked as their clients ask: over HTTP.
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Point } from '../../data/model/reading.ts'
import { openStore } from '../../data/open.ts'
import { killHouses, startHouse } from '../journeys/process.ts'
import { cpuSeconds, megabytes, say, spread, temporaryFolder, timed } from './figures.ts'

const program = '/usr/bin/influxd'
const millions = Number(process.argv[2] ?? 2)
const sensors = 10
const size = 10_000
const folder = temporaryFolder()
const end = Date.now()
const start = end - (millions * 1e6 * 1000) / sensors

if (!existsSync(program)) {
  say({ missing: 'influxdb', advice: 'apt-get install influxdb' })
  process.exit(0)
}

const config = join(folder, 'influx.conf')
const [http, rpc] = [18_086, 18_088]
writeFileSync(
  config,
  `reporting-disabled = true
bind-address = "127.0.0.1:${rpc}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:${http}"
  log-enabled = false
[monitor]
  store-enabled = false
`,
)
const influx = spawn(program, ['-config', config], { stdio: 'ignore' })
process.once('exit', () => influx.kill('SIGKILL'))
const url = `http://127.0.0.1:${http}`
while (!(await fetch(`${url}/ping`).catch(() => null))?.ok) await new Promise(resolve => setTimeout(resolve, 100))
const ask = async (query: string, method = 'GET') => {
  const answer = await fetch(`${url}/query?db=bench&epoch=ms&q=${encodeURIComponent(query)}`, { method })
  return answer.json()
}
await ask('CREATE DATABASE bench', 'POST')

const value = (index: number) => Math.round((18 + Math.sin(index / 1000)) * 1000) / 1000
const at = (index: number) => Math.round(start + Math.floor(index / sensors) * 1000)
const points = (first: number): Point[] =>
  Array.from({ length: size }, (_, n) => ({
    series: `sensor-${(first + n) % sensors}`,
    at: at(first + n),
    value: value(first + n),
  }))

async function fill(name: string, pid: number, write: (points: Point[]) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  const before = cpuSeconds(pid)
  for (let n = 0; n < millions * 1e6; n += size) {
    const some = points(n)
    times.push(await timed(() => write(some)))
  }
  const spent = times.reduce((sum, ms) => sum + ms, 0)
  const microseconds = Math.round(((cpuSeconds(pid) - before) / millions) * 100) / 100
  say({
    figure: 'taken in',
    by: name,
    pointsPerSecond: Math.round((millions * 1e9) / spent),
    cpuMicrosecondsAPoint: microseconds,
  })
}

const lines = (some: Point[]) =>
  some.map(({ series, at, value }) => `readings,series=${series} value=${value} ${at}`).join('\n')
await fill('influxdb', influx.pid!, some =>
  fetch(`${url}/write?db=bench&precision=ms`, { method: 'POST', body: lines(some) }).then(answer => answer.text()),
)
const database = join(folder, 'ours.sqlite')
const store = await openStore({ database, now: Date.now })
// Ours runs on threads of this process: its figure includes making the points.
await fill('maelstrom', process.pid, some => store.readings.append(some))
await store.close()

const { url: ours, house } = await startHouse(database, '--no-demo')
for (const [name, span] of [
  ['1 h', 3.6e6],
  ['12 h', 4.32e7],
  ['1 day', 8.64e7],
  ['all', end - start],
] as const) {
  const times: Record<string, number[]> = { influxdb: [], maelstrom: [] }
  const counts: Record<string, number> = {}
  for (let n = 0; n < 20; n++) {
    const to = Math.round(end - Math.max(0, (end - start - span) * (n / 20)))
    const from = Math.round(to - span)
    const series = `sensor-${n % sensors}`
    const width = Math.max(1000, Math.ceil(span / 1000))
    const query = `SELECT min(value), max(value), mean(value), count(value) FROM readings WHERE "series" = '${series}' AND time >= ${from}ms AND time < ${to}ms GROUP BY time(${width}ms) fill(none)`
    times.influxdb!.push(
      await timed(async () => {
        const { results } = (await ask(query)) as { results: { series?: { values: unknown[] }[]; error?: string }[] }
        if (results[0]?.error) throw new Error(results[0].error)
        counts.influxdb = results[0]?.series?.[0]?.values.length ?? 0
      }),
    )
    const path = `${ours}/api/v1/readings/${series}?from=${from}&to=${to}&buckets=1000`
    times.maelstrom!.push(
      await timed(async () => {
        counts.maelstrom = ((await (await fetch(path)).json()) as { buckets: unknown[] }).buckets.length
      }),
    )
  }
  for (const [by, all] of Object.entries(times))
    say({ figure: 'chart over HTTP', span: name, by, buckets: counts[by], ...spread(all) })
}
say({ figure: 'memory, MB', influxdb: megabytes(influx.pid!), maelstrom: megabytes(house.pid!) })
killHouses()
influx.kill('SIGTERM')
