import { html, LitElement, nothing, svg } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { clockTime, dayName, degrees, fromCelsius, number, sign, toCelsius, type Unit } from '../format.ts'
import type { Draft } from '../profiles/draft.ts'
import { perSecond, snap, timeGrid } from '../profiles/draft.ts'
import {
  degreeTicks,
  margin,
  measuredPath,
  type Plot,
  placeOf,
  plotOf,
  profilePath,
  timeTicks,
  xOf,
  yOf,
} from '../profiles/scale.ts'
import { timeWords } from '../profiles/words.ts'
import { profileChartLayout } from './profile-chart-styles.ts'
import { shared } from './shared-styles.ts'

/** Where a point was put: index, time in units of `at`, °C. */
export interface Moved {
  index: number
  at: number
  temperature: number
}

/** Keeps the page from scrolling under a finger on a point: inside an SVG, `touch-action` does not. */
const stay = (event: Event) => event.preventDefault()

/** A profile as a line whose points are dragged, or moved by arrow keys; dispatches `move` and `remove`. */
@customElement('profile-chart')
export class ProfileChart extends LitElement {
  static override styles = [shared, profileChartLayout]

  @property({ attribute: false }) draft!: Draft
  @property({ attribute: false }) unit: Unit = 'celsius'
  @property({ attribute: false }) now = 0
  /** What a vessel measured, at times of the profile, °C. */
  @property({ attribute: false }) measured: { at: number; value: number }[] = []
  /** How a vessel would follow it, at times of the profile, °C. */
  @property({ attribute: false }) foreseen: { at: number; value: number }[] = []
  /** Where vessels stand that follow it. */
  @property({ attribute: false }) marks: { name: string; at: number }[] = []
  @state() private width = 600
  /** The plot stands still while a point is dragged. */
  @state() private frozen: { plot: Plot; index: number } | undefined
  private observer = new ResizeObserver(([entry]) => {
    this.width = Math.max(240, Math.floor(entry!.contentRect.width))
  })

  override connectedCallback(): void {
    super.connectedCallback()
    this.observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.observer.disconnect()
  }

  private get plot(): Plot {
    const height = this.width < 500 ? 260 : 380
    const values = [...this.measured, ...this.foreseen].map(({ value }) => value)
    return this.frozen?.plot ?? plotOf(this.draft, values, { width: this.width, height })
  }

  protected override render() {
    const { plot, draft } = this
    const gap = (plot.to - plot.from) / 20
    return html`<svg viewBox="0 0 ${plot.width} ${plot.height}" height=${plot.height} role="group" aria-label="Profile as a chart">
      ${this.axes(plot)}
      ${draft.events.map(
        ({ at, text }) => svg`<g class="event"><title>${text}</title>
        <path d="M${xOf(plot, at)} ${margin.top}V${plot.height - margin.bottom}" />
        <rect x=${xOf(plot, at) - 5} y=${margin.top - 12} width="10" height="10" transform="rotate(45 ${xOf(plot, at)} ${margin.top - 7})" /></g>`,
      )}
      ${this.marks.map(
        ({ name, at }) => svg`<g class="mark">
        <path d="M${xOf(plot, at)} ${margin.top}V${plot.height - margin.bottom}" />
        <text x=${xOf(plot, at) + 5} y=${plot.height - margin.bottom - 6}>${name}</text></g>`,
      )}
      <path class="measured" d=${measuredPath(plot, this.measured, gap)} />
      <path class="foreseen" d=${measuredPath(plot, this.seen(plot), plot.to - plot.from)} />
      <path class="line" d=${profilePath(plot, draft.points)} />
      ${draft.points.map((_, index) => this.handle(plot, index))}
    </svg>`
  }

  /** What is foreseen behind the right edge is not drawn. */
  private seen({ to }: Plot) {
    return this.foreseen.filter(({ at }) => at <= to)
  }

  private axes(plot: Plot) {
    const right = plot.width - margin.right
    const below = plot.height - margin.bottom
    const temperatures = degreeTicks(fromCelsius(plot.low, this.unit), fromCelsius(plot.high, this.unit))
    return svg`<g class="axes" aria-hidden="true">
      <text x=${margin.left - 8} y=${margin.top - 6} text-anchor="end">${sign(this.unit)}</text>
      ${temperatures.map(value => {
        const y = yOf(plot, this.unit === 'celsius' ? value : (value - 32) / 1.8)
        return svg`<path d="M${margin.left} ${y}H${right}" /><text x=${margin.left - 8} y=${y + 4} text-anchor="end">${number(value, value % 1 ? 1 : 0)}</text>`
      })}
      ${timeTicks(plot, this.draft.by).map(at => {
        const x = xOf(plot, at)
        const anchor = x > right - 24 ? 'end' : 'middle'
        return svg`<path d="M${x} ${margin.top}V${below}" /><text x=${x} y=${below + 20} text-anchor=${anchor}>${this.tick(at)}</text>`
      })}
    </g>`
  }

