// How fast messages are fanned out: one publisher, 100-byte payloads, every subscriber gets each as a frame of its own.
// The server has the first core, the load generator the second; peers run in turns with us, so that all see the same
// machine, and each once before it counts: a server runs for weeks. One JSON line a figure. `node test/bench/fanout.bench.ts [rounds] [name…]`; 3 rounds of everybody by default.

import { median, prefer, say } from './figures.ts'
import { type Outcome, runLoad } from './load.ts'
import { limit, type Peer, peers } from './peers.ts'
import type { Server } from './process.ts'

prefer()
const [rounds = 3, ...names] = process.argv.slice(2).map((word, n) => (n === 0 ? Number(word) : word)) as [
  number?,
  ...string[],
]

interface Case {
  mode: 'flood' | 'single'
  subscribers: number
  messages: number
  /** Slow peers get fewer, so that they take as long. */
  fewer: number
}

/** So few that no peer drops any, so many that each may batch as it likes. */
const inFlight = 4_000
const cases: Case[] = [
  { mode: 'flood', subscribers: 100, messages: 300_000, fewer: 5_000 },
  { mode: 'flood', subscribers: 1_000, messages: 30_000, fewer: 500 },
  { mode: 'single', subscribers: 1_000, messages: 300, fewer: 300 },
]
const quick = /maelstrom|nats|redis|bare/

const asked = peers.filter(({ name }) => names.length === 0 || names.some(word => name.includes(word)))
for (const { name, missing } of asked) if (missing()) say({ figure: 'fan-out', peer: name, missing: missing() })
const present = asked.filter(({ missing }) => !missing())

async function once(peer: Peer, server: Server, { mode, subscribers, messages, fewer }: Case): Promise<Outcome> {
  const count = quick.test(peer.name) ? messages : fewer
  return runLoad(server, peer.speech, { mode, subscribers, messages: count, amount: inFlight })
}

/** What each did in each round. */
async function inTurns(all: readonly Peer[], one: Case): Promise<Map<Peer, Outcome[]>> {
  const outcomes = new Map<Peer, Outcome[]>(all.map(peer => [peer, []]))
  const servers = new Map<Peer, Server>()
  for (const peer of all) {
    const server = await peer.start()
    servers.set(peer, server)
    await once(peer, server, one)
  }
  for (let n = 0; n < rounds; n++)
    for (const [peer, server] of servers) outcomes.get(peer)!.push(await once(peer, server, one))
  await Promise.all([...servers.values()].map(server => server.stop()))
  return outcomes
}

for (const one of cases) {
  const all = one.mode === 'single' ? [...present, limit] : present
  const outcomes = await inTurns(all, one)
  const middle = (peer: Peer, of: (outcome: Outcome) => number) => median(outcomes.get(peer)!.map(of))
  const figure = one.mode === 'flood' ? 'fan-out, CPU per delivery' : 'fan-out, time to the last subscriber'
  const rival = present.find(({ name }) => name.startsWith(one.mode === 'flood' ? 'nats' : 'redis'))
  const value = (outcome: Outcome) => (one.mode === 'flood' ? outcome.cpu : (outcome.lastMedianMs ?? Number.NaN))
  for (const peer of all) {
    const lost = outcomes.get(peer)!.reduce((sum, outcome) => sum + outcome.lost, 0)
    const common = { figure, peer: peer.name, subscribers: one.subscribers, rounds, lost }
    const rate = Math.round(middle(peer, ({ deliveries, seconds }) => deliveries / seconds))
    const measured =
      one.mode === 'flood'
        ? { microseconds: Number(middle(peer, value).toFixed(3)), deliveriesPerSecond: rate }
        : {
            medianMs: middle(peer, value),
            p99Ms: middle(peer, ({ lastP99Ms }) => lastP99Ms ?? Number.NaN),
            microseconds: Number(middle(peer, ({ cpu }) => cpu).toFixed(3)),
          }
    const gate = rival ? middle(rival, value) * (one.mode === 'flood' ? 0.5 : 1) : null
    const judged =
      peer.name === 'maelstrom'
        ? {
            gate: gate && Number(gate.toFixed(3)),
            met: gate === null ? null : lost === 0 && middle(peer, value) <= gate,
          }
        : {}
    say({ ...common, ...measured, ...judged })
  }
}
