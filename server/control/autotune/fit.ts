/** What an experiment measured, equally spaced in time. */
export interface Trace {
  /** Seconds between two samples. */
  readonly spacing: number
  /** °C. */
  readonly values: readonly number[]
  /** What was given until then, percent seconds. */
  readonly given: readonly number[]
  /** The first sample that counts: those before tell what is still on its way then. */
  readonly from: number
}

/**
 * A vessel near a temperature: what is given makes it warmer for good, and something is lost all the time. The plant of
 * relay tests in Åström and Hägglund, Advanced PID Control (2006), 2.5 and 8.4: an integrator with dead time and lag.
 */
export interface FittedPlant {
  /** °C/s for each percent that is given; below 0 for what cools. */
  rate: number
  /** What it loses all the time, °C/s. */
  loss: number
  /** Seconds until what is given begins to show, and until most of that has shown. */
  deadTime: number
  lag: number
  /** How far the measured values lie from it, °C, root mean square. */
  error: number
}

/** Seconds that a dead time or a lag may be: everything between a RIMS tube and a tank that is not stirred. */
const times = [0, 2, 4, 6, 8, 11, 14, 18, 23, 29, 36, 45, 56, 70, 88, 110, 137, 171, 214, 268, 335]

/**
 * The plant that explains a trace best: for each dead time and lag the temperature is linear in what is left, which least
 * squares find. Null when nothing fits: too few samples, or a temperature that does not follow what is given.
 */
export function fitted(trace: Trace): FittedPlant | null {
  let best: FittedPlant | null = null
  const before = trace.spacing * trace.from
  for (const deadTime of times) {
    const late = delayed(trace, deadTime)
    for (const lag of times) {
      if (deadTime + 2 * lag > before) continue
      const plant = regression(trace, lagged(late, lag / trace.spacing))
      if (plant && plant.rate !== 0 && (!best || plant.error < best.error)) best = { ...plant, deadTime, lag }
    }
  }
  return best
}

function delayed({ given, spacing }: Trace, deadTime: number): number[] {
  return given.map((_, n) => {
    const at = Math.max(0, n - deadTime / spacing)
    const [before, after] = [given[Math.floor(at)]!, given[Math.ceil(at)]!]
    return before + (after - before) * (at - Math.floor(at))
  })
}

/** A first-order lag of so many samples, exact for what rises evenly between two of them. */
function lagged(values: readonly number[], lag: number): number[] {
  if (lag === 0) return [...values]
  const keep = Math.exp(-1 / lag)
  let [out, before] = [values[0]!, values[0]!]
  return values.map((value, n) => {
    if (n === 0) return out
    const slope = value - before
    out = value - lag * slope + (out - before + lag * slope) * keep
    before = value
    return out
  })
}

/** value = start + rate · given − loss · time, by the normal equations around the means. */
function regression(trace: Trace, all: readonly number[]) {
  const { spacing, from } = trace
  const values = trace.values.slice(from)
  const given = all.slice(from)
  const n = values.length
  if (n < 20) return null
  const mean = (of: (i: number) => number) => values.reduce((sum, _, i) => sum + of(i), 0) / n
  const [meanValue, meanGiven, meanTime] = [mean(i => values[i]!), mean(i => given[i]!), ((n - 1) / 2) * spacing]
  let [gg, gt, tt, gv, tv, vv] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [v, g, t] = [values[i]! - meanValue, given[i]! - meanGiven, i * spacing - meanTime]
    gg += g * g
    gt += g * t
    tt += t * t
    gv += g * v
    tv += t * v
    vv += v * v
  }
  const determinant = gg * tt - gt * gt
  if (!(determinant > 1e-9 * gg * tt)) return null
  const rate = (gv * tt - tv * gt) / determinant
  const slope = (tv * gg - gv * gt) / determinant
  const left = Math.max(0, vv - rate * gv - slope * tv)
  return { rate, loss: -slope, error: Math.sqrt(left / n) }
}
