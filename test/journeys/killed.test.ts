import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { simulatedBrewery } from '../../hardware/simulator/brewery.ts'
import { systemClock } from '../../server/clock.ts'
import { openPty } from '../hardware/boards-pty.ts'
import { cleanUp, temporaryFolder } from './house.ts'

const root = resolve(import.meta.dirname, '../..')

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await cleanUp()
})

/** Waits in real time: the processes and the terminal between them know no other. */
function until(condition: () => boolean, limit: number): Promise<number> {
  const begin = performance.now()
  return new Promise((found, failed) => {
    const stop = systemClock.every(5, () => {
      const waited = performance.now() - begin
      if (!condition() && waited <= limit) return
      stop()
      if (waited > limit) failed(new Error(`did not happen within ${limit} ms`))
      else found(waited)
    })
  })
}

function startHouse(port: string): { house: ChildProcess; said: () => string } {
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  const options = ['--port', '0', '--database', database, '--serial-port', port]
  const house = spawn(process.execPath, ['server/main.ts', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  ends.push(() => house.kill('SIGKILL'))
  let text = ''
  for (const stream of [house.stdout!, house.stderr!]) stream.on('data', chunk => (text += chunk))
  return { house, said: () => text }
}

test('a board on a serial port goes safe by itself when the house is killed with the heater on', async () => {
  const plants = simulatedBrewery({ clock: systemClock })
  ends.push(() => plants.close())
  const pty = await openPty()
  ends.push(() => pty.close())
  const board = plants.connect()
  board.on('data', bytes => pty.write(bytes))
  pty.onData = bytes => board.write(bytes)

  const { house, said } = startHouse(pty.path)
  try {
    await until(() => plants.relays.kettleElement.isClosed, 20_000)
  } catch (error) {
    throw new Error(`${(error as Error).message}; the house said:\n${said()}`)
  }
  house.kill('SIGKILL')
  await once(house, 'exit')
  expect(plants.relays.kettleElement.isClosed).toBe(true)
  const waited = await until(() => !plants.relays.kettleElement.isClosed && !plants.relays.kettlePump.isClosed, 6_000)
  expect(waited).toBeLessThan(5_500)

  // A house that is started again finds the board locked, arms it anew and goes on.
  startHouse(pty.path)
  await until(() => plants.relays.kettleElement.isClosed, 20_000)
}, 60_000)
