/** Whether something is so, with its delays: `since` is when the opposite began, in uptime, or null. */
export interface Condition {
  on: boolean
  since: number | null
}

/** Seconds before a condition comes, and before it goes. */
export interface Delays {
  delay: number
  offDelay: number
}

/**
 * The condition once something was seen at `uptime` ms. It turns only when the opposite was seen without a break for
 * the whole delay. `null`: nothing can be said at the moment; what was so stays so and delays begin anew.
 */
export function delayed(before: Condition, seen: boolean | null, delays: Delays, uptime: number): Condition {
  if (seen === null || seen === before.on) return before.since === null ? before : { ...before, since: null }
  const since = before.since ?? uptime
  const needed = (seen ? delays.delay : delays.offDelay) * 1000
  return uptime - since >= needed ? { on: seen, since: null } : { on: before.on, since }
}

/** Whether a value is above its limit; once it is, until it is `deadband` below. */
export function isAbove(value: number, limit: number, deadband: number, on: boolean): boolean {
  return on ? value > limit - deadband : value > limit
}

/** A value and when it was seen, in uptime. */
export interface Sample {
  uptime: number
  value: number
}

/** Samples that a window is made of: enough for a slope, however often a sensor measures. */
const samplesKept = 60

/** The samples of the last `window` seconds with a new one; at most some sixty, evenly spaced. */
export function slid(samples: readonly Sample[], sample: Sample, window: number): readonly Sample[] {
  const before = samples.at(-2)
  const close = before !== undefined && sample.uptime - before.uptime < (window * 1000) / samplesKept
  const spaced = close ? samples.slice(0, -1) : samples
  return [...spaced.filter(({ uptime }) => uptime >= sample.uptime - window * 1000), sample]
}

/** Slope of the straight line that fits best, per minute; null while the samples cover less than 80 % of `window` seconds. */
export function slope(samples: readonly Sample[], window: number): number | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.uptime - first.uptime < window * 800) return null
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const minutes = ({ uptime }: Sample) => (uptime - first.uptime) / 60_000
  const [middle, level] = [mean(minutes), mean(({ value }) => value)]
  const spread = mean(sample => (minutes(sample) - middle) ** 2)
  return mean(sample => (minutes(sample) - middle) * (sample.value - level)) / spread
}
