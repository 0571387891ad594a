import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { type Client, client } from './client.ts'
import { startHouse, temporaryFolder } from './processes.ts'
import type { Report } from './report.ts'
import { until } from './until.ts'

/** A tenth of a degree every two seconds: the set point tells the time. An event in the middle of each step. */
const profile = {
  id: 'stairs',
  name: 'Stairs',
  by: 'elapsed',
  points: Array.from({ length: 500 }, (_, n) => ({ at: n * 2, temperature: 1 + n / 10, approach: 'step' })),
  events: Array.from({ length: 500 }, (_, n) => ({ at: n * 2 + 1, text: `event ${n}` })),
}
const setPointAt = (elapsedMs: number) => profile.points[Math.min(499, Math.floor(elapsedMs / 2000))]!.temperature

/** Writes down what is published on a channel, until the house is gone. */
function listen(url: string, channel: string, hear: (message: { data: { text: string } }) => void): void {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`)
  socket.on('open', () => socket.send(JSON.stringify({ action: 'subscribe', channel, since: 0 })))
  socket.on('message', text => {
    const message = JSON.parse(String(text))
    if (!('action' in message)) hear(message)
  })
  socket.on('error', () => {})
}

async function setUp(house: Client): Promise<number> {
  await house.call('POST', '/profiles', profile)
  const { startedAt } = await house.call('PUT', '/vessels/kettle/mode', { kind: 'profile', profile: profile.id })
  await house.call('POST', '/sensors', { id: 'lab', name: 'Lab', driver: { kind: 'channel', channel: 'lab.value' } })
  const source = { kind: 'sensor', id: 'lab' }
  const condition = { kind: 'high', limit: 50, deadband: 0 }
  await house.call('POST', '/alarm-rules', { id: 'hot', name: 'Hot', source, condition, delay: 0, offDelay: 0 })
  await house.call('POST', '/channels/lab.value', 90)
  await house.call('POST', '/alarms/rule.hot/acknowledge', { by: 'the brewer' })
  return startedAt
}

/** Kills the house again and again while a vessel follows a profile: it must go on where the clock is, as if nothing had been. */
export async function killUnderProfile(parts: { kills: number; seed: number; longest: number }): Promise<Report> {
  const { kills, seed, longest } = parts
  const random = seededRandom(seed)
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  const heard: string[] = []
  const wrong = { step: 0, start: 0, alarm: 0 }
  let worstElapsed = 0
  let startedAt = 0
  for (let n = 0; n <= kills; n += 1) {
    const house = await startHouse(database)
    const clients = client(house.url)
    listen(house.url, 'events', ({ data }) => heard.push(data.text))
    if (n === 0) startedAt = await setUp(clients)
    else {
      const mode = await clients.call('GET', '/vessels/kettle/mode')
      if (mode.startedAt !== startedAt || mode.profile !== profile.id) wrong.start += 1
      // The first tick comes within a second; the set point then is that of a moment between asking and being answered.
      let state = { setPoint: null as number | null }
      let asked = 0
      await until(async () => {
        asked = Date.now()
        state = await clients.call('GET', '/vessels/kettle/state')
        return state.setPoint !== null
      }, 5_000)
      const possible = [asked - 1000, asked, Date.now()].map(at => setPointAt(at - startedAt))
      if (!possible.includes(state.setPoint!)) {
        wrong.step += 1
        worstElapsed = Math.max(worstElapsed, Math.abs((state.setPoint! - possible[1]!) * 20_000))
      }
      const { items } = await clients.call('GET', '/alarm-journal?alarm=rule.hot&limit=1000')
      const came = items.filter(({ event }: { event: string }) => event === 'came').length
      const { state: life } = await clients.call('GET', '/alarms/rule.hot')
      if (came !== 1 || life !== 'acknowledged') wrong.alarm += 1
    }
    if (n < kills) await pass(500 + random.uniform() * longest)
    await house.kill()
    clients.close()
  }
  const twice = heard.length - new Set(heard).size
  const due = Math.floor((Date.now() - startedAt) / 2000)
  const violations = wrong.step + wrong.start + wrong.alarm + twice
  return {
    run: 'kill -9 under a profile',
    seed,
    n: kills,
    acknowledged: 0,
    lost: 0,
    torn: violations,
    worst: { elapsedMs: worstElapsed },
    met: violations === 0 && heard.length > 0,
    more: { ...wrong, eventsDue: due, eventsHeard: heard.length, eventsTwice: twice },
  }
}
