import type { Scale } from '../../../data/model/degrees.ts'
import type { Reading } from '../../../data/model/reading.ts'
import { degrees } from '../words.ts'

/** What is known of a thermometer: the last value that was believed, and one that is waiting to be. */
export interface Plausibility {
  value: number | null
  /** When that was received, and when the last value was, ms of uptime. */
  at: number
  heardAt: number
  /** Values beyond belief that agree with each other: the first, the last, and how many. */
  odd: { since: number; at: number; value: number; count: number } | null
  /** Readings that were rejected since the start. */
  rejected: number
}

/** Nothing measured yet. */
export const unknownPlausibility: Plausibility = { value: null, at: 0, heardAt: 0, odd: null, rejected: 0 }

/** Temperatures a brewery can have, °C. */
const possible = { minimum: -20, maximum: 125 }
/** What a DS18B20 shows before it has measured; a reading near it shortly before makes it believable. */
const powerOn = { value: 85, near: 5, within: 10_000 }
/** Fastest change of a liquid at a probe, °C/s; gaps count as at most so many seconds, and at least one. */
const fastest = 5
const longestGap = 6
/** Values after a jump are believed once so many agree for so many ms: a probe was moved, or swapped. */
const agreeing = { count: 3, for: 10_000 }

/**
 * Passes a reading of a thermometer on as it is, or as a bad one with the reason when no plant can have caused it. Received
 * at `uptime` ms; the reason tells temperatures in `unit`.
 */
export function judge(
  before: Plausibility,
  reading: Reading,
  uptime: number,
  unit: Scale,
): { state: Plausibility; reading: Reading } {
  const { value } = reading
  if (reading.quality !== 'good' || value === null) return { state: before, reading }
  const impossible = impossibility(before, value, uptime, unit)
  if (impossible) return reject({ ...before, heardAt: uptime, odd: null }, reading, impossible)
  if (before.value === null || reaches(before.value, before.heardAt, value, uptime))
    return { state: { ...before, value, at: uptime, heardAt: uptime, odd: null }, reading }
  const odd = agrees(before.odd, value, uptime)
  if (odd.count >= agreeing.count && uptime - odd.since >= agreeing.for)
    return { state: { ...before, value, at: uptime, heardAt: uptime, odd: null }, reading }
  const jump = `jumped from ${degrees(before.value, unit)} to ${degrees(value, unit)}`
  return reject({ ...before, heardAt: uptime, odd }, reading, jump)
}

function impossibility(before: Plausibility, value: number, uptime: number, unit: Scale): string | null {
  if (!(value >= possible.minimum && value <= possible.maximum))
    return `${Number.isFinite(value) ? degrees(value, unit) : value} is no temperature of a brewery`
  if (value !== powerOn.value) return null
  const near = before.value !== null && Math.abs(before.value - value) <= powerOn.near
  return near && uptime - before.at <= powerOn.within
    ? null
    : `${degrees(powerOn.value, unit)} is what a probe shows before it has measured`
}

/** Whether a liquid can get from one value to the other in the time between. */
function reaches(from: number, since: number, to: number, uptime: number): boolean {
  const seconds = Math.min(longestGap, Math.max(1, (uptime - since) / 1000))
  return Math.abs(to - from) <= fastest * seconds
}

function agrees(odd: Plausibility['odd'], value: number, uptime: number): NonNullable<Plausibility['odd']> {
  if (odd && reaches(odd.value, odd.at, value, uptime)) return { ...odd, at: uptime, value, count: odd.count + 1 }
  return { since: uptime, at: uptime, value, count: 1 }
}

function reject(state: Plausibility, reading: Reading, reason: string): { state: Plausibility; reading: Reading } {
  const rejected = { ...state, rejected: state.rejected + 1 }
  return { state: rejected, reading: { ...reading, value: null, quality: 'bad', reason } }
}
