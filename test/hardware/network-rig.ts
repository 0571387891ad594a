import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Board, BoardState, Transport } from '../../data/model/board.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { IoConfiguration } from '../../hardware/device.ts'
import { openDevices } from '../../hardware/devices.ts'
import { SimulatedBoard } from '../../hardware/simulator/board.ts'
import { type VirtualClock, virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { ownFirmware } from './boards-rig.ts'

export const host = '127.0.0.1'

/** Devices on one board behind a real socket, in virtual time. */
export const networkRig = (
  transport: Transport,
  configuration: Partial<IoConfiguration>,
  clock: VirtualClock = virtualClock(),
) => {
  const readings: Reading[] = []
  const states: BoardState[] = []
  const logs: string[] = []
  const board: Board = { id: 'arduino', name: 'Board', transport, version: 1 }
  const devices = openDevices({
    clock,
    log: (level, source, message) => logs.push(`${level} ${source} ${message}`),
    simulated: () => {
      throw new Error('nothing is simulated here')
    },
  })
  devices.listen({ reading: reading => readings.push(reading), board: state => states.push(state) })
  clock.every(1000, () => devices.beat())
  const configure = (changed: Partial<IoConfiguration>) =>
    devices.configure({ boards: [board], sensors: [], actuators: [], ...changed })
  configure(configuration)

  return {
    clock,
    devices,
    readings,
    states,
    logs,
    configure,
    state: () => devices.board('arduino')!,
    phase: () => devices.board('arduino')?.phase,
    last: (id: string) => readings.findLast(reading => reading.sensor === id),
    good(id: string, after = 0): boolean {
      const last = readings.findLast(reading => reading.sensor === id)
      return last?.quality === 'good' && last.at > after
    },
    // The sockets are real, and take their own time while virtual seconds fly.
    until: (condition: () => boolean, limit = 120_000) => clock.advanceUntil(condition, limit),
    async close() {
      const closed = devices.close()
      await clock.advance(500)
      await closed
    },
  }
}

/** A TCP server for one client at a time, on a free port or the one it had. */
export const openServer = async (welcome: (socket: Socket) => void, port = 0) => {
  const sockets = new Set<Socket>()
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    welcome(socket)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}

/** A port that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const server = await openServer(() => {})
  await server.close()
  return server.port
}

/** A simulated board behind a socket, as StandardFirmataWiFi is: one client at a time. */
export const tcpBoard = async (clock: VirtualClock) => {
  const simulated = new SimulatedBoard(ownFirmware)
  simulated.powerOn()
  let client: Socket | null = null
  let deaf = false
  const welcome = (socket: Socket) => {
    client = socket
    deaf = false
    socket.on('data', bytes => {
      if (client === socket && !deaf) simulated.send(bytes)
    })
  }
  simulated.onData = bytes => {
    if (!deaf && client?.writable) client.write(bytes)
  }
  const stop = clock.every(5, () => simulated.run(5))
  let server = await openServer(welcome)
  const { port } = server
  return {
    simulated,
    port,
    connections: () => server.sockets.size,
    /** The connection stays open, but nothing passes any more. */
    goSilent() {
      deaf = true
    },
    unplug: () => server.close(),
    async plug() {
      server = await openServer(welcome, port)
    },
    async close() {
      stop()
      await server.close()
    },
  }
}
