import type { LearnedKettle } from '../../../data/model/learned.ts'

/**
 * Guesses at how a heated vessel answers: what is put in now is seen after a dead time and a first-order lag (seconds),
 * as Ziegler and Nichols approximate any such plant. What remains unknown is linear, so a Kalman filter (Kalman 1960)
 * finds it: the temperature it ends at, how fast full power heats, how fast warmth is lost.
 *
 *     E' = k u − h (y − room)          all heat that was put in, as if it were seen already
 *     y  = E − k x + h (y − room) (L + τ)      x: seconds of full power on their way, still unseen
 *
 * What a candidate knows is `width` numbers at its place in one array: a hundred candidates a second must cost nothing.
 */
export type Knowledge = Float64Array

/** Where its numbers are, from its place on. */
export const at = {
  /** The share of full power as it comes out of the lag. */
  arriving: 0,
  /** E: where the process value ends when the heater just makes good the losses, °C. */
  end: 1,
  /** k: what full power does, K/s. */
  rate: 2,
  /** h: losses by what it is warmer than the room, 1/s. */
  loss: 3,
  /** Covariance of end, rate and loss: ee, er, el, rr, rl, ll. */
  covariance: 4,
  rateVariance: 7,
  lossVariance: 9,
  /** Natural logarithm of its likelihood against the best one's a tick before. */
  likelihood: 10,
} as const
export const width = 11

/** What does not change about a candidate: where its numbers begin, and its dead time and lag, s. */
export interface Candidate {
  readonly place: number
  readonly deadTime: number
  readonly lag: number
}

/** A measurement a second: share of full power since the one before, process value and room in °C, seconds. */
export interface Sample {
  share: number
  processValue: number
  room: number
  seconds: number
}

/** What a candidate has to know of the others and of the past. */
export interface Circumstances {
  /** Seconds of full power within the dead time, and the share of full power that just leaves it. */
  waiting: number
  leaving: number
  /** Something came in that was not heat: only where it ends is new. */
  jolted: boolean
  /** The greatest likelihood of all a tick before. */
  best: number
}

const { log, sqrt } = Math

/** Standard deviation of the first guesses (°C, K/s, 1/s), variance of a second's drift, deviation of what is measured. */
const doubt = { end: 0.1, rate: 0.05, loss: 2e-5 }
const [endDrift, rateDrift, lossDrift] = [5e-4 ** 2, 5e-6 ** 2, 1e-7 ** 2] as const
// More than the sensor's noise: no vessel is quite a dead time and a lag.
const blur = 0.1
const guess = { rate: 0.03, loss: 6e-5, lag: 25 }
/** The fastest loss there is: a pot of a few litres without a lid, 1/s. */
const fastestLoss = 5e-4
/** How far the heating rate may be from what was learned, as another volume is in it now. */
const refilled = 0.5
/** A dead time or lag that differs by a fifth from the learned one is as unlikely as a standard deviation. */
const faith = 25
/** What surprises more, in standard deviations, is no noise, and counts no more than this. */
const surprise = 3
/** What comes in cold makes the vessel slower to heat, by an unknown share like this. */
const diluted = 0.1
/** As sure as a likelihood may get, so that a vessel that changes is recognised. */
const surest = -50

/**
 * Writes what a candidate knows at first, of a vessel that was heated with the sample's share for a while. Delays stay
 * those that were learned, but there may be another volume in it now: rate and losses only begin there.
 */
export function begin(known: Knowledge, candidate: Candidate, sample: Sample, learned: LearnedKettle | null): void {
  const { place, deadTime, lag } = candidate
  const rate = learned ? learned.heatingRate.value / 3600 : guess.rate
  const loss = Math.min(fastestLoss, learned ? 1 / learned.coolingTime.value : guess.loss)
  const ahead = (rate * sample.share - loss * (sample.processValue - sample.room)) * (deadTime + lag)
  const rateDoubt = learned ? refilled * rate : doubt.rate
  const variances = [doubt.end ** 2, 0, 0, rateDoubt ** 2, 0, doubt.loss ** 2]
  const likelihood = learned
    ? -0.5 * (log(lag / learned.lag.value) ** 2 + log(deadTime / learned.deadTime.value) ** 2) * faith
    : -0.5 * log(lag / guess.lag) ** 2
  known.set([sample.share, sample.processValue + ahead, rate, loss, ...variances, likelihood], place)
}

