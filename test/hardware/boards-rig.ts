import { readFileSync } from 'node:fs'
import type { Actuator } from '../../data/model/actuator.ts'
import { Actuator as ActuatorSchema } from '../../data/model/actuator.ts'
import type { Board, BoardState } from '../../data/model/board.ts'
import type { Reading } from '../../data/model/reading.ts'
import { Sensor } from '../../data/model/sensor.ts'
import type { Link, LinkListener } from '../../hardware/boards/link.ts'
import type { IoConfiguration } from '../../hardware/device.ts'
import { openDevices } from '../../hardware/devices.ts'
import { SimulatedBoard } from '../../hardware/simulator/board.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'

export const ownFirmware = readFileSync(new URL('../../hardware/firmware/maelstrom.hex', import.meta.url), 'utf8')
export const standardFirmata = readFileSync(
  new URL('../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex', import.meta.url),
  'utf8',
)

export const board: Board = { id: 'arduino', name: 'Arduino', transport: { kind: 'simulated' }, version: 1 }

export const sensor = (id: string, driver: object, more: object = {}) =>
  Sensor.parse({ id, name: id, board: 'arduino', driver, version: 1, ...more })
export const actuator = (id: string, use: Actuator['use'], driver: object, more: object = {}) =>
  ActuatorSchema.parse({ id, name: id, use, board: 'arduino', driver, version: 1, ...more })

/** Devices on one simulated board, in virtual time: the board runs 5 ms at a time. */
export const rig = (
  hex: string,
  configuration: Partial<IoConfiguration> = {},
  wire: (simulated: SimulatedBoard) => void = () => {},
) => {
  const clock = virtualClock()
  const simulated = new SimulatedBoard(hex)
  wire(simulated)
  const readings: Reading[] = []
  const states: BoardState[] = []
  const logs: string[] = []
  let current: { listener: LinkListener; dead: boolean; open: boolean } | null = null
  let beating = true
  let isPlugged = true
  const counters = { opened: 0, closed: 0 }

  simulated.onData = bytes => {
    if (current?.open && !current.dead) current.listener.data(bytes)
  }
  const link: Link = {
    open(listener) {
      const mine = { listener, dead: false, open: false }
      current = mine
      counters.opened++
      clock.after(1, () => {
        if (current !== mine) return
        if (!isPlugged) return listener.closed('there is no such port')
        mine.open = true
        listener.opened()
      })
      return {
        write(bytes) {
          if (current === mine && mine.open && !mine.dead) simulated.send(bytes)
        },
        async close() {
          counters.closed++
          if (current === mine) current = null
        },
      }
    },
  }

  const devices = openDevices({
    clock,
    log: (level, source, message) => logs.push(`${level} ${source} ${message}`),
    simulated: () => link,
  })
  devices.listen({ reading: reading => readings.push(reading), board: state => states.push(state) })
  simulated.powerOn()
  clock.every(5, () => simulated.run(5))
  clock.every(1000, () => beating && devices.beat())
  devices.configure({ boards: [board], sensors: [], actuators: [], ...configuration })

  return {
    clock,
    simulated,
    devices,
    readings,
    states,
    logs,
    counters,
    configure: (changed: Partial<IoConfiguration>) =>
      devices.configure({ boards: [board], sensors: [], actuators: [], ...changed }),
    beat(on: boolean) {
      beating = on
    },
    unplug(silently = false) {
      isPlugged = false
      simulated.powerOff()
      if (!current) return
      if (silently) current.dead = true
      else {
        const { listener } = current
        current = null
        listener.closed('unplugged')
      }
    },
    /** Neither hears the other any more, until a connection is made anew. */
    deafen() {
      if (current) current.dead = true
    },
    plug() {
      isPlugged = true
      simulated.powerOn()
    },
    /** Bytes as if they came from the board. */
    noise(bytes: Uint8Array) {
      current?.listener.data(bytes)
    },
    phase: () => devices.board('arduino')?.phase,
    last: (id: string) => readings.findLast(reading => reading.sensor === id),
    until: (condition: () => boolean, limit = 20_000) => clock.advanceUntil(condition, limit),
    good(id: string, after: number): boolean {
      const last = readings.findLast(reading => reading.sensor === id)
      return last?.quality === 'good' && last.at > after
    },
  }
}
