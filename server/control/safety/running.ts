import type { ActuatorUse } from '../../../data/model/actuator.ts'

/** How long an actuator has been on without a break, and where its vessel was when it was last seen to answer. */
export interface Running {
  /** ms of uptime; null while it is off. */
  since: number | null
  value: number | null
  /** Until when it has to rest, ms of uptime. */
  restsUntil: number
}

/** Off. */
export const notRunning: Running = { since: null, value: null, restsUntil: 0 }

/** Seconds an actuator may run without a break unless its configuration says otherwise. */
const longest: Record<ActuatorUse, number> = {
  heater: 4 * 3600,
  cooler: 2 * 3600,
  pump: 24 * 3600,
  valve: 0,
  master: 0,
}
/** °C that count as an answer. */
const answer = 0.5
/**
 * Seconds a cooler rests that ran for too long: it may be all that it can do, and beer that grows warm is no better. So does a heater
 * beside air that is measured, which tells after the rest whether it works.
 */
const pause = 900

/** The longest run of an actuator in seconds; infinite when it has no limit. */
export function longestRun({ use, maximumOn }: { use: ActuatorUse; maximumOn: number | null }): number {
  return (maximumOn ?? longest[use]) || Number.POSITIVE_INFINITY
}

/** How it runs after another look; `value` is that of its vessel, null when it has none; `rests`: a rest proves what it does. */
export function run(
  before: Running,
  actuator: { use: ActuatorUse; maximumOn: number | null },
  on: boolean,
  { value, rests }: { value: number | null; rests: boolean },
  uptime: number,
): { state: Running; tooLong: boolean } {
  if (!on) return { state: { ...before, since: null, value: null }, tooLong: false }
  const direction = actuator.use === 'cooler' ? -1 : 1
  const answered = value !== null && (before.value === null || direction * (value - before.value) >= answer)
  const state = {
    ...before,
    since: before.since === null || (before.value !== null && answered) ? uptime : before.since,
    value: answered ? value : before.value,
  }
  if (uptime - state.since < longestRun(actuator) * 1000) return { state, tooLong: false }
  if (actuator.use !== 'cooler' && !rests) return { state: notRunning, tooLong: true }
  return { state: { ...notRunning, restsUntil: uptime + pause * 1000 }, tooLong: false }
}
