import { join } from 'node:path'
import { simulatedBrewery } from '../../hardware/simulator/brewery.ts'
import { systemClock } from '../../server/clock.ts'
import { openPty } from '../hardware/boards-pty.ts'
import { type Client, client, Refused } from './client.ts'
import { atEnd, startHouse, temporaryFolder } from './processes.ts'
import type { Report } from './report.ts'
import { until } from './until.ts'

const preload = { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'programs/mortal.ts')}` }

/** The alarm of that id, or undefined. */
async function alarm(house: Client, id: string): Promise<{ active: boolean; count: number } | undefined> {
  const { items } = await house.call('GET', '/alarms?state=all')
  return items.find((one: { id: string }) => one.id === id)
}

/** Ends the database's thread under a house that works: it must say so, start it again, keep what it promised, and go on controlling. */
export async function endDatabaseThread(parts: { times: number; seed: number }): Promise<Report> {
  const { times, seed } = parts
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  const house = await startHouse(database, { environment: preload })
  const clients = client(house.url)
  const measuredAt = async () => (await clients.call('GET', '/vessels/kettle/state')).measuredAt ?? 0
  await until(async () => (await measuredAt()) > 0, 20_000)
  const worst = { backMs: 0, controlPausedMs: 0 }
  const damage = { lost: 0, torn: 0 }
  const statuses = new Set<number>()
  let acknowledged = 0
  let kept = 67
  const write = async (setPoint: number) => {
    await clients.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint })
    kept = setPoint
    acknowledged += 1
  }
  for (let n = 1; n <= times; n += 1) {
    await write(50 + (n % 40))
    const before = await measuredAt()
    house.child.kill('SIGUSR2')
    const told = await until(async () => ((await alarm(clients, 'database'))?.count ?? 0) >= n, 5_000)
    const back = await until(
      () =>
        write(10 + (n % 40)).then(
          () => true,
          error => {
            statuses.add(error instanceof Refused ? error.status : 0)
            return false
          },
        ),
      10_000,
    )
    await until(async () => (await alarm(clients, 'database'))?.active === false, 5_000)
    const paused = await until(async () => (await measuredAt()) > before, 5_000)
    worst.backMs = Math.max(worst.backMs, told + back)
    worst.controlPausedMs = Math.max(worst.controlPausedMs, paused)
  }
  const survived = house.child.exitCode === null
  await house.kill()
  const again = await startHouse(database)
  const mode = await client(again.url).call('GET', '/vessels/kettle/mode')
  if (mode.setPoint !== kept) damage.lost += 1
  await again.kill()
  clients.close()
  return {
    run: "the database's thread ends",
    seed,
    n: times,
    acknowledged,
    ...damage,
    worst,
    met: survived && damage.lost === 0 && worst.backMs <= 5_000 && [...statuses].every(status => status === 503),
    more: { statuses: [...statuses] },
  }
}

/** Blocks the event loop of a house that heats through a serial port: the board must switch everything off by itself, and obey again after. */
export async function blockEventLoop(parts: { times: number; seconds: number; seed: number }): Promise<Report> {
  const { times, seconds, seed } = parts
  const plants = simulatedBrewery({ clock: systemClock })
  atEnd(() => plants.close())
  const pty = await openPty()
  atEnd(() => pty.close())
  const board = plants.connect()
  board.on('data', bytes => pty.write(bytes))
  pty.onData = bytes => board.write(bytes)
  const isOn = () => plants.relays.kettleElement.isClosed || plants.relays.kettlePump.isClosed

  const house = await startHouse(join(temporaryFolder(), 'maelstrom.sqlite'), {
    options: ['--serial-port', pty.path],
    environment: { ...preload, BLOCK_MS: String(seconds * 1000) },
  })
  const worst = { offMs: 0, onAgainMs: 0 }
  for (let n = 0; n < times; n += 1) {
    await until(async () => plants.relays.kettleElement.isClosed, 30_000)
    house.child.kill('SIGWINCH')
    worst.offMs = Math.max(worst.offMs, await until(async () => !isOn(), 11_000))
    // As long as nobody is there, nothing is switched on.
    const stayedOff = await until(async () => isOn(), (seconds + 30) * 1000)
    worst.onAgainMs = Math.max(worst.onAgainMs, stayedOff)
  }
  const survived = house.child.exitCode === null
  await house.kill()
  return {
    run: `event loop blocked for ${seconds} s`,
    seed,
    n: times,
    acknowledged: 0,
    lost: 0,
    torn: 0,
    worst,
    met: survived && worst.offMs <= 10_000 && worst.onAgainMs >= (seconds - 10) * 1000,
  }
}
