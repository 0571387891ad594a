/**
 * One guess at how a heated vessel answers: what is put in now is seen after a dead time and a first-order lag
 * (seconds), as Ziegler and Nichols approximate any such plant. What remains unknown is linear, so a Kalman filter
 * finds it (Kalman 1960): the temperature it ends at, how fast full power heats, how fast warmth is lost.
 *
 *     E' = k u − h (y − room)          all heat that was put in, as if it were seen already
 *     y  = E − k x + h (y − room) (L + τ)      x: seconds of full power on their way, still unseen
 */
export interface Candidate {
  readonly deadTime: number
  readonly lag: number
  /** The share of full power as it comes out of the lag. */
  arriving: number
  /** E: where the process value ends when the heater just makes good the losses, °C. */
  end: number
  /** k: what full power does, K/s. */
  rate: number
  /** h: losses by what it is warmer than the room, 1/s. */
  loss: number
  /** Of end, rate and loss: ee, er, el, rr, rl, ll. */
  covariance: readonly number[]
  /** Natural logarithm of its likelihood against the best one's a tick before. */
  likelihood: number
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

/** Standard deviations: of the first guesses, of a second's drift (°C, K/s, 1/s), of what is measured. */
const doubt = { end: 0.1, rate: 0.05, loss: 2e-5 }
const drift = { end: 5e-4, rate: 5e-6, loss: 1e-7 }
// More than the sensor's noise: no vessel is quite a dead time and a lag.
const blur = 0.1
const guess = { rate: 0.03, loss: 6e-5, lag: 25 }
/** The fastest loss there is: a pot of a few litres without a lid, 1/s. */
const fastestLoss = 5e-4
/** What surprises more, in standard deviations, is no noise, and counts no more than this. */
const surprise = 3
/** As sure as a likelihood may get, so that a vessel that changes is recognised. */
const surest = -25

/** A candidate that has seen nothing, of a vessel that was heated with this share for a while. */
export function freshCandidate(deadTime: number, lag: number, share: number, sample: Sample): Candidate {
  const { rate, loss } = guess
  const time = deadTime + lag
  return {
    deadTime,
    lag,
    arriving: share,
    end: sample.processValue + (rate * share - loss * (sample.processValue - sample.room)) * time,
    rate,
    loss,
    covariance: [doubt.end ** 2, 0, 0, doubt.rate ** 2, 0, doubt.loss ** 2],
    likelihood: -0.5 * Math.log(lag / guess.lag) ** 2,
  }
}

/** What a candidate expects to be measured, °C. */
export function expected(candidate: Candidate, sample: Sample, waiting: number): number {
  const { end, rate, loss, deadTime, lag, arriving } = candidate
  const { share, processValue, room, seconds } = sample
  return end + rate * (share * seconds - waiting - arriving * lag) + loss * (processValue - room) * (deadTime + lag)
}

/** Takes in a sample. */
export function learn(before: Candidate, sample: Sample, { waiting, leaving, jolted, best }: Circumstances): Candidate {
  const { deadTime, lag } = before
  const { seconds, share, processValue, room } = sample
  const warmer = processValue - room
  const arriving = before.arriving + ((leaving - before.arriving) * seconds) / (lag + seconds / 2)
  const trusted = Math.max(surest, before.likelihood - best)
  const unseen = waiting + arriving * lag
  const unlost = warmer * (deadTime + lag)
  const [a, c] = [share * seconds, -warmer * seconds]

  let [ee, er, el, rr, rl, ll] = before.covariance as [number, number, number, number, number, number]
  ee += 2 * a * er + 2 * c * el + a * a * rr + 2 * a * c * rl + c * c * ll + drift.end ** 2 * seconds
  er += a * rr + c * rl
  el += a * rl + c * ll
  rr += drift.rate ** 2 * seconds
  ll += drift.loss ** 2 * seconds

  let end = before.end + before.rate * a + before.loss * c
  const error = processValue - (end - before.rate * unseen + before.loss * unlost)
  if (jolted)
    return {
      ...before,
      arriving,
      end: end + error / 2,
      covariance: [doubt.end ** 2, 0, 0, rr + (0.05 * before.rate) ** 2, 0, ll],
      likelihood: trusted,
    }

  const [ge, gr, gl] = [ee - unseen * er + unlost * el, er - unseen * rr + unlost * rl, el - unseen * rl + unlost * ll]
  const variance = ge - unseen * gr + unlost * gl + blur ** 2
  const bound = surprise * Math.sqrt(variance)
  const counted = Math.min(bound, Math.max(-bound, error))
  const gain = counted / variance
  end += ge * gain
  let rate = before.rate + gr * gain
  let loss = before.loss + gl * gain
  er -= (ge * gr) / variance
  el -= (ge * gl) / variance
  rl -= (gr * gl) / variance
  const covariance = [ee - (ge * ge) / variance, er, el, rr - (gr * gr) / variance, rl, ll - (gl * gl) / variance]

  // Losses are never negative; what is taken from them is shared out as the covariance says.
  const excess = Math.min(fastestLoss, Math.max(0, loss)) - loss
  if (excess !== 0) {
    const part = excess / covariance[5]!
    end += el * part
    rate += rl * part
    loss += excess
  }
  const beyond = 2 * (Math.abs(error) - Math.abs(counted)) * bound
  const likelihood = trusted - 0.5 * ((counted ** 2 + beyond) / variance + Math.log(variance / blur ** 2))
  return { deadTime, lag, arriving, end, rate, loss, covariance, likelihood }
}
