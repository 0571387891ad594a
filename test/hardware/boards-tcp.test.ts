import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, jest, test } from '@jest/globals'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { actuator, sensor } from './boards-rig.ts'
import { freePort, host, networkRig, openServer, tcpBoard } from './network-rig.ts'

jest.setTimeout(60_000)

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A simulated board behind a socket, until the test ends. */
const boardOnTcp = async () => {
  const clock = virtualClock()
  const board = await tcpBoard(clock)
  ends.push(() => board.close())
  return { clock, ...board }
}

const start = (port: number, clock = virtualClock()) => {
  const house = networkRig(
    { kind: 'tcp', host, port },
    {
      sensors: [sensor('room', { kind: 'tmp36', channel: 0 })],
      actuators: [actuator('element', 'heater', { kind: 'relay', pin: 6 })],
    },
    clock,
  )
  ends.push(() => house.close())
  return house
}

const armed = ({ devices }: ReturnType<typeof start>) => devices.actuator('element')?.obstacle === null

test('a board behind TCP measures, moves, is unplugged and comes back', async () => {
  const { clock, simulated, port, unplug, plug } = await boardOnTcp()
  simulated.setVoltage(0, 0.7)
  const house = start(port, clock)
  await house.until(() => armed(house) && house.good('room'))
  expect(house.last('room')?.value).toBeCloseTo(20, 0)
  house.devices.actuator('element')?.write(100)
  await house.until(() => simulated.drive(6) === 'high', 1000)

  await unplug()
  await house.until(() => house.phase() === 'lost', 1000)
  await house.clock.advance(5000)
  expect(house.state().reason).toBe(
    `nothing listens at ${host}:${port}: is the right firmware on the board, and is the port right?`,
  )
  expect(house.last('room')).toMatchObject({ quality: 'bad', reason: expect.stringContaining('is lost') })
  await plug()
  const then = clock.now()
  await house.until(() => armed(house) && house.good('room', then))
  expect(simulated.drive(6)).toBe('low')
})

test('a connection that is only half there is noticed and made anew', async () => {
  const { clock, simulated, port, goSilent } = await boardOnTcp()
  simulated.setVoltage(0, 0.7)
  const house = start(port, clock)
  await house.until(() => armed(house) && house.good('room'))
  goSilent()
  const waited = await house.until(() => house.phase() === 'lost', 10_000)
  expect(waited).toBeLessThanOrEqual(4500)
  expect(house.state().reason).toBe('it has not answered for 3 s')
  const then = clock.now()
  await house.until(() => armed(house) && house.good('room', then))
  expect(house.state().losses).toBe(1)
})

test('outputs are at rest and the board is free when the house closes', async () => {
  const { clock, simulated, port, connections } = await boardOnTcp()
  const house = start(port, clock)
  await house.until(() => armed(house))
  house.devices.actuator('element')?.write(100)
  await house.until(() => simulated.drive(6) === 'high', 1000)
  await house.close()
  await house.until(() => simulated.drive(6) === 'low' && connections() === 0, 1000)
})

test('a board that is not there is tried again and again, and said so once', async () => {
  const port = await freePort()
  const house = start(port)
  await house.clock.advance(60_000)
  expect(house.phase()).toBe('opening')
  expect(house.logs).toEqual([
    `warning board arduino cannot be reached: nothing listens at ${host}:${port}: is the right firmware on the board, and is the port right?`,
  ])
  expect(house.last('room')?.reason).toContain('has not answered yet: nothing listens')
})

test('somebody who speaks another language is no board', async () => {
  const server = await openServer(socket => {
    socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
  })
  ends.push(() => server.close())
  const house = start(server.port)
  await house.until(() => house.logs.length > 0, 20_000)
  expect(house.logs[0]).toMatch(/cannot be reached: it does not answer: is there Firmata on it/)
})

/** A port of this machine whose queue of connections is full, so that further attempts get no answer at all. */
const silentPort = async (): Promise<number> => {
  const program =
    "require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},function(){console.log(this.address().port)})"
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  ends.push(async () => void child.kill('SIGKILL'))
  const port = Number(String((await once(child.stdout, 'data'))[0]))
  child.kill('SIGSTOP')
  const filling = Array.from({ length: 8 }, () => connect({ host, port }).on('error', () => {}))
  ends.push(async () => {
    for (const socket of filling) socket.destroy()
  })
  await once(filling[0]!, 'connect')
  return port
}

test('an attempt to connect is given up, by time and by closing', async () => {
  const port = await silentPort()
  const house = networkRig({ kind: 'tcp', host, port }, {})
  await house.clock.advance(10)
  const waited = await house.until(() => house.logs.length > 0, 6000)
  expect(waited).toBeLessThanOrEqual(4100)
  expect(house.logs[0]).toContain(`${host}:${port} does not answer`)
  await house.clock.advance(600)
  await house.close()
})
