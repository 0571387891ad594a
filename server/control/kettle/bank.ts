import { type Candidate, expected, freshCandidate, learn, type Sample } from './candidate.ts'

/** Seconds of dead time and of lag that are thought of: each with each is a candidate. */
const deadTimes = [3, 6, 10, 15, 22, 30, 40, 52, 66, 82, 100, 122]
const lags = [5, 8, 12, 18, 27, 40, 60, 90, 135, 200, 300, 450]
const longest = 122

/** Candidates side by side, and the past they share: multiple-model estimation (Magill 1965). */
export interface Bank {
  readonly candidates: readonly Candidate[]
  /** Seconds of full power in each of the last ticks, latest last. */
  readonly given: readonly number[]
  /** The last process values, latest last, °C. */
  readonly seen: readonly number[]
}

/** What the candidates together believe, each by its likelihood; units as in `Candidate`. */
export interface Belief {
  end: number
  rate: number
  loss: number
  /** Dead time and lag. */
  time: number
}

/** A bank that has seen nothing, of a vessel that was heated with this share for a while. */
export const freshBank = (share: number, sample: Sample): Bank => ({
  candidates: deadTimes.flatMap(deadTime => lags.map(lag => freshCandidate(deadTime, lag, share, sample))),
  given: Array.from({ length: longest + 1 }, () => share * sample.seconds),
  seen: [sample.processValue],
})

/** Takes in a sample; ticks are about a second apart. */
export function observe(before: Bank, sample: Sample): Bank {
  const given = [...before.given.slice(-longest), sample.share * sample.seconds]
  const seen = [...before.seen.slice(1 - remembered), sample.processValue]
  const waiting = sums(given)
  const leader = best(before.candidates)
  const jolted = isJolted(seen, leader, expected(leader, sample, waiting[leader.deadTime]!))
  const candidates = before.candidates.map(candidate =>
    learn(candidate, sample, {
      waiting: waiting[candidate.deadTime]!,
      leaving: given[given.length - 1 - candidate.deadTime]! / Math.max(sample.seconds, 0.001),
      jolted,
      best: leader.likelihood,
    }),
  )
  return { candidates, given, seen }
}

/** The mean of the candidates, weighted by their likelihoods. */
export function believe({ candidates }: Bank): Belief {
  const { likelihood } = best(candidates)
  const belief = { end: 0, rate: 0, loss: 0, time: 0 }
  let total = 0
  for (const candidate of candidates) {
    if (candidate.likelihood < likelihood - hopeless) continue
    const weight = Math.exp(candidate.likelihood - likelihood)
    total += weight
    belief.end += weight * candidate.end
    belief.rate += weight * candidate.rate
    belief.loss += weight * candidate.loss
    belief.time += weight * (candidate.deadTime + candidate.lag)
  }
  const { end, rate, loss, time } = belief
  return { end: end / total, rate: Math.max(slowest, rate / total), loss: loss / total, time: time / total }
}

/** Logarithm of a likelihood that does not count. */
const hopeless = 10

const best = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((most, one) => (one.likelihood > most.likelihood ? one : most))

/** The slowest heating that makes sense: 1 kW on 300 L with all its losses, K/s. */
const slowest = 5e-4

const remembered = 20 // s
const latest = 3 // s
const startling = 0.3 // °C
const fall = 0.2 // °C

/**
 * Whether grain, water or hot liquor came in: the value is not what the best candidate expects, and it moves as neither
 * heater nor losses explain. A pump that stops makes it wrong too, but then the heat only comes later.
 */
function isJolted(seen: readonly number[], { rate }: Candidate, expectation: number): boolean {
  const error = seen.at(-1)! - expectation
  if (Math.abs(error) < startling || seen.length < remembered) return false
  const moved = mean(seen.slice(-latest)) - mean(seen)
  return error < 0 ? moved < -fall : moved > (rate * remembered) / 2 + fall / 2
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** The sums of the latest n, for every n. */
function sums(values: readonly number[]): number[] {
  const result = [0]
  for (let n = 1; n <= values.length; n++) result.push(result[n - 1]! + values[values.length - n]!)
  return result
}
