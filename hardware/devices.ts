import type { Board } from '../data/model/board.ts'
import { Fault } from '../data/model/fault.ts'
import type { Level } from '../data/model/log.ts'
import { isOn } from '../data/model/sensor.ts'
import type { Clock } from '../data/model/units.ts'
import { SupervisedBoard } from './boards/board.ts'
import { firmataLine } from './boards/firmata-line.ts'
import type { OpenLine } from './boards/line.ts'
import type { Link } from './boards/link.ts'
import { listSerialPorts, serialLink } from './boards/serial.ts'
import { tcpLink } from './boards/tcp.ts'
import type { Devices, DevicesListener } from './device.ts'
import { Load } from './drivers/load.ts'
import { cloudLink } from './particle/cloud.ts'
import { particleLine } from './particle/line.ts'

export interface DevicesOptions {
  clock: Clock
  log(level: Level, source: string, message: string): void
  /** The way to a board that is simulated. */
  simulated(board: Board): Link
}

interface Opened {
  configuration: Board
  board: SupervisedBoard
  load: Load
}

/** All boards of the brewery, none before the first `configure`. */
export const openDevices = ({ clock, log, simulated }: DevicesOptions): Devices => {
  const boards = new Map<string, Opened>()
  const listeners = new Set<DevicesListener>()
  const closing = new Set<Promise<void>>()

  const lineTo = (board: Board): OpenLine => {
    const { transport } = board
    switch (transport.kind) {
      case 'simulated':
        return firmataLine(simulated(board), clock)
      case 'serial':
        return firmataLine(serialLink(transport.path, transport.baudRate, clock), clock)
      case 'tcp':
        return firmataLine(tcpLink(transport.host, transport.port, clock), clock)
      case 'particle': {
        const { address } = transport
        const link = address.kind === 'direct' ? tcpLink(address.host, address.port, clock) : cloudLink(address, clock)
        return particleLine(link, clock)
      }
    }
  }

  const open = (configuration: Board): Opened => {
    const { id } = configuration
    const load = new Load({
      clock,
      reading(reading) {
        for (const listener of listeners) listener.reading(reading)
      },
      obstacle: actuator => board.obstacle(actuator),
    })
    const board = new SupervisedBoard({
      id,
      open: lineTo(configuration),
      clock,
      load,
      log: (level, message) => log(level, `board ${id}`, message),
      changed(state) {
        for (const listener of listeners) listener.board(state)
      },
    })
    return { configuration, board, load }
  }

  const drop = (id: string): void => {
    const closed = boards.get(id)?.board.close()
    boards.delete(id)
    if (!closed) return
    closing.add(closed)
    closed.finally(() => closing.delete(closed))
  }

  return {
    configure({ boards: wanted, sensors, actuators }) {
      for (const [id, { configuration }] of boards) {
        const now = wanted.find(board => board.id === id)
        if (!now || JSON.stringify(now.transport) !== JSON.stringify(configuration.transport)) drop(id)
      }
      for (const configuration of wanted) {
        const { id } = configuration
        const opened = boards.get(id) ?? open(configuration)
        boards.set(id, opened)
        const outputsChanged = opened.load.configure(
          sensors.filter(sensor => isOn(sensor, id)),
          actuators.filter(actuator => actuator.board === id),
        )
        if (outputsChanged) opened.board.rewired()
      }
    },
    listen(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    board: id => boards.get(id)?.board.state,
    actuator(id) {
      for (const { load } of boards.values()) {
        const actuator = load.actuator(id)
        if (actuator) return actuator
      }
      return undefined
    },
    beat() {
      for (const { board } of boards.values()) board.beat()
    },
    async probes(id, pin) {
      const found = boards.get(id)
      if (!found) throw new Fault('not-found', `there is no board ${id}`)
      return found.load.probes(pin)
    },
    serialPorts: () => listSerialPorts(),
    async close() {
      for (const id of [...boards.keys()]) drop(id)
      await Promise.all(closing)
    },
  }
}
