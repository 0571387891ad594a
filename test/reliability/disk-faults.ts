import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { type Client, client, Refused } from './client.ts'
import type { FaultyDisk } from './faulty-disk.ts'
import { type Lane, lanes } from './lanes.ts'
import { startHouse } from './processes.ts'
import type { Report } from './report.ts'
import { until } from './until.ts'

/** Most ms until a fault is an alarm, and until all is well again after it. */
const limit = 5_000

/** Lets the disk fail under a house that heats and is written to, heals it again, and sees what the house made of it. */
export async function failUnderWrites(parts: {
  name: string
  disk: FaultyDisk
  cycles: number
  seed: number
}): Promise<Report> {
  const { name, disk, cycles, seed } = parts
  const database = join(disk.folder, 'maelstrom.sqlite')
  let house = await startHouse(database, { environment: disk.environment })
  let clients = client(house.url)
  const all = lanes(5)
  for (const lane of all) await lane.setUp(clients)
  await until(async () => (await kettle(clients)).output > 0, 20_000)

  const worst = { alarmMs: 0, recoveryMs: 0, acknowledgedDuringFault: 0, controlPausedMs: 0 }
  const refusals = new Map<number, number>()
  let stopped = false
  const writing = all.map(lane => writePatiently(lane, clients, refusals, () => stopped))
  for (let n = 0; n < cycles; n += 1) {
    await until(async () => (await standing(clients)).length === 0, limit * 2)
    disk.fail()
    const alarmed = await until(async () => (await standing(clients)).length > 0, limit * 2)
    const acknowledged = sum(all)
    // The loops go on: the kettle is measured anew each second, and does at once what is safe.
    const { measuredAt } = await kettle(clients)
    const paused = await until(async () => (await kettle(clients)).measuredAt > measuredAt, limit * 2)
    await clients.call('PUT', '/vessels/kettle/mode', { kind: 'off' }).catch(() => {})
    await until(async () => (await kettle(clients)).output === 0, 1_000)
    worst.acknowledgedDuringFault = Math.max(worst.acknowledgedDuringFault, sum(all) - acknowledged)
    disk.heal()
    const recovered = await until(async () => {
      const written = sum(all) > acknowledged
      return written && (await standing(clients)).length === 0
    }, limit * 2)
    worst.alarmMs = Math.max(worst.alarmMs, alarmed)
    worst.controlPausedMs = Math.max(worst.controlPausedMs, paused)
    worst.recoveryMs = Math.max(worst.recoveryMs, recovered)
    await clients.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
    await until(async () => (await kettle(clients)).output > 0, limit)
  }
  stopped = true
  await Promise.all(writing)
  const survived = house.child.exitCode === null
  await house.kill()
  clients.close()

  // Another start while the disk fails harms nothing, whether it says why and leaves or finds what it needs.
  disk.fail()
  const another = await startHouse(database, { environment: disk.environment }).catch(error => String(error))
  if (typeof another !== 'string') await another.kill()
  const restartSaid = typeof another === 'string' ? another.split('\n').slice(1, 3) : ['Maelstrom is open']
  disk.heal()
  house = await startHouse(database, { environment: disk.environment })
  clients = client(house.url)
  const damage = { lost: 0, torn: 0 }
  for (const lane of all) {
    const { lost, torn } = await lane.check(clients)
    damage.lost += lost
    damage.torn += torn
  }
  clients.close()
  await house.kill()
  const statuses = [...refusals.keys()]
  return {
    run: `disk: ${name}`,
    seed,
    n: cycles,
    acknowledged: sum(all),
    ...damage,
    worst,
    met:
      survived &&
      damage.lost + damage.torn === 0 &&
      (disk.overwrites || (worst.acknowledgedDuringFault === 0 && typeof another === 'string')) &&
      statuses.length > 0 &&
      statuses.every(status => status === 503 || status === 507) &&
      worst.alarmMs <= limit &&
      worst.recoveryMs <= limit &&
      worst.controlPausedMs <= 3_000,
    more: { survived, refusals: Object.fromEntries(refusals), restartSaid },
  }
}

const sum = (all: Lane[]) => all.reduce((count, { acknowledged }) => count + acknowledged, 0)
const kettle = (house: Client) => house.call('GET', '/vessels/kettle/state')

/** The alarms about what is written down. */
async function standing(house: Client): Promise<unknown[]> {
  const { items } = await house.call('GET', '/alarms')
  return items.filter(({ id, active }: { id: string; active: boolean }) => id === 'recorder' && active)
}

/** Goes on when it is refused, as a person would. */
async function writePatiently(lane: Lane, house: Client, refusals: Map<number, number>, stopped: () => boolean) {
  while (!stopped()) {
    try {
      await lane.write(house)
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0
      refusals.set(status, (refusals.get(status) ?? 0) + 1)
      await pass(100)
    }
  }
}
