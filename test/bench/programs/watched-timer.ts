// A process that does nothing but see how late its own event loop is: what the machine costs whoever runs on it.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const delays = monitorEventLoopDelay({ resolution: 1 })
delays.enable()
process.send!('ready')
process.on('message', () => {
  const loop = [50, 90, 99, 99.9, 100].map(share => [`p${share}`, Math.round(delays.percentile(share) / 1e5) / 10])
  process.send!(Object.fromEntries(loop))
  process.exit(0)
})
