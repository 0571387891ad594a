// How fast history is taken in, charted, pruned and copied: ours through its threads, beside bare better-sqlite3 in the same run.
// One JSON line a figure. `node test/bench/readings.bench.ts [million points]` (30 for the full size; default 3).
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Point } from '../../data/model/reading.ts'
import { openStore } from '../../data/open.ts'
import type { Store } from '../../data/store.ts'
import { say, spread, temporaryFolder, timed } from './figures.ts'

const millions = Number(process.argv[2] ?? 3)
const sensors = 10
const start = Date.UTC(2025, 0, 1)
const folder = temporaryFolder()

/** Points as ten sensors at 1 Hz send them. */
function batch(first: number, size: number): Point[] {
  return Array.from({ length: size }, (_, n) => {
    const index = first + n
    const at = start + Math.floor(index / sensors) * 1000
    return { series: `sensor-${index % sensors}`, at, value: 18 + Math.sin(index / 1000) }
  })
}

async function rate(name: string, size: number, count: number, append: (points: Point[]) => void | Promise<void>) {
  const times: number[] = []
  for (let n = 0; n < count; n += size) {
    const points = batch(n, size)
    times.push(await timed(() => append(points)))
  }
  const spent = times.reduce((sum, ms) => sum + ms, 0)
  say({ figure: `append ${name}`, batch: size, pointsPerSecond: Math.round((count / spent) * 1000), ...spread(times) })
}

function bare(file: string) {
  const database = new Database(join(folder, file))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE readings (series, at, value, PRIMARY KEY (series, at)) WITHOUT ROWID')
  const insert = database.prepare('INSERT INTO readings VALUES (?, ?, ?)')
  return (points: Point[]) =>
    database
      .transaction(() => {
        for (const { series, at, value } of points) insert.run(Number(series.slice(7)), at, value)
      })
      .immediate()
}

/** Writers that each wait for their own COMMIT, so many at a time. */
async function writers(store: Store, count: number): Promise<void> {
  const times: number[] = []
  const perWriter = 100
  const whole = await timed(() =>
    Promise.all(
      Array.from({ length: count }, async (_, writer) => {
        for (let n = 0; n < perWriter; n++)
          times.push(
            await timed(() => store.readings.append([{ series: `writer-${writer}`, at: start + n, value: n }])),
          )
      }),
    ),
  )
  const perSecond = Math.round((count * perWriter * 1000) / whole)
  say({ figure: 'acknowledged writes of one point', writers: count, perSecond, ...spread(times) })
}

const names = [
  '1 min',
  '1 h',
  '3 h',
  '12 h',
  '16 h',
  '1 day',
  '30 h',
  '5 days',
  '10 days',
  '14 days',
  '20 days',
  '30 days',
  '1 year',
  '3 years',
  '10 years',
]
const units: Record<string, number> = {
  min: 6e4,
  h: 3.6e6,
  day: 8.64e7,
  days: 8.64e7,
  year: 3.1536e10,
  years: 3.1536e10,
}

/** Charts of every span, beginning where they like; `at once` like a page with so many lines. */
async function charts(store: Store, circumstances: string, end: number, atOnce = 1): Promise<void> {
  const all: number[] = []
  for (const name of names) {
    const [count, unit] = name.split(' ') as [string, string]
    const span = Number(count) * units[unit]!
    const times: number[] = []
    const cpu = process.cpuUsage()
    for (let n = 0; n < 20; n++) {
      const to = Math.floor(end - Math.max(0, (end - start - span) * (n / 20)) - n * 12_345.6)
      const chart = (line: number) =>
        store.readings.buckets({
          series: `sensor-${(n + line) % sensors}`,
          from: Math.max(0, to - span),
          to,
          count: 1000,
        })
      times.push(await timed(() => Promise.all(Array.from({ length: atOnce }, (_, line) => chart(line)))))
    }
    all.push(...times)
    const { user, system } = process.cpuUsage(cpu)
    const cpuMs = Math.round((user + system) / 20 / 100) / 10
    if (circumstances === 'alone') say({ figure: 'chart', span: name, ...spread(times), cpuMsEach: cpuMs })
  }
  say({ figure: 'charts of all spans', circumstances, atOnce, ...spread(all) })
}

const database = join(folder, 'ours.sqlite')
let store = await openStore({ database, now: Date.now })
for (const size of [500, 10_000]) {
  await rate('bare better-sqlite3, raw points only', size, 500_000, bare(`bare-${size}.sqlite`))
  const other = await openStore({ database: join(folder, `ours-${size}.sqlite`), now: Date.now })
  await rate('ours, with rollups and thread', size, 500_000, points => other.readings.append(points))
  for (const count of [1, 20, 200]) await writers(other, count)
  await other.close()
}
await rate('ours, filling', 50_000, millions * 1e6, points => store.readings.append(points))
await store.close()
say({ figure: 'open', ms: Math.round(await timed(async () => (store = await openStore({ database, now: Date.now })))) })
const end = start + (millions * 1e6 * 1000) / sensors
// A series that says something every quarter of an hour, for three years.
await store.readings.append(
  Array.from({ length: 100_000 }, (_, n) => ({ series: 'sparse', at: start + n * 900_000, value: n })),
)
const sparse: number[] = []
for (let n = 0; n < 20; n++)
  sparse.push(
    await timed(() =>
      store.readings.buckets({ series: 'sparse', from: start, to: start + 9e10 - n * 4e9, count: 1000 }),
    ),
  )
say({ figure: 'chart of a sparse series', ...spread(sparse) })
await charts(store, 'alone', end)
await charts(store, 'alone, a page of them', end, 3)

/** Runs charts and small flushes while something large goes on. */
async function meanwhile(circumstances: string, work: () => Promise<unknown>): Promise<void> {
  let done = false
  const working = timed(work).finally(() => {
    done = true
  })
  const flushes: number[] = []
  const flushing = (async () => {
    for (let n = 0; !done; n++)
      flushes.push(await timed(() => store.readings.append([{ series: circumstances, at: start + n, value: n }])))
  })()
  do await charts(store, circumstances, end)
  while (!done)
  say({
    figure: 'flush',
    circumstances,
    tookMs: Math.round(await working),
    ...spread(await flushing.then(() => flushes)),
  })
}

await meanwhile('while a backup is made', () => store.backups.make('asked', Date.now()))
await meanwhile('while half of it is pruned', async () => {
  while ((await store.readings.prune({ raw: (start + end) / 2, rollups: 0 })) > 0);
})
await store.close()
