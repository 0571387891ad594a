// Writers append batches of points at once, for ever: `node rows.ts <database> <seed> <pause ms> <first> <first> …`.
// Each says a batch before it is asked for (`? series upTo`) and after it was acknowledged (`= series upTo`).
import { writeSync } from 'node:fs'
import { setTimeout as pass } from 'node:timers/promises'
import { openStore } from '../../../data/open.ts'
import { seededRandom } from '../../../hardware/simulator/random.ts'

const [database, seed, pause, ...firsts] = process.argv.slice(2)
const store = await openStore({ database: database!, now: Date.now })
const random = seededRandom(Number(seed))
writeSync(1, 'open\n')
await Promise.all(
  firsts.map(async (first, series) => {
    for (let n = Number(first); ; ) {
      const size = 1 + Math.floor(random.uniform() * 400)
      const points = Array.from({ length: size }, (_, k) => ({
        series: `s${series}`,
        at: (n + k) * 1000,
        value: n + k,
      }))
      n += size
      writeSync(1, `? ${series} ${n}\n`)
      await store.readings.append(points)
      writeSync(1, `= ${series} ${n}\n`)
      if (Number(pause) > 0) await pass(Number(pause))
    }
  }),
)
