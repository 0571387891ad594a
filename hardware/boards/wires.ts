import type { Firmata } from 'firmata-io'
import type { Board } from 'johnny-five'
import type { Clock } from '../../data/model/units.ts'
import type { SafeOutput } from './heartbeat.ts'
import type { OneWireMaster } from './onewire-master.ts'

/** What a driver works with until its board starts anew or is lost; then there are others. */
export interface Wires {
  readonly board: Board
  readonly io: Firmata
  readonly onewire: OneWireMaster
  readonly clock: Clock
  /** Bytes that neither library knows how to send. */
  send(bytes: Uint8Array): void
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
