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
  const measured = centred(trace)
  if (!measured) return null
  let best: FittedPlant | null = null
  const before = trace.spacing * trace.from
  for (const deadTime of times) {
    const late = delayed(trace, deadTime)
    for (const lag of times) {
      if (deadTime + 2 * lag > before) continue
      const plant = regression(measured, lagged(late, lag / trace.spacing))
      if (plant && plant.rate !== 0 && (!best || plant.error < best.error)) best = { ...plant, deadTime, lag }
    }
  }
  return best
}

function delayed({ given, spacing }: Trace, deadTime: number): Float64Array {
  return Float64Array.from(given, (_, n) => {
    const at = Math.max(0, n - deadTime / spacing)
    const [before, after] = [given[Math.floor(at)]!, given[Math.ceil(at)]!]
    return before + (after - before) * (at - Math.floor(at))
  })
}

/** A first-order lag of so many samples, exact for what rises evenly between two of them. */
function lagged(values: Float64Array, lag: number): Float64Array {
  if (lag === 0) return values
  const keep = Math.exp(-1 / lag)
  const all = new Float64Array(values.length)
  let [out, before] = [values[0]!, values[0]!]
  all[0] = out
  for (let n = 1; n < values.length; n++) {
    const value = values[n]!
    const slope = value - before
    out = value - lag * slope + (out - before + lag * slope) * keep
    before = value
    all[n] = out
  }
  return all
}

/** What is the same for every plant: values and times about their means, and the sums of their products. */
interface Measured {
  values: Float64Array
  moments: Float64Array
  from: number
  tt: number
  tv: number
  vv: number
}

/** Null: too few samples. */
function centred({ values: all, spacing, from }: Trace): Measured | null {
  const n = all.length - from
  if (n < 20) return null
  const mean = all.slice(from).reduce((sum, value) => sum + value, 0) / n
  const values = Float64Array.from({ length: n }, (_, i) => all[from + i]! - mean)
  const moments = Float64Array.from({ length: n }, (_, i) => (i - (n - 1) / 2) * spacing)
  const product = (one: Float64Array, other: Float64Array) => one.reduce((sum, value, i) => sum + value * other[i]!, 0)
  return {
    values,
    moments,
    from,
    tt: product(moments, moments),
    tv: product(moments, values),
    vv: product(values, values),
  }
}

/** value = start + rate · given − loss · time, by the normal equations around the means. */
function regression({ values, moments, from, tt, tv, vv }: Measured, given: Float64Array) {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += given[from + i]!
  const mean = sum / n
  let [gg, gt, gv] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const g = given[from + i]! - mean
    gg += g * g
    gt += g * moments[i]!
    gv += g * values[i]!
  }
  const determinant = gg * tt - gt * gt
  if (!(determinant > 1e-9 * gg * tt)) return null
  const rate = (gv * tt - tv * gt) / determinant
  const slope = (tv * gg - gv * gt) / determinant
  const left = Math.max(0, vv - rate * gv - slope * tv)
  return { rate, loss: -slope, error: Math.sqrt(left / n) }
}
