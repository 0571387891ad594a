import { Chart, LinearScale } from 'chart.js'
import zoomPlugin from 'chartjs-plugin-zoom'
import type { Span } from '../ranges.ts'
import { crosshair } from './crosshair.ts'
import { type Limits, type Line, limitsOf } from './lines.ts'
import { type Marks, markTicks } from './marks.ts'
import { options } from './options.ts'
import { painting } from './painting.ts'
import type { Palette } from './palette.ts'

Chart.register(LinearScale, zoomPlugin)

/** What a plot shows; asked for whenever it draws. */
export interface View extends Marks {
  span(): Span
  /** Server time. */
  now(): number
  lines(): readonly Line[]
  /** Time under the crosshair, if any. */
  at(): number | null
  colours(): Palette
  cools: boolean
  heats: boolean
  /** Wheel, pinch or drag asks for another span. */
  moved(span: Span): void
}

/** Lines over time with their axes. Draws once a frame at most; axes are laid out anew only when they move by a pixel. */
export class Plot {
  #chart: Chart
  #view: View
  #frame = 0
  #lines: readonly Line[] = []
  /** What the vertical axis was laid out for. */
  #limits: Limits = { low: 0, high: 0 }

  constructor(canvas: HTMLCanvasElement, view: View) {
    this.#view = view
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: this.#options(),
      plugins: [painting(() => this.#lines, view.colours), crosshair(view.at, view.colours), markTicks(view)],
    })
    // Up and down scroll the page; sideways and pinching belong to the chart.
    canvas.style.touchAction = 'pan-y'
  }

  /** Draws what the view shows, with the next frame. */
  draw(): void {
    this.#frame ||= requestAnimationFrame(() => this.drawNow())
  }

  /** Draws what the view shows. */
  drawNow(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    const span = this.#view.span()
    this.#lines = this.#view.lines()
    const limits = limitsOf(this.#lines, span)
    const { x } = this.#chart.scales
    const pixel = (span.to - span.from) / Math.max(1, x?.width ?? 1)
    // A canvas that is not on the page yet has no axes.
    const still = x && Math.abs(x.min - span.from) < pixel && Math.abs(x.max - span.to) < pixel
    if (still && limits.low === this.#limits.low && limits.high === this.#limits.high) this.#chart.draw()
    else this.#layOut(span, limits)
  }

  #layOut(span: Span, limits: Limits): void {
    this.#limits = limits
    const { scales, plugins } = this.#chart.options
    Object.assign(scales!.x!, { min: span.from, max: span.to })
    Object.assign(plugins!.zoom!.limits!.x!, { max: Math.max(this.#view.now(), span.to) })
    this.#chart.update('none')
  }

  /** Takes the colours that are in force now. */
  dress(): void {
    this.#chart.options = this.#options()
    this.#chart.update('none')
  }

  /** The time at a distance from the left edge of the plot, px; null beside the axis. */
  timeAt(pixels: number): number | null {
    const { x } = this.#chart.scales
    const at = x?.getValueForPixel(pixels)
    return !x || at === undefined || at < x.min || at > x.max ? null : at
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    this.#chart.destroy()
  }

  #options() {
    const { cools, heats, span, now, colours } = this.#view
    return options({
      span: span(),
      now: now(),
      cools,
      heats,
      colours: colours(),
      limits: () => this.#limits,
      moved: () => {
        const { min, max } = this.#chart.scales.x!
        this.#view.moved({ from: min, to: max })
      },
    })
  }
}
