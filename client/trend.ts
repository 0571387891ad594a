import type { Bucket } from '../data/model/reading.ts'
import { nearest, type Span } from './ranges.ts'

/** Adds a value just measured to buckets of `width` ms: the last one takes it, or a new one begins. */
export function append(buckets: readonly Bucket[], width: number, at: number, value: number): Bucket[] {
  const last = buckets.at(-1)
  if (!last || at >= last.at + width) {
    const start = last ? last.at + Math.floor((at - last.at) / width) * width : at
    return [...buckets, { at: start, minimum: value, maximum: value, mean: value, count: 1 }]
  }
  if (at < last.at) return [...buckets]
  const count = last.count + 1
  const grown = {
    at: last.at,
    minimum: Math.min(last.minimum, value),
    maximum: Math.max(last.maximum, value),
    mean: last.mean + (value - last.mean) / count,
    count,
  }
  return [...buckets.slice(0, -1), grown]
}

/** What of buckets belongs to a span; behind its end lies what was measured before the clock was set back. */
export const within = (buckets: readonly Bucket[], { from, to }: Span, width: number): Bucket[] =>
  buckets.filter(({ at }) => at + width > from && at <= to)

/** A rectangle of time and temperature to draw in. */
export interface Frame {
  from: number
  to: number
  minimum: number
  maximum: number
}

/** The frame that shows all of these, at least `least` high and with a tenth of air above and below. */
export function frame(from: number, to: number, series: readonly Bucket[][], least: number): Frame {
  const all = series.flat()
  if (all.length === 0) return { from, to, minimum: 0, maximum: least }
  const low = Math.min(...all.map(({ minimum }) => minimum))
  const high = Math.max(...all.map(({ maximum }) => maximum))
  const height = Math.max(least, (high - low) * 1.2)
  const middle = (low + high) / 2
  return { from, to, minimum: middle - height / 2, maximum: middle + height / 2 }
}

/**
 * SVG path data in a box of `width` × `height`. The pen is lifted where nothing was measured for longer than `gap` ms;
 * `stepped` holds each value until the next.
 */
export function path(
  buckets: readonly Bucket[],
  box: Frame,
  { width, height, gap, stepped = false }: { width: number; height: number; gap: number; stepped?: boolean },
): string {
  const x = (at: number) => round(((at - box.from) / (box.to - box.from)) * width)
  const y = (value: number) => round((1 - (value - box.minimum) / (box.maximum - box.minimum)) * height)
  let data = ''
  let before: Bucket | undefined
  for (const bucket of buckets) {
    if (!before || bucket.at - before.at > gap) data += `M${x(bucket.at)} ${y(bucket.mean)}`
    else if (stepped) data += `H${x(bucket.at)}V${y(bucket.mean)}`
    else data += `L${x(bucket.at)} ${y(bucket.mean)}`
    before = bucket
  }
  return data
}

const round = (value: number) => Math.round(value * 100) / 100

/**
 * Milliseconds until the set point is reached if the last quarter of an hour goes on like this; null when it is there
 * (within 0.3 °C), goes the other way or takes longer than a day.
 */
export function arrival(buckets: readonly Bucket[], processValue: number, setPoint: number, now: number) {
  const distance = setPoint - processValue
  const earlier = buckets.find(({ at }) => at >= now - 15 * 60_000)
  if (!earlier || Math.abs(distance) < 0.3 || now - earlier.at < 2 * 60_000) return null
  const rate = (processValue - earlier.mean) / (now - earlier.at)
  const left = distance / rate
  return left > 0 && left < 24 * 3_600_000 ? left : null
}

/**
 * What lies between `min` and `max` and the neighbour on either side, put together in columns of `width` ms: minimum and maximum stay true,
 * means stay weighted. Columns keep their place while time goes on, so that a line does not tremble.
 */
export function columns(
  buckets: readonly Bucket[],
  { min, max }: { min: number; max: number },
  width: number,
): Bucket[] {
  const all: Bucket[] = []
  let whole: Bucket | undefined
  for (let n = Math.max(0, nearest(buckets, min) - 1); n < buckets.length; n++) {
    const bucket = buckets[n]!
    if (!whole || Math.floor(bucket.at / width) !== Math.floor(whole.at / width)) {
      if (whole && whole.at > max) break
      whole = { ...bucket }
      all.push(whole)
    } else {
      whole.minimum = Math.min(whole.minimum, bucket.minimum)
      whole.maximum = Math.max(whole.maximum, bucket.maximum)
      whole.count += bucket.count
      whole.mean += ((bucket.mean - whole.mean) * bucket.count) / whole.count
    }
  }
  return all
}
