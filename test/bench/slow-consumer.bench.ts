// One of a thousand subscribers stops reading while 2,500 messages a second are published: what that costs the others,
// and the server; peers with the same load beside. The server has the first core, the load generator the second.
// `node test/bench/slow-consumer.bench.ts [seconds] [messages a second]`.

import { median, megabytes, prefer, say } from './figures.ts'
import { frame, payload, runLoad, type Speech, upgrade } from './load.ts'
import { peers } from './peers.ts'
import { type Server, startHouse } from './process.ts'

prefer()
const seconds = Number(process.argv[2] ?? 20)
const perSecond = Number(process.argv[3] ?? 2_500)
const subscribers = 1_000
const port = 18_800

/** How often memory is looked at, ms. The median of the second half: peaks tell when the collector came by, not what is kept. */
const looks = 250

/** The figures with nobody stopped show what the stopped one adds. */
async function run(server: Server, speech: Speech, stalled: boolean) {
  const seen: number[] = []
  let timer: NodeJS.Timeout
  const outcome = await runLoad(server, speech, {
    mode: stalled ? 'stalled' : 'paced',
    subscribers,
    messages: seconds * perSecond,
    amount: perSecond,
    during: () => {
      timer = setInterval(() => seen.push(megabytes(server.pid)), looks)
    },
    after() {
      clearInterval(timer)
      return { held: median(seen.slice(seen.length / 2)) }
    },
  })
  await server.stop()
  return outcome
}

const speechOn = (channel: string): Speech => ({
  port,
  subscriber: [upgrade('/ws', port), frame(`{"action":"subscribe","channel":"${channel}","id":1}`)],
  publisher: [upgrade('/ws', port)],
  frame: frame(`{"action":"publish","channel":"${channel}","data":${payload}}`),
})

for (const [channel, what] of [
  ['data.bench', 'conflate'],
  ['logs.bench', 'drop-oldest'],
  ['bench', 'disconnect'],
] as const) {
  const without = await run(await startHouse(port), speechOn(channel), false)
  const {
    lost,
    p99Ms = Number.NaN,
    stalledClosed,
    stalledGot,
    held = 0,
  } = await run(await startHouse(port), speechOn(channel), true)
  const common = { figure: 'one of 1,000 stops reading', policy: what, messages: seconds * perSecond, perSecond }
  say({ ...common, lost, gate: 0, met: lost === 0 })
  say({ ...common, p99Ms, withoutMs: without.p99Ms, gate: 50, met: p99Ms < 50 })
  const more = Math.round(held - (without.held ?? 0))
  say({ ...common, megabytes: more, gate: 20, met: more < 20, stalledGot, stalledClosed })
}

for (const peer of peers.filter(({ name }) => /nats|redis/.test(name))) {
  const common = { figure: 'one of 1,000 stops reading', peer: peer.name, messages: seconds * perSecond, perSecond }
  if (peer.missing()) {
    say({ ...common, missing: peer.missing() })
    continue
  }
  const without = await run(await peer.start(), peer.speech, false)
  const { lost, p99Ms, held = 0, stalledClosed } = await run(await peer.start(), peer.speech, true)
  const more = Math.round(held - (without.held ?? 0))
  say({ ...common, lost, p99Ms, withoutMs: without.p99Ms, megabytes: more, stalledClosed })
}
