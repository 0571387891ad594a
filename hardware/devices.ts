import type { Board, BoardState } from '../data/model/board.ts'
import { Fault } from '../data/model/fault.ts'
import type { Level } from '../data/model/log.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Clock } from '../data/model/units.ts'
import { SupervisedBoard } from './boards/board.ts'
import type { Link } from './boards/link.ts'
import { listSerialPorts, serialLink } from './boards/serial.ts'
import type { Devices, DevicesListener } from './device.ts'

export interface DevicesOptions {
  clock: Clock
  log(level: Level, source: string, message: string): void
  /** The way to a board that is simulated. */
  simulated(board: Board): Link
}

/** All boards of the brewery, none before the first `configure`. */
export const openDevices = ({ clock, log, simulated }: DevicesOptions): Devices => {
  const boards = new Map<string, { configuration: Board; board: SupervisedBoard }>()
  const listeners = new Set<DevicesListener>()
  const closing = new Set<Promise<void>>()

  const listener: DevicesListener = {
    reading: (reading: Reading) => {
      for (const each of listeners) each.reading(reading)
    },
    board: (state: BoardState) => {
      for (const each of listeners) each.board(state)
    },
  }

  const open = (configuration: Board): SupervisedBoard => {
    const { id, transport } = configuration
    const link =
      transport.kind === 'serial' ? serialLink(transport.path, transport.baudRate, clock) : simulated(configuration)
    return new SupervisedBoard({
      id,
      link,
      clock,
      listener,
      log: (level, message) => log(level, `board ${id}`, message),
    })
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
        if (!boards.has(id)) boards.set(id, { configuration, board: open(configuration) })
        boards.get(id)!.board.configure(
          sensors.filter(sensor => sensor.board === id),
          actuators.filter(actuator => actuator.board === id),
        )
      }
    },
    listen(each) {
      listeners.add(each)
      return () => listeners.delete(each)
    },
    board: id => boards.get(id)?.board.state,
    actuator(id) {
      for (const { board } of boards.values()) {
        const actuator = board.load.actuator(id)
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
      return found.board.load.probes(pin)
    },
    serialPorts: () => listSerialPorts(),
    async close() {
      for (const id of [...boards.keys()]) drop(id)
      await Promise.all(closing)
    },
  }
}
