import type { ChartOptions, Scale } from 'chart.js'
import { axisTime, type Division } from '../format.ts'
import { earliest, type Span } from '../ranges.ts'
import type { Limits } from './lines.ts'
import type { Palette } from './palette.ts'
import { timeTicks } from './time-ticks.ts'

/** What the chart shows and tells back. */
export interface View {
  span: Span
  now: number
  /** Whether the vessel can cool: the output strip then goes below zero. */
  cools: boolean
  heats: boolean
  colours: Palette
  /** Of the temperatures in sight. */
  limits(): Limits
  /** The span changed by wheel, pinch or drag. */
  moved(): void
}

const least = 2

/** Options for Chart.js: temperature above, output as a strip below, time without animation. */
export function options({ span, now, cools, heats, colours, limits, moved }: View): ChartOptions<'line'> {
  const ticks = { color: colours.quiet, font: { size: 12 }, maxRotation: 0 }
  const grid = { color: colours.line, tickColor: colours.line }
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    scales: {
      x: {
        type: 'linear',
        min: span.from,
        max: span.to,
        grid,
        border: { display: false },
        ticks: { ...ticks, autoSkip: false, callback: (_, index, all) => all[index]!.label },
        afterBuildTicks: divide,
      },
      output: {
        type: 'linear',
        position: 'left',
        stack: 'plot',
        stackWeight: 1,
        min: cools ? -100 : 0,
        max: heats || !cools ? 100 : 0,
        grid,
        border: { display: false },
        ticks: { ...ticks, stepSize: 100, callback: value => directions[Math.sign(Number(value)) + 1] },
        afterFit: level,
      },
      gap: {
        type: 'linear',
        position: 'left',
        stack: 'plot',
        stackWeight: 0.4,
        display: true,
        grid: { display: false },
        border: { display: false },
        ticks: { display: false },
        afterFit: level,
      },
      y: {
        type: 'linear',
        position: 'left',
        stack: 'plot',
        stackWeight: 5,
        grace: '8%',
        grid,
        border: { display: false },
        ticks: { ...ticks, maxTicksLimit: 8, precision: 1 },
        afterDataLimits: scale => atLeast(scale, limits()),
        afterFit: level,
      },
    },
    plugins: {
      zoom: {
        limits: { x: { min: earliest(span.from), max: now, minRange: 60_000 } },
        pan: { enabled: true, mode: 'x', onPan: moved },
        zoom: { mode: 'x', wheel: { enabled: true, speed: 0.12 }, pinch: { enabled: true }, onZoom: moved },
      },
    },
  }
}

/** The ends of the output, in full: cooling, nothing, heating. */
const directions = ['cool', '', 'heat']

/** Room for a character of a label and between labels, px. */
const [character, between] = [7.5, 24]

/** Chart.js divides time by what fits: every 7 minutes. */
function divide(scale: Scale): void {
  const { min: from, max: to, width } = scale
  const fits = (division: Division) => width / (axisTime(from, division).length * character + between)
  const { ticks, division } = timeTicks({ from, to }, fits)
  scale.ticks = ticks.map(value => ({ value, label: axisTime(value, division) }))
}

/** A calm line stays calm: noise of a tenth of a degree does not fill the plot. */
function atLeast(scale: Scale, { low, high }: Limits): void {
  const missing = Math.max(0, least - (high - low))
  scale.min = low - missing / 2
  scale.max = high + missing / 2
}

/** Labels of any length take the same room, so that the plot does not move. */
function level(scale: Scale): void {
  scale.width = 52
}
