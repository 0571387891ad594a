import type { BoardPhase, Heartbeat } from '../../data/model/board.ts'
import type { Level } from '../../data/model/log.ts'
import type { HeartbeatStatus } from './heartbeat.ts'

/** Milliseconds, and how often. An Arduino with an old boot loader is silent for some seconds after it was opened. */
export const timing = {
  firstAsk: 400,
  // A boot loader that hears something waits up to a second longer.
  askAgain: 2500,
  answerWithin: 10_000,
  identifyAgain: 500,
  identifyWithin: 1000,
  ping: 1000,
  missedPings: 3,
  firstRetry: 500,
  longestRetry: 10_000,
  stable: 60_000,
  lossesToFlap: 5,
}

/** What the supervisor knows of a board. All times are uptimes in milliseconds. */
export interface Supervised {
  /** `asking` for its version and pins, then `identifying` whether it has a heartbeat, then `up`. */
  link: 'stopped' | 'waiting' | 'opening' | 'asking' | 'identifying' | 'up'
  /** When the link came into this state. */
  since: number
  /** When to ask, ping or try again. */
  next: number
  unanswered: number
  /** Failures since the connection was last stable: the exponent of the back-off. */
  failures: number
  /** Whether it has ever been up. */
  known: boolean
  losses: number
  recentLosses: number[]
  flapping: boolean
  heartbeat: Heartbeat
  /** The next beat has to arm the heartbeat instead. */
  armDue: boolean
  reason: string | null
}

/** What happens to a board. */
export type Input =
  | { kind: 'start' | 'stop' | 'opened' | 'answered' | 'version' | 'tick' | 'beat' }
  /** The board has told its version, its firmware and its pins. */
  | { kind: 'introduced' }
  | { kind: 'closed'; reason: string }
  | { kind: 'status'; status: HeartbeatStatus }
  /** Other outputs hang on it: the heartbeat has to learn them. */
  | { kind: 'rewired' }

/** What is to be done about it. */
export type Effect =
  | { kind: 'open' | 'close' | 'ask-version' | 'ask-firmware' | 'ask-status' | 'arm' | 'beat' }
  /** Set all pins up again, outputs at rest. */
  | { kind: 'restore' }
  /** Put outputs to rest as far as they can be reached. */
  | { kind: 'rest' }
  /** Nothing on the board can be reached any more. */
  | { kind: 'detach' }
  | { kind: 'log'; level: Level; message: string }

/** A firmware without a heartbeat, as far as one knows. */
export const noHeartbeat: Heartbeat = { state: 'absent', timeoutMs: null, trips: 0, resetCause: null }

/** A board before anything was tried. */
export const unsupervised: Supervised = {
  link: 'stopped',
  since: 0,
  next: 0,
  unanswered: 0,
  failures: 0,
  known: false,
  losses: 0,
  recentLosses: [],
  flapping: false,
  heartbeat: noHeartbeat,
  armDue: false,
  reason: null,
}

/** The phase that the rest of the house sees. */
export const phaseOf = ({ link, flapping, known }: Supervised): BoardPhase => {
  if (flapping) return 'flapping'
  if (link === 'up') return 'ready'
  return known ? 'lost' : 'opening'
}
