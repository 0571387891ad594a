// How fast history is taken in and charted on PostgreSQL, beside SQLite, on this machine, through the thread.
// `node test/bench/postgres.bench.ts [points]` (default 500,000); needs Debian's postgresql.
import { join } from 'node:path'
import { openStore } from '../../data/open.ts'
import type { Store } from '../../data/store.ts'
import { openPostgresServer } from '../data/postgres-server.ts'
import { say, spread, temporaryFolder, timed } from './figures.ts'

const count = Number(process.argv[2] ?? 500_000)
const start = Date.UTC(2025, 0, 1)

/** Points as ten sensors at 1 Hz send them. */
function batch(first: number, size: number) {
  return Array.from({ length: size }, (_, n) => {
    const at = start + Math.floor((first + n) / 10) * 1000
    return { series: `sensor-${(first + n) % 10}`, at, value: 18 + Math.sin((first + n) / 1000) }
  })
}

async function measure(database: string, store: Store): Promise<void> {
  for (const size of [50, 500, 10_000]) {
    const points = size < 500 ? count / 100 : count / 2
    let spent = 0
    for (let n = 0; n < points; n += size) {
      const next = batch(n, size)
      spent += await timed(() => store.readings.append(next))
    }
    say({ figure: 'append', database, batch: size, pointsPerSecond: Math.round((points / spent) * 1000) })
  }
  const times: number[] = []
  for (let n = 0; n < 20; n++) {
    const query = { series: `sensor-${n % 10}`, from: start, to: start + count * 50, count: 1000 }
    times.push(await timed(() => store.readings.buckets(query)))
  }
  say({ figure: 'chart', database, ...spread(times) })
  const entry = { at: start, level: 'info', source: 'bench', message: 'x' } as const
  const commits = 500
  const spent = await timed(() => Promise.all(Array.from({ length: commits }, () => store.logs.append([entry]))))
  say({ figure: 'acknowledged at once', database, perSecond: Math.round((commits / spent) * 1000) })
  await store.close()
}

await measure('SQLite', await openStore({ database: join(temporaryFolder(), 'bench.sqlite'), now: Date.now }))
const server = await openPostgresServer()
try {
  await measure('PostgreSQL', await openStore({ database: await server.place(), now: Date.now }))
} finally {
  await server.stop()
}
