import type { RelayName } from '../../data/model/simulation.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { cleanUp, connect, openHouse } from '../journeys/house.ts'
import type { Report } from './report.ts'

const day = 86_400_000
/** A computer without a battery boots in 1970, and learns the time when it finds the network. */
const boot = 5_000
const now = Date.UTC(2026, 2, 29)

interface Course {
  /** Every switching of a relay: when, by the clock that never jumps, which, and whether on. */
  switches: string[]
  /** Messages whose sequence number was not the next one. */
  outOfSequence: number
  /** Points and log entries that are not in their order. */
  outOfOrder: number
  /** Alarms that came. */
  alarms: number
}

/** What a house does in so many spans of time, at the end of each of which somebody sets the clock. */
async function course(lengths: number[], jumps: number[]): Promise<Course> {
  const clock = virtualClock(boot)
  const house = await openHouse({ clock })
  const plants = house.simulations.of('arduino')!
  const names = Object.keys(plants.relays) as RelayName[]
  const switches: string[] = []
  const states = new Map<RelayName, boolean>()
  clock.every(50, () => {
    const { relays } = plants
    for (const name of names) {
      const { isClosed } = relays[name]
      if ((states.get(name) ?? false) !== isClosed) switches.push(`${clock.uptime()} ${name} ${isClosed}`)
      states.set(name, isClosed)
    }
  })
  const screen = await connect(house.url)
  for (const channel of ['data', 'logs', 'alarms']) screen.send({ action: 'subscribe', channel })
  await screen.until(heard => heard.filter(({ action }) => action === 'subscribed').length === 3)
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'constant', setPoint: 12 })
  // Half power is switched on and off every few seconds.
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'manual', output: 50 })
  await house.until(() => house.brewery.vessel('fermenter').quality === 'good', 20_000)
  for (const [n, length] of lengths.entries()) {
    await clock.advance(length)
    clock.jump(jumps[n]!)
  }
  await clock.advance(2_000)

  const last = new Map<string, number>()
  let outOfSequence = 0
  for (const { channel, sequence } of screen.heard) {
    if (!channel || sequence === undefined) continue
    const tree = String(channel).split('.')[0]!
    if (last.has(tree) && sequence !== last.get(tree)! + 1) outOfSequence += 1
    last.set(tree, sequence)
  }
  let outOfOrder = 0
  for (const series of ['kettle.processValue', 'fermenter.output', 'sensors.beer']) {
    const { points } = (await house.call('GET', `/readings/${series}?from=0&to=${now + 10 * day}&limit=1000`)).body
    const moments: number[] = points.map(({ at }: { at: number }) => at)
    outOfOrder += moments.filter((at, n) => n > 0 && at <= moments[n - 1]!).length + (moments.length === 0 ? 1 : 0)
  }
  const { items } = (await house.call('GET', '/logs?limit=1000')).body
  outOfOrder += items.filter(({ id }: { id: number }, n: number) => n > 0 && id >= items[n - 1].id).length
  const journal = (await house.call('GET', '/alarm-journal?limit=1000')).body.items
  const alarms = journal.filter(({ event }: { event: string }) => event === 'came').length
  screen.socket.terminate()
  await cleanUp()
  return { switches, outOfSequence, outOfOrder, alarms }
}

/**
 * Sets the clock of a house that heats and cools, by a second to a day to either side and once from 1970 to today. Its twin, whose
 * clock nobody touches, says what it should have done: the same, to the tick.
 */
export async function jumpUnderControl({ jumps, seed }: { jumps: number; seed: number }): Promise<Report> {
  const random = seededRandom(seed)
  const lengths = Array.from({ length: jumps }, () => Math.round(200 + random.uniform() * 4_000))
  const sizes = lengths.map((_, n) => {
    const size = Math.round(1000 * (day / 1000) ** random.uniform())
    return n === 0 ? now - boot : random.uniform() < 0.5 ? size : -size
  })
  const set = await course(lengths, sizes)
  const untouched = await course(
    lengths,
    lengths.map(() => 0),
  )
  const glitches = set.switches.filter((one, n) => one !== untouched.switches[n]).length
  const missing = Math.abs(set.switches.length - untouched.switches.length)
  const torn = glitches + missing + set.outOfSequence + set.outOfOrder + set.alarms
  return {
    run: 'clock set under control',
    seed,
    n: jumps,
    acknowledged: 0,
    lost: 0,
    torn,
    worst: { glitches: glitches + missing },
    met: torn === 0 && untouched.switches.length > 0,
    more: {
      switches: untouched.switches.length,
      outOfSequence: set.outOfSequence,
      outOfOrder: set.outOfOrder,
      alarms: set.alarms,
      first: set.switches.find((one, n) => one !== untouched.switches[n]) ?? null,
    },
  }
}
