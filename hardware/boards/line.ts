import type { Pin } from '../../data/model/board.ts'
import type { Level } from '../../data/model/log.ts'
import type { SafeOutput } from './heartbeat.ts'
import type { Input } from './supervised.ts'
import type { Wires } from './wires.ts'

/** What a line tells; nothing while it is being opened, nothing after it was closed. */
export interface LineListener {
  input(input: Input): void
  /** The board has told what it is; before the input `introduced`. */
  introduced(firmware: string, pins: Pin[]): void
  /** Something that the board said or that could not be understood. */
  mention(level: Level, message: string): void
}

/** One connection to a board, from the attempt to open it to its end, in the language of that board. */
export interface Line {
  /** Asks who it is, whether it is there, or how its heartbeat is; an answer comes as an input, if at all. */
  ask(what: 'version' | 'firmware' | 'status'): void
  /** Has the board set these outputs by itself when it hears no beat for `timeoutMs`; in vain on a board without a heartbeat. */
  arm(timeoutMs: number, outputs: SafeOutput[]): void
  beat(): void
  /** What drivers work with, fresh for each start of the board. */
  wires(): Wires
  close(): Promise<void>
}

/** Begins a connection; what comes of it is told to the listener. */
export type OpenLine = (listener: LineListener) => Line