  private tick(at: number): string {
    if (this.draft.by === 'date') return isMidnight(at) ? dayName(at, this.now) : clockTime(at, this.now)
    return at === 0 ? '0' : timeWords(at, 'elapsed', this.now)
  }

  private handle(plot: Plot, index: number) {
    const { at, temperature } = this.draft.points[index]!
    const [x, y] = [xOf(plot, at), yOf(plot, temperature)]
    const words = `${timeWords(at, this.draft.by, this.now)}, ${degrees(temperature, this.unit)}`
    const dragged = this.frozen?.index === index
    return svg`<g
      class="handle ${dragged ? 'dragged' : ''}"
      tabindex="0"
      role="slider"
      aria-label="Point ${index + 1}"
      aria-valuemin="-60"
      aria-valuemax="200"
      aria-valuenow=${temperature}
      aria-valuetext=${words}
      @touchstart=${stay}
      @pointerdown=${(event: PointerEvent) => this.grab(event, index)}
      @pointermove=${(event: PointerEvent) => this.drag(event, index)}
      @pointerup=${this.drop}
      @pointercancel=${this.drop}
      @keydown=${(event: KeyboardEvent) => this.key(event, index)}
    >
      <circle class="thumb" cx=${x} cy=${y} r="22" />
      <circle class="ring" cx=${x} cy=${y} r="13" />
      <circle class="dot" cx=${x} cy=${y} r="7" />
      ${dragged ? svg`<text class="says" x=${Math.min(plot.width - 70, Math.max(80, x))} y=${y > 60 ? y - 30 : y + 44} text-anchor="middle">${words}</text>` : nothing}
    </g>`
  }

  private grab(event: PointerEvent, index: number) {
    if (event.button !== 0) return
    const handle = event.currentTarget as SVGGElement
    handle.setPointerCapture(event.pointerId)
    handle.focus({ preventScroll: true })
    event.preventDefault()
    this.frozen = { plot: this.plot, index }
  }

  private drag(event: PointerEvent, index: number) {
    if (this.frozen?.index !== index) return
    const box = this.renderRoot.querySelector('svg')!.getBoundingClientRect()
    const scale = this.frozen.plot.width / box.width
    const place = placeOf(this.frozen.plot, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale)
    const grid = timeGrid(this.draft) * perSecond(this.draft.by)
    this.tell({ index, at: snap(place.at, grid), temperature: this.onGrid(place.temperature) })
  }

  private drop() {
    this.frozen = undefined
  }

  private key(event: KeyboardEvent, index: number) {
    const { at, temperature } = this.draft.points[index]!
    const grid = timeGrid(this.draft) * perSecond(this.draft.by) * (event.shiftKey ? 10 : 1)
    const degree = (this.unit === 'celsius' ? 0.5 : 1 / 1.8) * (event.shiftKey ? 10 : 1)
    const moves: Record<string, Partial<Moved>> = {
      ArrowLeft: { at: at - grid },
      ArrowRight: { at: at + grid },
      ArrowUp: { temperature: this.onGrid(temperature + degree) },
      ArrowDown: { temperature: this.onGrid(temperature - degree) },
    }
    const move = moves[event.key]
    if (move) this.tell({ index, at, temperature, ...move })
    else if (event.key === 'Delete') this.dispatchEvent(new CustomEvent('remove', { detail: index }))
    else return
    event.preventDefault()
  }

  /** Half a degree Celsius, or a whole one Fahrenheit. */
  private onGrid(celsius: number): number {
    return toCelsius(snap(fromCelsius(celsius, this.unit), this.unit === 'celsius' ? 0.5 : 1), this.unit)
  }

  private tell(moved: Moved) {
    this.dispatchEvent(new CustomEvent<Moved>('move', { detail: moved }))
  }
}

/** Such a moment needs no hour. */
function isMidnight(at: number): boolean {
  const date = new Date(at)
  return date.getHours() === 0 && date.getMinutes() === 0
}
