import type { LearnedKettle } from '../../../data/model/learned.ts'
import { at, begin, type Candidate, expected, type Knowledge, learn, type Sample, width } from './candidate.ts'

/** Seconds of dead time and of lag that are thought of: each with each is a candidate. */
const deadTimes = [3, 6, 10, 15, 22, 30, 40, 52, 66, 82, 100, 122]
const lags = [5, 8, 12, 18, 27, 40, 60, 90, 135, 200, 300, 450]
const longest = 122

const candidates: readonly Candidate[] = deadTimes.flatMap((deadTime, row) =>
  lags.map((lag, column) => ({ place: (row * lags.length + column) * width, deadTime, lag })),
)

/** Candidates side by side, and the past they share: multiple-model estimation (Magill 1965). */
export interface Bank {
  readonly known: Knowledge
  /** Seconds of full power in each of the last ticks, latest last. */
  readonly given: readonly number[]
  /** The last process values, latest last, °C. */
  readonly seen: readonly number[]
  /** For how long it still follows what came in that was no heat, s. */
  readonly unsettled: number
}

/** What the candidates together believe, each by its likelihood; units as in `Candidate`. */
export interface Belief {
  end: number
  rate: number
  loss: number
  /** Dead time and lag. */
  time: number
}

/** A bank that has seen nothing but what was learned before, of a vessel heated with the sample's share for a while. */
export function freshBank(sample: Sample, learned: LearnedKettle | null): Bank {
  const known = new Float64Array(candidates.length * width)
  for (const candidate of candidates) begin(known, candidate, sample, learned)
  const given = Array.from({ length: longest + 1 }, () => sample.share * sample.seconds)
  return { known, given, seen: [sample.processValue], unsettled: 0 }
}

/** What is worth to be kept; null as long as it is no better known than at the beginning. */
export function knowledge(bank: Bank): LearnedKettle | null {
  const { known } = bank
  const { deadTime, lag } = best(known)
  const { rate, loss } = believe(bank)
  const number = (place: number) => (candidate: Candidate) => known[candidate.place + place]!
  const rateDoubt = deviation(known, number(at.rate), number(at.rateVariance)) / rate
  if (rateDoubt > worthKeeping || loss <= 0) return null
  const lossDoubt = deviation(known, number(at.loss), number(at.lossVariance)) / loss
  const delayDoubt = (of: 'deadTime' | 'lag') =>
    Math.max(
      spacing,
      deviation(known, candidate => Math.log(candidate[of])),
    )
  return {
    kind: 'kettle',
    heatingRate: { value: rate * 3600, uncertainty: rateDoubt },
    coolingTime: { value: 1 / loss, uncertainty: lossDoubt },
    deadTime: { value: deadTime, uncertainty: delayDoubt('deadTime') },
    lag: { value: lag, uncertainty: delayDoubt('lag') },
  }
}

const worthKeeping = 0.1
/** Half of how far candidates are apart, as a share. */
const spacing = 0.15

/**
 * How uncertain something is, one standard deviation: as each candidate doubts it by its `variance`, and as they disagree. In the
 * first minutes each is sure of a rate that suits its own delays.
 */
function deviation(known: Knowledge, of: (one: Candidate) => number, variance: (one: Candidate) => number = () => 0) {
  const mean = meanOf(known, of)
  return Math.sqrt(meanOf(known, one => (of(one) - mean) ** 2 + variance(one)))
}

function meanOf(known: Knowledge, of: (one: Candidate) => number): number {
  const most = known[best(known).place + at.likelihood]!
  let [total, sum] = [0, 0]
  for (const one of candidates) {
    const weight = Math.exp(known[one.place + at.likelihood]! - most)
    total += weight
    sum += weight * of(one)
  }
  return sum / total
}

/** Takes in a sample; ticks are about a second apart. */
export function observe(before: Bank, sample: Sample): Bank {
  const known = before.known.slice()
  const given = [...before.given.slice(-longest), sample.share * sample.seconds]
  const seen = [...before.seen.slice(1 - remembered), sample.processValue]
  const waiting = sums(given)
  const leader = best(known)
  const expectation = expected(known, leader, sample, waiting[leader.deadTime]!)
  const jolted = isJolted(seen, known[leader.place + at.rate]!, expectation)
  const unsettled = jolted ? settling * leader.lag : Math.max(0, before.unsettled - sample.seconds)
  const around = { waiting: 0, leaving: 0, jolted: unsettled > 0, best: known[leader.place + at.likelihood]! }
  for (const candidate of candidates) {
    around.waiting = waiting[candidate.deadTime]!
    around.leaving = sample.seconds > 0 ? given[longest - candidate.deadTime]! / sample.seconds : 0
    learn(known, candidate, sample, around)
  }
  return { known, given, seen, unsettled }
}

/** The mean of the candidates, weighted by their likelihoods: in one pass and without the hopeless, as it is asked for at each tick. */
export function believe({ known }: Bank): Belief {
  const likelihood = known[best(known).place + at.likelihood]!
  let [total, end, rate, loss, time] = [0, 0, 0, 0, 0]
  for (const { place, deadTime, lag } of candidates) {
    const behind = known[place + at.likelihood]! - likelihood
    if (behind < -hopeless) continue
    const weight = Math.exp(behind)
    total += weight
    end += weight * known[place + at.end]!
    rate += weight * known[place + at.rate]!
    loss += weight * known[place + at.loss]!
    time += weight * (deadTime + lag)
  }
  return { end: end / total, rate: Math.max(slowest, rate / total), loss: loss / total, time: time / total }
}

/** Logarithm of a likelihood that does not count. */
const hopeless = 10

function best(known: Knowledge): Candidate {
  let most = candidates[0]!
  for (const one of candidates) if (known[one.place + at.likelihood]! > known[most.place + at.likelihood]!) most = one
  return most
}

/** The slowest heating that makes sense: 1 kW on 300 L with all its losses, K/s. */
const slowest = 5e-4

/** How many lags it takes until all of what came in has been seen. */
const settling = 3
const remembered = 20 // s
const latest = 3 // s
const startling = 0.3 // °C
const fall = 0.2 // °C

/**
 * Whether grain, water or hot liquor came in: the value is not what the best candidate expects, and it moves as neither
 * heater nor losses explain. A pump that stops makes it wrong too, but then the heat only comes later.
 */
function isJolted(seen: readonly number[], rate: number, expectation: number): boolean {
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
