import type { Chart, Plugin, Scale } from 'chart.js'
import type { Bucket } from '../../data/model/reading.ts'
import { columns } from '../trend.ts'
import type { Line } from './lines.ts'
import type { Palette } from './palette.ts'

/**
 * Draws the lines, a column of pixels a point. Chart.js has an object for each point, resolves its options and lays axes out whenever one
 * moves: beside this that takes five to ten times as long.
 */
export const painting = (lines: () => readonly Line[], colours: () => Palette): Plugin<'line'> => ({
  id: 'lines',
  beforeDatasetsDraw({ ctx, chartArea, scales }: Chart) {
    const { x, y, output } = scales
    if (!x || !y || !output) return
    const column = (x.max - x.min) / Math.max(1, x.width)
    for (const line of lines()) {
      const axis = line.label === 'output' ? output : y
      const points = columns(line.points, x, column)
      ctx.save()
      ctx.beginPath()
      ctx.rect(chartArea.left, axis.top, chartArea.right - chartArea.left, axis.bottom - axis.top)
      ctx.clip()
      const vertical = placeOn(axis)
      draw(ctx, line, unbroken(points, Math.max(line.gap, 3 * column)), {
        colours: colours(),
        x: placeOn(x),
        y: value => vertical(line.scaled(value)),
      })
      ctx.restore()
    }
  },
})

/** Colours, and where times and values lie, px. */
interface Canvas {
  colours: Palette
  x(at: number): number
  y(value: number): number
}

/** From a value to a pixel, without what Chart.js looks up each time. */
function placeOn(axis: Scale): (value: number) => number {
  const { min, max } = axis
  const start = axis.getPixelForValue(min)
  const slope = (axis.getPixelForValue(max) - start) / (max - min)
  return value => start + (value - min) * slope
}

function draw(ctx: CanvasRenderingContext2D, { label, stepped }: Line, pieces: readonly Bucket[][], canvas: Canvas) {
  const { colours } = canvas
  const mean = ({ mean }: Bucket) => mean
  const stroke = (style: string, width: number, dash: number[]) => {
    ctx.strokeStyle = style
    ctx.lineWidth = width
    ctx.lineJoin = 'bevel'
    ctx.setLineDash(dash)
    ctx.beginPath()
    for (const piece of pieces) trace(ctx, piece, canvas, mean, { stepped })
    ctx.stroke()
  }
  const fill = (style: string, upper: (bucket: Bucket) => number, lower: (bucket: Bucket) => number) => {
    ctx.fillStyle = style
    ctx.beginPath()
    for (const piece of pieces) {
      trace(ctx, piece, canvas, upper, { stepped })
      trace(ctx, piece.toReversed(), canvas, lower, { stepped, back: true })
      ctx.closePath()
    }
    ctx.fill()
  }
  const zero = () => 0
  switch (label) {
    case 'band':
      return fill(
        colours.band,
        ({ maximum }) => maximum,
        ({ minimum }) => minimum,
      )
    case 'value':
      return stroke(colours.ink, 1.75, [])
    case 'set point':
      return stroke(colours.quiet, 1.5, [5, 4])
    case 'forecast':
      return stroke(colours.ink, 1.5, [2, 4])
    case 'set point ahead':
      return stroke(colours.quiet, 1, [5, 4])
    case 'output':
      fill(colours['heating-fill'], ({ mean }) => Math.max(0, mean), zero)
      return fill(colours['cooling-fill'], zero, ({ mean }) => Math.min(0, mean))
  }
}

/** Puts the pen on the first point and leads it to the last; `back` goes on where the pen is, from the right to the left. */
function trace(
  ctx: CanvasRenderingContext2D,
  points: readonly Bucket[],
  { x, y }: Canvas,
  value: (bucket: Bucket) => number,
  { stepped = false, back = false },
): void {
  let before: Bucket | undefined
  for (const point of points) {
    const height = y(value(point))
    if (before && stepped) ctx.lineTo(back ? x(before.at) : x(point.at), back ? height : y(value(before)))
    if (before || back) ctx.lineTo(x(point.at), height)
    else ctx.moveTo(x(point.at), height)
    before = point
  }
}

/** The points in pieces without a gap. */
function unbroken(points: readonly Bucket[], gap: number): Bucket[][] {
  const pieces: Bucket[][] = []
  let before: Bucket | undefined
  for (const point of points) {
    if (!before || point.at - before.at > gap) pieces.push([])
    pieces.at(-1)!.push(point)
    before = point
  }
  return pieces
}
