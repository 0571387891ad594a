// A house in real time whose control ticks are timed. Says where it is, then after SIGTERM how late they were.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { standardLimits } from '../../../data/model/limits.ts'
import { systemClock } from '../../../server/clock.ts'
import { openMaelstrom } from '../../../server/maelstrom.ts'

const [database] = process.argv.slice(2)
// Nobody is held back: the hub is to be as busy as it gets.
const limits = { ...standardLimits, messageRate: 1e9, messageBurst: 1e9 }
const config = { port: 0, host: '127.0.0.1', database: database!, demo: true, serialPort: null, limits }
const house = await openMaelstrom(config, systemClock, () => {})
const tick = house.brewery.tick.bind(house.brewery)
const begins: number[] = []
const lasts: number[] = []
// The timer calls whatever is there: the same tick, with a look at the clock around it.
house.brewery.tick = () => {
  const begun = performance.now()
  begins.push(begun)
  tick()
  lasts.push(performance.now() - begun)
}
/**
 * What the thread computed between two turns of its event loop, ms of CPU time: so late would a tick be at worst on a
 * machine that does nothing else.
 */
const slices: number[] = []
let spent = process.threadCpuUsage()
setInterval(() => {
  const { user, system } = process.threadCpuUsage(spent)
  spent = process.threadCpuUsage()
  slices.push((user + system) / 1000)
}, 1)

/** The slice that so much of the time is spent in shorter ones; a turn lasts a millisecond at least. */
function slice(share: number): number {
  const sorted = [...slices].sort((a, b) => a - b)
  let left = sorted.reduce((sum, ms) => sum + Math.max(1, ms), 0) * share
  for (const ms of sorted) {
    left -= Math.max(1, ms)
    if (left <= 0) return Math.round(ms * 10) / 10
  }
  return Math.round((sorted.at(-1) ?? 0) * 10) / 10
}

const delays = monitorEventLoopDelay({ resolution: 1 })
process.send!({ url: house.url })

process.on('message', (said: 'begin' | 'end') => {
  if (said === 'begin') {
    begins.length = 0
    lasts.length = 0
    slices.length = 0
    delays.reset()
    delays.enable()
    return
  }
  delays.disable()
  const first = begins[0] ?? 0
  // Against the grid of seconds that fits best: the earliest one was on time.
  const offsets = begins.map(at => ((at - first + 500) % 1000) - 500)
  const onTime = Math.min(...offsets)
  const loop = [50, 90, 99, 99.9, 100].map(share => [`p${share}`, Math.round(delays.percentile(share) / 1e5) / 10])
  process.send!({
    late: offsets.map(offset => offset - onTime),
    lasts,
    loop: Object.fromEntries(loop),
    slices: { cpuP50: slice(0.5), cpuP99: slice(0.99), cpuWorst: slice(1) },
  })
})
process.on('SIGTERM', () => void house.close().then(() => process.exit(0)))
