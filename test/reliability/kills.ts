import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { type Client, client, Refused } from './client.ts'
import { isSound, lookAt } from './kept.ts'
import { type Lane, lanes } from './lanes.ts'
import { startHouse, temporaryFolder } from './processes.ts'
import { percentile, type Report } from './report.ts'

const slowly = { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'programs/slow-commit.ts')}` }

/**
 * Kills the house again and again while clients write to it, and compares what it has kept with what it has acknowledged. Its
 * disk is slow, or what is acknowledged before its COMMIT would hardly ever be missed.
 * @param parts.longest most ms of writing between the acknowledgement that is drawn and a kill; every other one comes at once
 * @param parts.hasty the control: it acknowledges before its COMMIT, and must lose
 */
export async function killUnderWrites(parts: {
  kills: number
  seed: number
  writers: number
  longest: number
  hasty?: boolean
}): Promise<Report> {
  const { kills, seed, writers, longest, hasty = false } = parts
  const environment = hasty ? { ...slowly, HASTY: '' } : slowly
  const random = seededRandom(seed)
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  const all = lanes(writers)
  const ready: { readyMs: number; readyCpuMs: number }[] = []
  const refused = new Map<string, number>()
  const damage = { lost: 0, torn: 0, unsound: 0 }

  for (let n = 0; n <= kills; n += 1) {
    const house = await startHouse(database, { environment })
    if (n > 0) ready.push(house)
    const clients = client(house.url)
    if (n === 0) for (const lane of all) await lane.setUp(clients)
    for (const lane of all) {
      const { lost, torn } = await lane.check(clients)
      damage.lost += lost
      damage.torn += torn
    }
    const drawn = Promise.withResolvers<void>()
    let before = Math.floor(random.uniform() * 2 * writers)
    const told = () => {
      if (before === 0) drawn.resolve()
      before -= 1
    }
    const writing = Promise.all(all.map(lane => writeOn(lane, clients, told, refused)))
    await Promise.race([drawn.promise, writing])
    if (random.uniform() < 0.5) await pass(random.uniform() * longest)
    await house.kill()
    await writing
    clients.close()
    if (!lookAt(database, isSound)) damage.unsound += 1
  }
  const acknowledged = all.reduce((sum, lane) => sum + lane.acknowledged, 0)
  const wall = ready.map(({ readyMs }) => readyMs)
  const computed = ready.map(({ readyCpuMs }) => readyCpuMs)
  // What other programs on this machine take away is not the house's fault.
  const inTime = percentile(wall, 99) <= 2000 || percentile(computed, 99) <= 2000
  const { lost, torn, unsound } = damage
  return {
    run: `kill -9 under mixed writes over REST${hasty ? ', acknowledged before COMMIT' : ''}`,
    seed,
    n: kills,
    acknowledged,
    lost,
    torn,
    worst: { readyMs: Math.max(...wall) },
    met: hasty ? lost > 0 : lost + torn + unsound + refused.size === 0 && inTime && acknowledged > kills,
    more: {
      readyP50Ms: percentile(wall, 50),
      readyP99Ms: percentile(wall, 99),
      readyP99CpuMs: percentile(computed, 99),
      unsound,
      refused: Object.fromEntries(refused),
      databaseBytes: statSync(database).size,
    },
  }
}

/** Writes until the house is gone. */
async function writeOn(lane: Lane, house: Client, told: () => void, refused: Map<string, number>): Promise<void> {
  try {
    for (;;) {
      await lane.write(house)
      told()
    }
  } catch (error) {
    if (!(error instanceof Refused)) return
    const told = `${lane.name} ${error.message}`.slice(0, 200)
    refused.set(told, (refused.get(told) ?? 0) + 1)
  }
}
