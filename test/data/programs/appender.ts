// Appends points for ever and says after each batch how many are acknowledged: `node appender.ts <database> [first]`.
import { writeSync } from 'node:fs'
import { openStore } from '../../../data/open.ts'

const [database, first = '0'] = process.argv.slice(2)
const store = await openStore({ database: database!, now: Date.now })
for (let n = Number(first); ; n += 20) {
  const points = Array.from({ length: 20 }, (_, k) => ({ series: `s${k % 2}`, at: (n + k) * 1000, value: n + k }))
  await store.readings.append(points)
  writeSync(1, `${n + 20}\n`)
}
