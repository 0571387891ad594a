import type { Board, Io } from 'johnny-five'
import type { Clock } from '../../data/model/units.ts'
import type { SafeOutput } from './heartbeat.ts'
import type { OneWireMaster } from './onewire-master.ts'

/** What a driver works with until its board starts anew or is lost; then there are others. */
export interface Wires {
  readonly board: Board
  readonly io: Io
  /** null on a board that has no 1-Wire. */
  readonly onewire: OneWireMaster | null
  /** Volts at the top of the analog scale, where the board leaves no choice; null: as the sensor is configured. */
  readonly reference: number | null
  readonly clock: Clock
  /** Makes a pin an analog input, whatever it was before. */
  analogInput(pin: number): void
  /**
   * What a write to a neighbouring pin sends along for this one, instead of what was read or written last. To an input
   * of firmware that has no mode for a pull-up, 1 sets it and 0 ends it.
   */
  keepLevel(pin: number, level: 0 | 1): void
}

/** What hangs on a board, as far as the board cares. */
export interface BoardLoad {
  /** The board has started: set all pins up, outputs at rest. */
  attach(wires: Wires): void
  /** The board is gone. */
  detach(): void
  /** Put all outputs to rest. */
  rest(): void
  /** Once a second; `lost` says why nothing can be measured, if nothing can. */
  measure(lost: string | null): void
  readonly safeOutputs: SafeOutput[]
}

/** Whether the firmware offers a mode on a pin. */
export const canBe = ({ io }: Pick<Wires, 'io'>, pin: number, mode: number): boolean =>
  io.pins[pin]?.supportedModes.includes(mode) ?? false
