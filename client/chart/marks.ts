import type { Chart, Plugin } from 'chart.js'
import type { MarkGroup } from '../../data/model/mark.ts'
import type { Span } from '../ranges.ts'
import type { Palette } from './palette.ts'

/** Width of a group under a finger, px. */
export const cell = 44

/** Where the plot lies in its canvas, px. */
export interface Area {
  left: number
  right: number
}

/** How many groups to ask for over `fetched`, so that those in the visible span have room on a plot so wide. */
export function groupsFor(fetched: Span, visible: Span, { left, right }: Area): number {
  const room = Math.max(1, Math.floor((right - left) / cell) - 1)
  return Math.min(500, Math.max(1, Math.round((room * (fetched.to - fetched.from)) / (visible.to - visible.from))))
}

/** A group and its left edge, px. */
export interface Placed {
  group: MarkGroup
  x: number
}

/** The groups that are in sight, each as near to its time as the others leave room for. */
export function placed(groups: readonly MarkGroup[], span: Span, { left, right }: Area): Placed[] {
  const seen = groups.filter(({ from, to }) => to >= span.from && from <= span.to)
  const ideal = seen.map(({ from, to }) => {
    const at = (Math.max(from, span.from) + Math.min(to, span.to)) / 2
    return left + ((at - span.from) / (span.to - span.from)) * (right - left) - cell / 2
  })
  const pushed: number[] = []
  for (const x of ideal) pushed.push(Math.max(x, left, (pushed.at(-1) ?? Number.NEGATIVE_INFINITY) + cell))
  for (let n = pushed.length - 1; n >= 0; n--)
    pushed[n] = Math.min(pushed[n]!, n === pushed.length - 1 ? right - cell : pushed[n + 1]! - cell)
  return seen.map((group, n) => ({ group, x: pushed[n]! }))
}

/** What is marked on a plot, and who wants to know where that lies. */
export interface Marks {
  groups(): readonly MarkGroup[]
  open(): MarkGroup | null
  colours(): Palette
  area(area: Area): void
}

/** Says where the plot lies whenever it is laid out, and draws marks: short ticks on the time axis, lines for the open group. */
export const markTicks = (parts: Marks): Plugin<'line'> => ({
  id: 'marks',
  afterLayout({ chartArea: { left, right } }: Chart) {
    parts.area({ left, right })
  },
  afterDatasetsDraw({ ctx, chartArea, scales: { x } }: Chart) {
    if (!x) return
    const line = (at: number, top: number) => {
      if (at < x.min || at > x.max) return
      const left = Math.round(x.getPixelForValue(at)) + 0.5
      ctx.moveTo(left, chartArea.bottom)
      ctx.lineTo(left, top)
    }
    ctx.save()
    ctx.strokeStyle = parts.colours().quiet
    ctx.lineWidth = 1
    ctx.beginPath()
    for (const { marks } of parts.groups()) for (const { at } of marks) line(at, chartArea.bottom - 8)
    for (const { at } of parts.open()?.marks ?? []) line(at, chartArea.top)
    ctx.stroke()
    ctx.restore()
  },
})
