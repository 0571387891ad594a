// One of a thousand subscribers stops reading while 5,000 messages a second are published: what that costs the others,
// and the server. The server has the first core, the load generator the second.
// `node test/bench/slow-consumer.bench.ts [seconds] [messages a second]`.

import { megabytes, prefer, say } from './figures.ts'
import { frame, payload, runLoad, upgrade } from './load.ts'
import { startHouse } from './process.ts'

prefer()
const seconds = Number(process.argv[2] ?? 20)
const perSecond = Number(process.argv[3] ?? 5_000)
const subscribers = 1_000
const port = 18_700

/** The figures with nobody stopped show what the stopped one adds. */
async function run(channel: string, stalled: boolean) {
  const server = await startHouse(port)
  const speech = {
    port,
    subscriber: [upgrade('/ws', port), frame(`{"action":"subscribe","channel":"${channel}","id":1}`)],
    publisher: [upgrade('/ws', port)],
    frame: frame(`{"action":"publish","channel":"${channel}","data":${payload}}`),
  }
  let before = 0
  const outcome = await runLoad(server, speech, {
    mode: stalled ? 'stalled' : 'paced',
    subscribers,
    messages: seconds * perSecond,
    amount: perSecond,
    during: () => {
      before = megabytes(server.pid, 'peak')
    },
    after: () => ({ grown: megabytes(server.pid, 'peak') - before }),
  })
  await server.stop()
  return outcome
}

for (const [channel, what] of [
  ['data.bench', 'conflate'],
  ['logs.bench', 'drop-oldest'],
  ['bench', 'disconnect'],
] as const) {
  const without = await run(channel, false)
  const { lost, p99Ms = Number.NaN, stalledClosed, stalledGot, grown = 0 } = await run(channel, true)
  const common = { figure: 'one of 1,000 stops reading', policy: what, messages: seconds * perSecond, perSecond }
  say({ ...common, lost, gate: 0, met: lost === 0 })
  say({ ...common, p99Ms, withoutMs: without.p99Ms, gate: 50, met: p99Ms < 50 })
  const more = Math.round(grown - (without.grown ?? 0))
  say({ ...common, megabytes: more, gate: 20, met: more < 20, stalledGot, stalledClosed })
}
