// How fast history is taken in and charted: ours, through the thread, beside bare better-sqlite3 in the same run.
// One JSON line a figure. `node test/bench/readings.bench.ts [million points]` (30 for the full size; default 3).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Point } from '../../data/model/reading.ts'
import { openStore } from '../../data/open.ts'

const millions = Number(process.argv[2] ?? 3)
const sensors = 10
const start = Date.UTC(2025, 0, 1)
const folder = mkdtempSync(join(tmpdir(), 'bench-'))

function say(figure: Record<string, unknown>) {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

/** Points as ten sensors at 1 Hz send them. */
function batch(first: number, size: number): Point[] {
  return Array.from({ length: size }, (_, n) => {
    const index = first + n
    return {
      series: `sensor-${index % sensors}`,
      at: start + Math.floor(index / sensors) * 1000,
      value: 18 + Math.sin(index / 1000),
    }
  })
}

async function rate(name: string, size: number, count: number, append: (points: Point[]) => void | Promise<void>) {
  let spent = 0
  for (let n = 0; n < count; n += size) {
    const points = batch(n, size)
    const begun = performance.now()
    await append(points)
    spent += performance.now() - begun
  }
  say({ figure: `append ${name}`, batch: size, pointsPerSecond: Math.round((count / spent) * 1000) })
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

const begun = performance.now()
let store = await openStore({ database: join(folder, 'ours.sqlite'), now: Date.now })
say({ figure: 'open', new: true, ms: Math.round(performance.now() - begun) })

for (const size of [500, 10_000, 50_000]) {
  await rate('bare better-sqlite3, raw points only', size, 500_000, bare(`bare-${size}.sqlite`))
  const other = await openStore({ database: join(folder, `ours-${size}.sqlite`), now: Date.now })
  await rate('ours, with rollups and thread', size, 500_000, points => other.readings.append(points))
  await other.close()
}

await rate('ours, filling', 50_000, millions * 1e6, points => store.readings.append(points))
await store.close()
const again = performance.now()
store = await openStore({ database: join(folder, 'ours.sqlite'), now: Date.now })
say({ figure: 'open', new: false, ms: Math.round(performance.now() - again) })

const end = start + (millions * 1e6 * 1000) / sensors
for (const [name, span] of [
  ['1 h', 3.6e6],
  ['12 h', 4.32e7],
  ['16 h', 5.76e7],
  ['1 day', 8.64e7],
  ['5 days', 4.32e8],
  ['10 days', 8.64e8],
  ['30 days', 2.592e9],
  ['1 year', 3.1536e10],
  ['10 years', 3.1536e11],
] as const) {
  const times: number[] = []
  let buckets = 0
  for (let n = 0; n < 20; n++) {
    const to = end - Math.max(0, (end - start - span) * (n / 20))
    const asked = performance.now()
    buckets = (
      await store.readings.buckets({ series: `sensor-${n % sensors}`, from: Math.max(0, to - span), to, count: 1000 })
    ).length
    times.push(performance.now() - asked)
  }
  times.sort((a, b) => a - b)
  say({ figure: 'chart', span: name, buckets, medianMs: times[10]!.toFixed(1), worstMs: times[19]!.toFixed(1) })
}
await store.close()
rmSync(folder, { recursive: true })
