import { Gravity } from '../../data/model/schedule.ts'
import type { Instant } from '../../data/model/units.ts'

/** A specific gravity that was measured. */
export interface GravityPoint {
  at: Instant
  value: number
}

/** How many points make a median, and how long, ms, a source that gives fewer is waited for. */
const company = 3
const patience = 2_400_000
/** Closer than this, ms, points add nothing; older than this they are forgotten. */
const spacing = 300_000
const memory = 14 * 86_400_000
/** A window with a gap of a larger share than this shows nothing. */
const widestGap = 1 / 3
/** A hydrometer that has not yet fallen by this is in wort that does not ferment. */
const begun = 0.005

/** The points with one more; of a source that speaks often, one in five minutes is kept. What is no gravity is left out. */
export function tracked(points: readonly GravityPoint[], point: GravityPoint): readonly GravityPoint[] {
  if (!Gravity.safeParse(point.value).success) return points
  const before = points.at(-2)
  const kept = before && point.at - before.at < spacing ? points.slice(0, -1) : points
  return [...kept.filter(({ at }) => at > point.at - memory && at <= point.at), point]
}

/** The points from a moment on. */
export function since(points: readonly GravityPoint[], from: Instant): readonly GravityPoint[] {
  const first = points.findIndex(({ at }) => at >= from)
  return first < 0 ? [] : points.slice(first)
}

/** The gravity now, the median of the last three, so that one bubble on a hydrometer moves nothing; null: not known. */
export function gravityNow(points: readonly GravityPoint[]): number | null {
  return points.length === 0 ? null : median(points.slice(-company))
}

/** Whether one bubble can decide nothing: by three points, or because no other came for forty minutes. */
export function isSettled(points: readonly GravityPoint[], now: Instant): boolean {
  const [first] = points
  return points.length >= company || (first !== undefined && now - first.at >= patience)
}

/** The gravity at first, the median of three as well; null: not known. */
export function gravityAtFirst(points: readonly GravityPoint[]): number | null {
  return gravityNow(points.slice(0, company))
}

/** Apparent attenuation, percent: how much of the original extract has gone. */
export function attenuationOf(original: number, now: number): number {
  return original <= 1 ? 0 : Math.max(0, ((original - now) / (original - 1)) * 100)
}

/** Whether the gravity moved by at most `within` for `seconds` up to now, without large gaps, after it had begun to fall. */
export function isStable(
  points: readonly GravityPoint[],
  { within, seconds }: { within: number; seconds: number },
  original: number | null,
  now: Instant,
): boolean {
  const from = now - seconds * 1000
  const first = points.findLastIndex(({ at }) => at <= from)
  const current = gravityNow(points)
  if (first < 0 || current === null || original === null || original - current < begun) return false
  const window = points.slice(first)
  const times = [from, ...window.slice(1).map(({ at }) => at), now]
  const gap = Math.max(...times.slice(1).map((at, n) => at - times[n]!))
  if (gap > seconds * 1000 * widestGap) return false
  const values = window.length < 3 ? window.map(({ value }) => value) : smoothed(window)
  return Math.max(...values) - Math.min(...values) <= within + 1e-9
}

const smoothed = (points: readonly GravityPoint[]) => points.slice(2).map((_, n) => median(points.slice(n, n + 3)))

function median(points: readonly GravityPoint[]): number {
  const values = points.map(({ value }) => value).sort((a, b) => a - b)
  const middle = (values.length - 1) / 2
  return (values[Math.floor(middle)]! + values[Math.ceil(middle)]!) / 2
}
