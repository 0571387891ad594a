import type { Draft, Point } from './draft.ts'
import { perSecond, spanOfDraft } from './draft.ts'

/** What a profile's chart shows: time in units of `at`, temperature in °C, and where that is in pixels. */
export interface Plot {
  from: number
  to: number
  low: number
  high: number
  width: number
  height: number
}

/** Room for labels around the plot, pixels. */
export const margin = { left: 44, right: 20, top: 20, bottom: 30 }

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map(n => n * minute),
  ...[1, 2, 3, 6, 12].map(n => n * hour),
  ...[1, 2, 5, 7, 14, 21, 28, 91, 364].map(n => n * day),
]
const degreeSteps = [0.5, 1, 2, 5, 10, 20, 50]

/** The plot that shows all of a profile, some air around it, and temperatures that were measured. */
export function plotOf(draft: Draft, measured: readonly number[], size: { width: number; height: number }): Plot {
  const { from, to } = spanOfDraft(draft)
  const length = Math.max(hour * perSecond(draft.by), (to - from) * 1.12)
  const all = [...draft.points.map(({ temperature }) => temperature), ...measured]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const air = Math.max(2, (most - least) * 0.15)
  return { from, to: from + length, low: least - air, high: most + air, ...size }
}

/** Pixels from the left for a time. */
export const xOf = (plot: Plot, at: number): number =>
  margin.left + ((at - plot.from) / (plot.to - plot.from)) * (plot.width - margin.left - margin.right)

/** Pixels from the top for a temperature. */
export const yOf = (plot: Plot, temperature: number): number =>
  margin.top + (1 - (temperature - plot.low) / (plot.high - plot.low)) * (plot.height - margin.top - margin.bottom)

/** The time and temperature at a place. */
export function placeOf(plot: Plot, x: number, y: number): { at: number; temperature: number } {
  const across = (x - margin.left) / (plot.width - margin.left - margin.right)
  const down = (y - margin.top) / (plot.height - margin.top - margin.bottom)
  return { at: plot.from + across * (plot.to - plot.from), temperature: plot.high - down * (plot.high - plot.low) }
}

/** Times to label, in units of `at`; about one in 76 pixels. */
export function timeTicks(plot: Plot, by: Draft['by']): number[] {
  const unit = perSecond(by)
  const room = Math.max(2, Math.floor((plot.width - margin.left) / 76))
  const length = plot.to - plot.from
  const step = unit * (timeSteps.find(seconds => length / (seconds * unit) <= room) ?? timeSteps.at(-1)!)
  // By date, days begin at midnight where the screen is, also when clocks were changed in between.
  const shift = (at: number) => (by === 'date' ? new Date(at).getTimezoneOffset() * 60_000 : 0)
  const first = shift(plot.from)
  return ticks(plot.from - first, plot.to - first, step).map(wall => wall + shift(wall + first))
}

/** Round numbers to label between two temperatures, in the unit people read. */
export const degreeTicks = (low: number, high: number): number[] =>
  ticks(low, high, degreeSteps.find(step => (high - low) / step <= 6) ?? 100)

function ticks(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, n) => (first + n) * step)
}

/** SVG path of a profile: steps as corners, ramps as slopes, the ends held to the edges of the plot. */
export function profilePath(plot: Plot, points: readonly Point[]): string {
  const first = points[0]!
  let path = `M${place(plot, Math.min(plot.from, first.at), first.temperature)}`
  for (const [n, { at, temperature, approach }] of points.entries()) {
    if (n > 0 && approach === 'step') path += `L${place(plot, at, points[n - 1]!.temperature)}`
    path += `L${place(plot, at, temperature)}`
  }
  return `${path}L${place(plot, Math.max(plot.to, points.at(-1)!.at), points.at(-1)!.temperature)}`
}

/** SVG path of what was measured; the pen is lifted where nothing was for longer than `gap`. */
export function measuredPath(plot: Plot, measured: readonly { at: number; value: number }[], gap: number): string {
  return measured
    .map(({ at, value }, n) => `${n === 0 || at - measured[n - 1]!.at > gap ? 'M' : 'L'}${place(plot, at, value)}`)
    .join('')
}

const place = (plot: Plot, at: number, temperature: number) =>
  `${Math.round(xOf(plot, at) * 10) / 10} ${Math.round(yOf(plot, temperature) * 10) / 10}`
