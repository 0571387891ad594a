/** What the air has been like, a mean every `spacing` seconds, latest last; °C. */
export interface AirLine {
  readonly means: readonly number[]
  readonly sum: number
  readonly count: number
  readonly since: number
}

const spacing = 10
/** Five minutes of them make a line. */
const most = 30

/** Nothing measured yet. */
export const freshAir: AirLine = { means: [], sum: 0, count: 0, since: 0 }

/** With another value, at `uptime` ms. */
export function aired(line: AirLine, value: number, uptime: number): AirLine {
  const [sum, count] = [line.sum + value, line.count + 1]
  if (uptime - line.since < spacing * 1000) return { ...line, sum, count }
  return { means: [...line.means.slice(1 - most), sum / count], sum: 0, count: 0, since: uptime }
}

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

/** A slope of air dies away within so many seconds: an evaporator's mass over what it exchanges. */
const dying = 1200

/** What the air would be like by itself at `uptime`. */
export const foreseen = ({ at, level, slope }: Course, uptime: number): number =>
  level + slope * dying * (1 - Math.exp(-(uptime - at) / 1000 / dying))

/** The latest mean; null: there is none. */
export const latest = ({ means }: AirLine): number | null => means.at(-1) ?? null
