/** What the air has been like, a mean every `spacing` seconds, latest last; °C. */
export interface AirLine {
  readonly means: readonly number[]
  readonly sum: number
  readonly count: number
  readonly since: number
  /** What its probe shows, bit for bit, since when, ms of uptime, and the most seconds for which it ever showed the same. */
  readonly shown: { readonly value: number; readonly since: number; readonly longest: number } | null
}

const spacing = 10
/** Five minutes of them make a line. */
const most = 30

/** Nothing measured yet. */
export const freshAir: AirLine = { means: [], sum: 0, count: 0, since: 0, shown: null }

/** With another value, at `uptime` ms. */
export function aired(line: AirLine, value: number, uptime: number): AirLine {
  const [sum, count] = [line.sum + value, line.count + 1]
  const shown = line.shown?.value === value ? line.shown : { value, since: uptime, longest: longestOf(line, uptime) }
  if (uptime - line.since < spacing * 1000) return { ...line, sum, count, shown }
  return { means: [...line.means.slice(1 - most), sum / count], sum: 0, count: 0, since: uptime, shown }
}

const longestOf = ({ shown }: AirLine, uptime: number): number =>
  shown ? Math.max(shown.longest, (uptime - shown.since) / 1000) : 0

/** A probe that shows the same for so many times as long as it ever did, and for so many seconds, does not measure. */
const frozen = { times: 3, least: 900 }

/** Whether its probe shows the same, bit for bit, for longer than a live one does. */
export const isFrozen = ({ shown }: AirLine, uptime: number): boolean =>
  shown !== null && uptime - shown.since >= Math.max(frozen.least, frozen.times * shown.longest) * 1000

/** Where air goes by itself: its level now, °C, and its slope, °C/s. */
export interface Course {
  at: number
  level: number
  slope: number
}

/** The least-squares line through the last minutes, a level one as long as they were too few; null: nothing was measured. */
export function courseOf({ means }: AirLine, uptime: number): Course | null {
  const n = means.length
  if (n === 0) return null
  if (n < most) return { at: uptime, level: means[n - 1]!, slope: 0 }
  const middle = (n - 1) / 2
  const mean = means.reduce((sum, value) => sum + value, 0) / n
  const squares = (n * (n * n - 1)) / 12
  const slope = means.reduce((sum, value, i) => sum + (i - middle) * value, 0) / squares
  return { at: uptime, level: mean + slope * middle, slope: slope / spacing }
}

/** The air is calm when it moves by less than so many °C/s, and within five minutes by no more than so many °C either way. */
export const calm = { slope: 0.02 / 60, spread: 0.3 }

/** Whether it is calm: at the turn of air that a door let in the line is level too. */
export function isCalm(line: AirLine, uptime: number): boolean {
  const slope = courseOf(line, uptime)?.slope ?? 0
  return Math.abs(slope) < calm.slope && Math.max(...line.means) - Math.min(...line.means) < calm.spread
}

/** A slope of air dies away within so many seconds: an evaporator's mass over what it exchanges. */
const dying = 1200

/** What the air would be like by itself at `uptime`. */
export const foreseen = ({ at, level, slope }: Course, uptime: number): number =>
  level + slope * dying * (1 - Math.exp(-(uptime - at) / 1000 / dying))

/** The latest mean; null: there is none. */
export const latest = ({ means }: AirLine): number | null => means.at(-1) ?? null