/** What a candidate expects to be measured, °C. */
export function expected(
  known: Knowledge,
  { place, deadTime, lag }: Candidate,
  sample: Sample,
  waiting: number,
): number {
  const { share, processValue, room, seconds } = sample
  const put = share * seconds - waiting - known[place + at.arriving]! * lag
  const lost = (processValue - room) * (deadTime + lag)
  return known[place + at.end]! + known[place + at.rate]! * put + known[place + at.loss]! * lost
}

/** Takes in a sample: overwrites what a candidate knows. */
export function learn(
  known: Knowledge,
  { place, deadTime, lag }: Candidate,
  sample: Sample,
  around: Circumstances,
): void {
  const { seconds, share, processValue, room } = sample
  const warmer = processValue - room
  const before = known[place]!
  const arriving = before + ((around.leaving - before) * seconds) / (lag + seconds / 2)
  const unseen = around.waiting + arriving * lag
  const unlost = warmer * (deadTime + lag)
  const a = share * seconds
  const c = -warmer * seconds

  let rate = known[place + at.rate]!
  let loss = known[place + at.loss]!
  let end = known[place + at.end]! + rate * a + loss * c
  let er = known[place + 5]!
  let el = known[place + 6]!
  let rr = known[place + 7]!
  let rl = known[place + 8]!
  let ll = known[place + 9]!
  let ee = known[place + 4]! + 2 * a * er + 2 * c * el + a * a * rr + 2 * a * c * rl + c * c * ll + endDrift * seconds
  er += a * rr + c * rl
  el += a * rl + c * ll
  rr += rateDrift * seconds
  ll += lossDrift * seconds

  const error = processValue - (end - rate * unseen + loss * unlost)
  let likelihood = known[place + at.likelihood]! - around.best
  if (likelihood < surest) likelihood = surest
  if (around.jolted) {
    end += error / 2
    ee = doubt.end ** 2
    if (rr < (diluted * rate) ** 2) rr = (diluted * rate) ** 2
    er = el = rl = 0
  } else {
    const ge = ee - unseen * er + unlost * el
    const gr = er - unseen * rr + unlost * rl
    const gl = el - unseen * rl + unlost * ll
    const variance = ge - unseen * gr + unlost * gl + blur ** 2
    const bound = surprise * sqrt(variance)
    const counted = error > bound ? bound : error < -bound ? -bound : error
    const beyond = 2 * (error - counted) * counted
    likelihood -= 0.5 * ((counted ** 2 + beyond) / variance + log(variance / blur ** 2))
    end += (ge * counted) / variance
    rate += (gr * counted) / variance
    loss += (gl * counted) / variance
    ee -= (ge * ge) / variance
    er -= (ge * gr) / variance
    el -= (ge * gl) / variance
    rr -= (gr * gr) / variance
    rl -= (gr * gl) / variance
    ll -= (gl * gl) / variance
    // Losses are never negative nor beyond reason; what is taken from them is shared out as the covariance says.
    const excess = (loss < 0 ? 0 : loss > fastestLoss ? fastestLoss : loss) - loss
    end += (el * excess) / ll
    rate += (rl * excess) / ll
    loss += excess
  }
  known[place] = arriving
  known[place + at.end] = end
  known[place + at.rate] = rate
  known[place + at.loss] = loss
  known[place + 4] = ee
  known[place + 5] = er
  known[place + 6] = el
  known[place + 7] = rr
  known[place + 8] = rl
  known[place + 9] = ll
  known[place + at.likelihood] = likelihood
}
