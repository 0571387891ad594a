import { airLag, at, beerLag, flowed, flowsOf, limits, moving, rates, ratesOf, size, wallRoom } from './model.ts'
import { truncated } from './normal.ts'

/** What is believed of a chamber: the model's state and its covariance, row by row. */
export interface Belief {
  x: Float64Array
  p: Float64Array
}

/** °C between two readings of a DS18B20 at 12 bit; finer sensors lose little by being taken for one. */
const step = 0.0625

/** What is further off than so many standard deviations counts as no more than that: nobody learns from an open door. */
const surprise = 5

/** Variance that a second adds to each number of the state: what the equations leave out. */
const drift = new Float64Array(size)
drift[at.beer] = 1e-10
drift[at.air] = 1e-5
drift[at.wall] = 1e-5
drift[at.warmth] = 1e-12
drift[at.ferment] = 2e-16
drift[at.room] = 3e-5
drift.fill(1e-9, rates)

const bounds = Array.from({ length: size }, (_, place) => limits(place))
const lowest = bounds.map(([least]) => least)
const highest = bounds.map(([, most]) => most)

/** Probes lag by so much more or less than they are taken for, as a share. */
const lagDoubt = 0.5

/** A fermentation comes and goes in proportion to itself (logistic growth): variance a second adds, as a share of its square. */
const growth = 1e-6

/**
 * The belief `dt` seconds later, with `cool` and `heat` shares of full power (0–1) since: the prediction of an extended Kalman
 * filter on state and parameters together (Ljung, Asymptotic behavior of the extended Kalman filter as a parameter estimator,
 * IEEE TAC 24, 1979).
 */
export function predict({ x, p }: Belief, cool: number, heat: number, dt: number): Belief {
  const r = ratesOf(x)
  const [wall, ferment] = [x[at.wall]!, x[at.ferment]!]
  const terms = flowsOf(x, r, cool, heat)
  const coldSlope = wall > -30 && wall < 12 ? (r.chill * cool) / 35 : 0
  const next = flowed(x, terms, dt)

  // F = I + dt A; only the rows that move differ from I.
  const f = new Float64Array(moving * size)
  const set = (row: number, column: number, value: number) => {
    f[row * size + column] = value * dt + (row === column ? 1 : 0)
  }
  set(at.beer, at.beer, -r.beerAir)
  set(at.beer, at.air, r.beerAir)
  set(at.beer, at.ferment, 1)
  set(at.beer, at.beerAir, terms.beerAir)
  set(at.air, at.air, -r.airBeer - r.airWall - r.airRoom)
  set(at.air, at.beer, r.airBeer)
  set(at.air, at.wall, r.airWall)
  set(at.air, at.warmth, 1)
  set(at.air, at.room, r.airRoom)
  set(at.air, at.airBeer, terms.airBeer)
  set(at.air, at.airWall, terms.airWall)
  set(at.air, at.airRoom, terms.airRoom)
  set(at.wall, at.wall, -r.wallAir * (1 + wallRoom) - coldSlope)
  set(at.wall, at.air, r.wallAir)
  set(at.wall, at.room, r.wallAir * wallRoom)
  set(at.wall, at.wallAir, terms.wallAir)
  set(at.wall, at.chill, -terms.cold)
  set(at.warmth, at.warmth, -r.heaterLag)
  set(at.warmth, at.warm, r.heaterLag * r.warm * heat)
  set(at.warmth, at.heaterLag, terms.warmth)
  set(at.beerProbe, at.beerProbe, -1 / beerLag)
  set(at.beerProbe, at.beer, 1 / beerLag)
  set(at.airProbe, at.airProbe, -1 / airLag)
  set(at.airProbe, at.air, 1 / airLag)
  return { x: next, p: spread(p, f, dt, growth * ferment * ferment) }
}

/** F P Fᵀ + Q. */
function spread(p: Float64Array, f: Float64Array, dt: number, ferment: number): Float64Array {
  const half = new Float64Array(p)
  for (let i = 0; i < moving; i++) {
    half.fill(0, i * size, (i + 1) * size)
    for (let k = 0; k < size; k++) {
      const factor = f[i * size + k]!
      if (factor === 0) continue
      for (let j = 0; j < size; j++) half[i * size + j]! += factor * p[k * size + j]!
    }
  }
  const whole = new Float64Array(half)
  for (let j = 0; j < moving; j++) {
    for (let i = 0; i < size; i++) whole[i * size + j] = 0
    for (let k = 0; k < size; k++) {
      const factor = f[j * size + k]!
      if (factor === 0) continue
      for (let i = 0; i < size; i++) whole[i * size + j]! += half[i * size + k]! * factor
    }
  }
  for (let i = 0; i < size; i++) whole[i * size + i]! += drift[i]! * dt
  whole[at.ferment * (size + 1)]! += ferment * dt
  return whole
}

/**
 * The belief after a probe (`at.beerProbe` or `at.airProbe`) showed `value`, with `noise` °C of standard deviation. A reading
 * tells that the probe was within half a step of it, no more: the belief is cut to that interval and its two moments are kept
 * (Curry, Estimation and Control with Quantized Measurements, MIT Press 1970). So a value that stays tells less and less, and one
 * that changes tells where between two steps the probe is.
 */
export function correct({ x, p }: Belief, probe: number, value: number, noise: number): Belief {
  // A lag that is not known well makes a reading worth less while the temperature moves.
  const lagging = lagDoubt * Math.abs(x[probe]! - x[probe === at.beerProbe ? at.beer : at.air]!)
  const variance = p[probe * size + probe]! + (noise + lagging) ** 2
  const deviation = Math.sqrt(variance)
  const off = (value - x[probe]!) / deviation
  const half = step / 2 / deviation
  const cut = truncated(off - half, off + half)
  // Too far away to be cut: taken as a plain measurement.
  const all = variance + (step * step) / 12
  const most = surprise * Math.sqrt(all)
  const shift = cut ? cut.mean / deviation : Math.min(most, Math.max(-most, value - x[probe]!)) / all
  const weight = cut ? (1 - cut.variance) / variance : 1 / all
  const gain = p.subarray(probe * size, (probe + 1) * size)
  const next = new Float64Array(x)
  const less = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    next[i]! += gain[i]! * shift
    if (i >= rates) next[i] = Math.min(highest[i]!, Math.max(lowest[i]!, next[i]!))
    const share = gain[i]! * weight
    // Symmetric by construction, so that rounding cannot spoil it in a year.
    for (let j = 0; j <= i; j++) {
      less[i * size + j] = p[i * size + j]! - share * gain[j]!
      less[j * size + i] = less[i * size + j]!
    }
  }
  return { x: next, p: less }
}

/** Whether a belief can be that of a chamber at all. */
export function isSound({ x, p }: Belief): boolean {
  return x.every(Number.isFinite) && Math.max(Math.abs(x[at.air]!), Math.abs(x[at.wall]!)) < 200 && p[0]! > 0
}
