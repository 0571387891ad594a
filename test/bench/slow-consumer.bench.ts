// One of a thousand subscribers stops reading while 2,500 messages a second are published: what that costs the others,
// and the server; peers with the same load beside. Each server is measured in turns, with nobody stopped and with one, once
// it is warm. The server has the first core, the load generator the second.
// `node test/bench/slow-consumer.bench.ts [seconds] [messages a second] [rounds]`.

import { median, megabytes, prefer, say } from './figures.ts'
import { frame, type Outcome, payload, runLoad, type Speech, upgrade } from './load.ts'
import { peers } from './peers.ts'
import { type Server, startHouse } from './process.ts'

prefer()
/** The kernel takes in 4 MB for a client before the server feels that it does not read: half of what comes in this time. */
const seconds = Number(process.argv[2] ?? 20)
const perSecond = Number(process.argv[3] ?? 2_500)
const rounds = Number(process.argv[4] ?? 1)
const subscribers = 1_000
const port = 18_800

/** How often memory is looked at, ms. What counts is the last tenth, after a house of ours was told to clear away. */
const looks = 250
const collecting = { NODE_OPTIONS: '--expose-gc --import ./test/bench/collecting.ts' }

async function run(server: Server, speech: Speech, stalled: boolean): Promise<Outcome> {
  const seen: number[] = []
  const timers: NodeJS.Timeout[] = []
  const isOurs = speech.port === port
  return runLoad(server, speech, {
    mode: stalled ? 'stalled' : 'paced',
    subscribers,
    messages: seconds * perSecond,
    amount: perSecond,
    during: () => {
      timers.push(setInterval(() => seen.push(megabytes(server.pid)), looks))
      if (isOurs) timers.push(setTimeout(() => process.kill(server.pid, 'SIGUSR2'), seconds * 850))
    },
    after() {
      for (const timer of timers) clearInterval(timer)
      return { held: median(seen.slice(seen.length * 0.9)) }
    },
  })
}

/** What one that stopped costs, as the middle of some rounds; `withoutMs` is p99 with nobody stopped. */
async function costOf(server: Server, speech: Speech) {
  const [without, stopped]: [Outcome[], Outcome[]] = [[], []]
  for (let n = 0; n < 2; n++) await run(server, speech, false)
  for (let n = 0; n < rounds; n++) {
    without.push(await run(server, speech, false))
    stopped.push(await run(server, speech, true))
  }
  await server.stop()
  const p99 = ({ p99Ms = Number.NaN }: Outcome) => p99Ms
  const held = (outcomes: Outcome[]) => median(outcomes.map(({ held = 0 }) => held))
  const { stalledGot, stalledClosed } = stopped.at(-1)!
  return {
    lost: stopped.reduce((sum, { lost }) => sum + lost, 0),
    p99Ms: median(stopped.map(p99)),
    withoutMs: median(without.map(p99)),
    megabytes: held(stopped) - held(without),
    stalledGot,
    stalledClosed,
  }
}

const figure = { figure: 'one of 1,000 stops reading', messages: seconds * perSecond, perSecond, rounds }

const speechOn = (channel: string): Speech => ({
  port,
  subscriber: [upgrade('/ws', port), frame(`{"action":"subscribe","channel":"${channel}","id":1}`)],
  publisher: [upgrade('/ws', port)],
  frame: frame(`{"action":"publish","channel":"${channel}","data":${payload}}`),
})

for (const [channel, policy] of [
  ['data.bench', 'conflate'],
  ['logs.bench', 'drop-oldest'],
  ['bench', 'disconnect'],
] as const) {
  const cost = await costOf(await startHouse(port, collecting), speechOn(channel))
  const { lost, p99Ms, withoutMs, megabytes: more, ...stalled } = cost
  say({ ...figure, policy, lost, gate: 0, met: lost === 0 })
  say({ ...figure, policy, p99Ms, withoutMs, gate: 50, met: p99Ms < 50 })
  say({ ...figure, policy, megabytes: more, gate: 20, met: more < 20, ...stalled })
}

for (const peer of peers.filter(({ name }) => /nats|redis/.test(name))) {
  if (peer.missing()) say({ ...figure, peer: peer.name, missing: peer.missing() })
  else say({ ...figure, peer: peer.name, ...(await costOf(await peer.start(), peer.speech)) })
}
