import type { SafeOutput } from '../boards/heartbeat.ts'
import type { Wires } from '../boards/wires.ts'

/** What was measured, or why nothing was, in a sentence. */
export type Measurement = { value: number } | { fault: string }

/** Measures through the pins of a board. */
export interface SensorDriver {
  /** Sets its pins up; called anew whenever the board has started anew. */
  attach(wires: Wires): void
  /** The board is gone. */
  detach(): void
  /** Leaves its pins while the board is there. */
  release(): void
  /** Asked each second while attached; answers by the `tell` it was made with, now or a little later. */
  measure(): void
}

/** Moves a pin of a board. */
export interface ActuatorDriver {
  /** Its pin at rest, which is also what the board has to do when it is left alone. */
  readonly safe: SafeOutput
  /** Sets its pin up, at rest. Answers with a sentence if the pin is not fit for it. */
  attach(wires: Wires): string | null
  /** The board is gone. */
  detach(): void
  /** Share of full power, 0–100 %; does nothing while detached. */
  write(output: number): void
}
