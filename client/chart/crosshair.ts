import type { Chart, Plugin } from 'chart.js'
import type { Palette } from './palette.ts'

/** A vertical line through the plot at the time `at` tells, if any. */
export const crosshair = (at: () => number | null, colours: () => Palette): Plugin<'line'> => ({
  id: 'crosshair',
  afterDatasetsDraw(chart: Chart) {
    const time = at()
    const { x } = chart.scales
    if (time === null || !x || time < x.min || time > x.max) return
    const { ctx, chartArea } = chart
    const left = Math.round(x.getPixelForValue(time)) + 0.5
    ctx.save()
    ctx.strokeStyle = colours().ink
    ctx.lineWidth = 1
    ctx.beginPath()
    ctx.moveTo(left, chartArea.top)
    ctx.lineTo(left, chartArea.bottom)
    ctx.stroke()
    ctx.restore()
  },
})
