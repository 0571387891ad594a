import type { Actuator as ActuatorConfiguration } from '../data/model/actuator.ts'
import type { Board, BoardState, SerialPortInfo } from '../data/model/board.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Sensor as SensorConfiguration } from '../data/model/sensor.ts'
import type { Cancel, Id } from '../data/model/units.ts'

/** Something that measures, about once a second, for as long as it is started. */
export interface Sensor {
  readonly id: Id
  /** Calls `listener` with every reading, the bad ones too; silence means that even those cannot be had. */
  start(listener: (reading: Reading) => void): void
  stop(): void
}

/** Something that moves. Only a loop may write to it. */
export interface Actuator {
  readonly id: Id
  /** Share of full power, 0–100 %. A relay is on above 0; never throws: what cannot be written is at rest by itself. */
  write(output: number): void
  /** Whether a write reaches it now, or why not, in a sentence. */
  readonly obstacle: Obstacle | null
  /** What it was told last, 0–100 %; null when it cannot be reached. */
  readonly output: number | null
}

/**
 * Why an actuator cannot be moved: its board is away, the board would not switch a heater off by itself, or the safety
 * layer above it keeps it off.
 */
export interface Obstacle {
  reason: 'starting' | 'arming' | 'board' | 'heartbeat' | 'trip' | 'emergency-stop' | 'level' | 'settling' | 'check'
  message: string
}

/** What hangs on which board: the part of the configuration that concerns the hardware. */
export interface IoConfiguration {
  boards: Board[]
  sensors: SensorConfiguration[]
  actuators: ActuatorConfiguration[]
}

/** What happens to the hardware, told to whoever listens. */
export interface DevicesListener {
  reading(reading: Reading): void
  /** A board changed its phase, its heartbeat or its firmware. */
  board(state: BoardState): void
}

/** All boards with everything on them. */
export interface Devices {
  /** Brings the boards in line with the configuration; what did not change keeps its connection and its outputs. */
  configure(configuration: IoConfiguration): void
  listen(listener: DevicesListener): Cancel
  board(id: Id): BoardState | undefined
  actuator(id: Id): Actuator | undefined
  /** Tells every board that the loops are alive; a board that is not told within its timeout goes safe by itself. */
  beat(): void
  /** Rom codes of the DS18B20 probes found on a pin of a board. */
  probes(board: Id, pin: number): Promise<string[]>
  serialPorts(): Promise<SerialPortInfo[]>
  /** Puts every output to rest and lets go of every board. */
  close(): Promise<void>
}
