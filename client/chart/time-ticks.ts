import type { Division } from '../format.ts'
import type { Span } from '../ranges.ts'

const [second, minute, hour, day, month] = [1000, 60_000, 3_600_000, 86_400_000, 2_629_746_000]

/** A way to divide time: its ticks are told by `division`, and lie about `length` ms apart. */
interface Step {
  division: Division
  length: number
  /** The tick with a number, ms; `midnight` began the day in which the span begins. */
  tick(n: number, midnight: Date): number
}

/** Up to an hour clocks may be counted on through a change to summer time; beyond, the calendar has to be asked. */
const steps: Step[] = [
  ...[1, 5, 10, 15, 30].map(n => counted('second', n * second)),
  ...[1, 2, 5, 10, 15, 30, 60].map(n => counted('minute', n * minute)),
  ...[2, 3, 6, 12].map(
    (hours): Step => ({
      division: 'minute',
      length: hours * hour,
      tick: (n, midnight) => new Date(midnight).setHours(n * hours),
    }),
  ),
  // From a Monday on: ticks stay where they are while the span moves.
  ...[1, 2, 7, 14].map(
    (days): Step => ({ division: 'day', length: days * day, tick: n => +new Date(1970, 0, 5 + n * days) }),
  ),
  ...[1, 3, 6, 12, 24, 60, 120].map(
    (months): Step => ({
      division: months < 12 ? 'month' : 'year',
      length: months * month,
      tick: n => +new Date(1970, n * months),
    }),
  ),
]

function counted(division: Division, length: number): Step {
  return { division, length, tick: (n, midnight) => +midnight + n * length }
}

/**
 * Round times in a span, in the time of this computer, as close together as labels leave room: `fits` says how many
 * labels of a division do.
 */
export function timeTicks({ from, to }: Span, fits: (division: Division) => number) {
  const step = steps.find(({ division, length }) => (to - from) / length <= fits(division)) ?? steps.at(-1)!
  const midnight = new Date(new Date(from).setHours(0, 0, 0, 0))
  const ticks: number[] = []
  for (let n = Math.floor((from - step.tick(0, midnight)) / step.length) - 1; ; n++) {
    const at = step.tick(n, midnight)
    if (at > to) return { ticks, division: step.division }
    if (at >= from) ticks.push(at)
  }
}
