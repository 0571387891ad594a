import { mkdtemp, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import type { Board, BoardState } from '../../data/model/board.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { Clock } from '../../data/model/units.ts'
import { listSerialPorts } from '../../hardware/boards/serial.ts'
import { openDevices } from '../../hardware/devices.ts'
import { SimulatedBoard } from '../../hardware/simulator/board.ts'
import { openPty, type Pty } from './boards-pty.ts'
import { actuator, ownFirmware, sensor } from './boards-rig.ts'

// The only tests in real time: serialport knows no other.
const clock: Clock = {
  now: () => Date.now(),
  uptime: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
  every(ms, action) {
    const timer = setInterval(action, ms)
    return () => clearInterval(timer)
  },
}

const ends: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const until = (condition: () => boolean, limit = 20_000) =>
  new Promise<void>((resolve, reject) => {
    const begin = performance.now()
    const stop = clock.every(5, () => {
      const late = performance.now() - begin > limit
      if (!late && !condition()) return
      stop()
      if (late) reject(new Error(`did not happen within ${limit} ms`))
      else resolve()
    })
  })

/** A simulated board behind a serial port of the system. */
const boardOnPty = async () => {
  const simulated = new SimulatedBoard(ownFirmware)
  simulated.powerOn()
  let pty: Pty
  const connect = async () => {
    pty = await openPty()
    pty.onData = bytes => simulated.send(bytes)
    return pty
  }
  await connect()
  ends.push(() => pty.close())
  simulated.onData = bytes => pty.write(bytes)
  let last = performance.now()
  ends.push(
    clock.every(2, () => {
      const now = performance.now()
      simulated.run(now - last)
      last = now
    }),
  )
  return { simulated, path: () => pty.path, unplug: () => pty.close(), plug: connect }
}

const openOn = (path: string) => {
  const states: BoardState[] = []
  const readings: Reading[] = []
  const logs: string[] = []
  const devices = openDevices({
    clock,
    log: (level, source, message) => logs.push(`${level} ${source} ${message}`),
    simulated: () => {
      throw new Error('nothing is simulated here')
    },
  })
  ends.push(() => devices.close())
  devices.listen({ board: state => states.push(state), reading: reading => readings.push(reading) })
  const board: Board = {
    id: 'arduino',
    name: 'Arduino',
    transport: { kind: 'serial', path, baudRate: 57_600 },
    version: 1,
  }
  devices.configure({
    boards: [board],
    sensors: [sensor('room', { kind: 'tmp36', channel: 0 })],
    actuators: [actuator('element', 'heater', { kind: 'relay', pin: 6 })],
  })
  ends.push(clock.every(500, () => devices.beat()))
  return { devices, states, readings, logs, phase: () => devices.board('arduino')?.phase }
}

test('a board on a serial port measures, moves, is unplugged and comes back', async () => {
  const { simulated, path, unplug, plug } = await boardOnPty()
  simulated.setVoltage(0, 0.7)
  const folder = await mkdtemp(join(tmpdir(), 'maelstrom-'))
  ends.push(() => rm(folder, { recursive: true }))
  const name = join(folder, 'ttyACM0')
  await symlink(path(), name)
  const house = openOn(name)
  await until(() => house.phase() === 'ready')
  await until(() => house.devices.actuator('element')?.obstacle === null)
  house.devices.actuator('element')?.write(100)
  await until(() => simulated.drive(6) === 'high')
  await until(() => house.readings.at(-1)?.quality === 'good')

  await unplug()
  await until(() => house.phase() === 'lost')
  expect(house.devices.board('arduino')?.reason).toMatch(/port/)
  await plug()
  await symlink(path(), join(folder, 'new'))
  await rename(join(folder, 'new'), name)
  await until(() => house.phase() === 'ready')
  await until(() => house.readings.at(-1)?.quality === 'good')

  // It rests when the house closes, and the port is free at once.
  await until(() => house.devices.actuator('element')?.obstacle === null)
  house.devices.actuator('element')?.write(100)
  await until(() => simulated.drive(6) === 'high')
  await house.devices.close()
  await until(() => simulated.drive(6) === 'low')
  const next = openOn(name)
  await until(() => next.phase() === 'ready')
}, 60_000)

test('a port that is taken says so and by whom, and is opened when it is free', async () => {
  const { path } = await boardOnPty()
  const first = openOn(path())
  await until(() => first.phase() === 'ready')
  const second = openOn(path())
  await until(() => second.logs.length > 0)
  expect(second.phase()).toBe('opening')
  expect(second.devices.board('arduino')?.reason).toContain(`the port ${path()} is taken`)
  if (process.platform === 'linux') expect(second.logs[0]).toContain(`this program (${process.pid})`)
  expect(second.logs).toHaveLength(1)
  await first.devices.close()
  await until(() => second.phase() === 'ready')
}, 60_000)

test('a port that is not there says so', async () => {
  const house = openOn('/dev/ttyNothing')
  await until(() => house.logs.length > 0)
  expect(house.logs[0]).toBe(
    'warning board arduino cannot be reached: there is no port /dev/ttyNothing: is the board plugged in?',
  )
})

test('ports are listed, also where the system cannot', async () => {
  const port = { path: '/dev/ttyACM0', manufacturer: 'Arduino', vendorId: '2341', pnpId: 'usb' }
  expect(await listSerialPorts(async () => [port, { path: '/dev/ttyS3' }])).toEqual([
    { path: '/dev/ttyACM0', manufacturer: 'Arduino', vendorId: '2341' },
  ])
  const fallback = await listSerialPorts(() => Promise.reject(new Error('spawn udevadm ENOENT')))
  expect(fallback.every(({ path: found }) => found.startsWith('/dev/'))).toBe(true)
  expect(Array.isArray(await listSerialPorts())).toBe(true)
})
