// What ten thousand WebSockets cost that only listen: time to open and subscribe them all, and resident memory. The
// server has the first core, the load generator the second. `node test/bench/idle-sockets.bench.ts [sockets]`.
import { setTimeout as wait } from 'node:timers/promises'
import { megabytes, prefer, say } from './figures.ts'
import { runLoad } from './load.ts'
import { peers } from './peers.ts'

prefer()
const sockets = Number(process.argv[2] ?? 10_000)
/** Garbage of the start and of ten thousand handshakes is gone after this, ms. */
const settling = 15_000
const gates = { megabytes: 150, connectMs: 5_000 }
const asked = peers.filter(({ name }) => name === 'maelstrom' || name.startsWith('ws,'))

for (const peer of asked) {
  const server = await peer.start()
  await wait(settling)
  const empty = megabytes(server.pid)
  let full = 0
  const { connectMs } = await runLoad(server, peer.speech, {
    mode: 'idle',
    subscribers: sockets,
    messages: 0,
    during: async () => {
      await wait(settling)
      full = megabytes(server.pid)
    },
  })
  await server.stop()
  const common = { figure: 'idle sockets', peer: peer.name, sockets }
  const judge = (gate: number, value: number) => (peer.name === 'maelstrom' ? { gate, met: value <= gate } : {})
  const each = Math.round((((full - empty) * 1024) / sockets) * 10) / 10
  say({
    ...common,
    megabytes: Math.round(full),
    empty: Math.round(empty),
    kilobytesEach: each,
    ...judge(gates.megabytes, full),
  })
  say({ ...common, connectMs, ...judge(gates.connectMs, connectMs) })
}
