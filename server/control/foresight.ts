import type { Forecast, ForecastPoint } from '../../data/model/forecast.ts'
import type { Instant } from '../../data/model/units.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import type { Moment, Rehearsal } from './rehearsal.ts'

/** Where a vessel goes, and with what effort. */
export interface Prospect extends Pick<Forecast, 'points' | 'reachesAt' | 'next' | 'sure'> {
  /** Whether it is at its set point, or boils, now. */
  there: boolean
  /** What heater or cooler give on average until it is there, or until the end, percent. */
  effort: number
}

/** How far, in s, and how closely it is looked ahead; a vessel that needs days is followed for up to `most`. */
export interface Reach {
  /** What is looked at in any case, and how far beyond the next thing that is reached. */
  least: number
  beyond: number
  most: number
  spacing: number
}

/** For vessels whose ticks are seconds apart, and for those that take their time. */
export const reachOf = (pace: number): Reach =>
  pace < 5
    ? { least: 1800, beyond: 1800, most: 6 * 3600, spacing: 15 }
    : { least: 24 * 3600, beyond: 0, most: 48 * 3600, spacing: 300 }

/** At its set point is who is no further from it, °C. */
export const tolerance = 0.2

/** Plays on until it is known what becomes of set point and next step; yields after each tick, so that others get their turn. */
export function* foresee(rehearsal: Rehearsal, { least, beyond, most, spacing }: Reach): Generator<void, Prospect> {
  const begin = rehearsal.at
  const points = new Sampler(spacing)
  const first = rehearsal.step()
  const there = isThere(first.state, first.processValue)
  const { next } = first.state
  let reachesAt: number | null = null
  let nextAt: number | null = null
  let end = least
  let [work, time] = [0, 0]
  for (let moment = first; moment.at - begin <= end * 1000; moment = rehearsal.step()) {
    const { at, state, processValue, seconds } = moment
    points.add(moment)
    if (reachesAt === null && !there) {
      work += Math.max(moment.heat, moment.cool) * seconds
      time += seconds
      if (isThere(state, processValue)) reachesAt = at
    }
    if (next && nextAt === null && at >= next.at && isNear(processValue, next.setPoint)) nextAt = at
    const open = (!there && reachesAt === null) || (next !== null && nextAt === null)
    const settled = (Math.max(reachesAt ?? begin, nextAt ?? begin) - begin) / 1000 + beyond
    end = open ? most : Math.max(least, Math.min(most, settled))
    yield
  }
  return {
    points: points.taken,
    reachesAt,
    next: next && { setPoint: next.setPoint, reachesAt: nextAt },
    sure: rehearsal.sure,
    there,
    effort: time > 0 ? (100 * work) / time : 0,
  }
}

/**
 * Whether it has gone until `at` as it was foreseen: it is where it was to be by then, what comes next is still the same, and nothing
 * that was to be reached is behind it.
 */
export function cameTrue(prospect: Prospect, at: Instant, { processValue, next }: VesselState): boolean {
  const { points, reachesAt } = prospect
  const later = points.findIndex(point => point.at >= at)
  const [before, after] = [points[later - 1], points[later]]
  if (!before || !after || processValue === null) return false
  const share = (at - before.at) / (after.at - before.at)
  const expected = before.processValue + share * (after.processValue - before.processValue)
  const isBehind = (time: Instant | null | undefined) => (time ?? Number.POSITIVE_INFINITY) <= at
  return (
    Math.abs(processValue - expected) <= tolerance / 2 &&
    prospect.next?.setPoint === next?.setPoint &&
    !isBehind(reachesAt) &&
    !isBehind(prospect.next?.reachesAt)
  )
}

const isNear = (processValue: number, setPoint: number) => Math.abs(processValue - setPoint) <= tolerance

function isThere({ setPoint, boil }: VesselState, processValue: number): boolean {
  if (boil) return boil.phase === 'hot-break' || boil.phase === 'boiling'
  return setPoint !== null && isNear(processValue, setPoint)
}

/** More points than this tell nobody more. */
const most = 800

/** Keeps a moment out of many, with the mean of what was done since the one before. */
export class Sampler {
  taken: ForecastPoint[] = []
  #spacing: number
  #since = 0
  #sum = 0

  constructor(spacing: number) {
    this.#spacing = spacing
  }

  add({ at, processValue, state, seconds, heat, cool }: Moment): void {
    this.#sum += 100 * (heat - cool) * seconds
    this.#since += seconds
    if (this.taken.length > 0 && this.#since < this.#spacing) return
    const output = Math.round(this.#sum / this.#since)
    this.taken.push({ at, processValue: Math.round(processValue * 1000) / 1000, setPoint: state.setPoint, output })
    this.#since = this.#sum = 0
    if (this.taken.length >= most) this.#thin()
  }

  /** Half as many, each for two. */
  #thin(): void {
    this.#spacing *= 2
    this.taken = this.taken.flatMap((point, n) => {
      if (n % 2 === 1) return []
      const before = this.taken[n - 1]
      return { ...point, output: before ? Math.round((point.output + before.output) / 2) : point.output }
    })
  }
}
