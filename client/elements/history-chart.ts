import { html, LitElement, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { ForecastPoint } from '../../data/model/forecast.ts'
import type { MarkGroup } from '../../data/model/mark.ts'
import type { Profile } from '../../data/model/profile.ts'
import type { Cancel } from '../../data/model/units.ts'
import type { Vessel, VesselState } from '../../data/model/vessel.ts'
import { linesOf } from '../chart/lines.ts'
import { type Area, placed } from '../chart/marks.ts'
import { type Palette, paletteOf } from '../chart/palette.ts'
import { Plot } from '../chart/plot.ts'
import { readoutAhead, readoutAt, readoutNow, spoken } from '../chart/readout.ts'
import { carriedOn, noSeries, type VesselSeries } from '../chart/series.ts'
import type { Connection } from '../connection.ts'
import type { Unit } from '../format.ts'
import { fetched, follows, pan, ranges, type Span, spanOf, withAhead, zoom } from '../ranges.ts'
import { getFirst, getVesselSeries } from '../vessel-api.ts'
import { vesselMarks } from '../vessel-marks.ts'
import './chart-export.ts'
import './chart-marks.ts'
import './chart-readout.ts'
import './chart-tools.ts'
import { chartLayout } from './history-chart-styles.ts'
import { shared } from './shared-styles.ts'

/** Buckets for a pixel of width; the server is asked for one and a half times what is seen. */
const density = 1.2

/** A vessel's value, set point and output over time, and what happened: live, with ranges, zoom, pan and a crosshair. */
@customElement('history-chart')
export class HistoryChart extends LitElement {
  static override styles = [shared, chartLayout]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) state: VesselState | undefined
  /** What is foreseen. */
  @property({ attribute: false }) forecast: ForecastPoint[] = []
  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) profiles: Profile[] = []
  @property({ attribute: false }) unit: Unit = 'celsius'
  @state() private series: VesselSeries = noSeries
  /** Index of the chosen range; −1 after zooming or panning. */
  @state() private range = 0
  /** Time under the crosshair; null: now. */
  @state() private at: number | null = null
  /** Why what was recorded in the span could not be read, and why a span could not be shown at all. */
  @state() private problem = ''
  @state() private denied = ''
  /** Where the plot lies. */
  @state() private area: Area = { left: 0, right: 0 }
  @state() private span!: Span
  private open: MarkGroup | null = null
  private marks = vesselMarks(this, () => ({
    connection: this.connection,
    vessel: this.vessel.id,
    span: this.span,
    area: this.area,
  }))
  private following = true
  private plot: Plot | undefined
  private colours!: Palette
  private round = 0
  /** Counts the spans that were chosen: the answer to one before the last is of no use. */
  private chosen = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private cancels: Cancel[] = []

  override connectedCallback(): void {
    super.connectedCallback()
    this.span ??= spanOf(ranges[0].length, this.connection.now(), undefined)
    const dressed = new MutationObserver(() => this.dress())
    dressed.observe(document.documentElement, { attributeFilter: ['class'] })
    this.cancels = [
      this.connection.watch(() => {
        if (this.connection.link === 'open') void this.load()
      }),
      () => dressed.disconnect(),
    ]
    void this.updateComplete.then(() => this.load())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const cancel of this.cancels) cancel()
    clearTimeout(this.timer)
    this.plot?.destroy()
    this.plot = undefined
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Who has left the page gets a last update, and a canvas that is nowhere has no scales.
    if (!this.isConnected) return
    if (!this.plot) this.build()
    if (changed.has('state') && this.state) this.observe(this.state)
    this.plot!.draw()
  }

  protected override render() {
    const readout = this.readout()
    const { processValue } = this.series
    const problem = this.denied || this.problem
    const telling = { profiles: this.profiles, unit: this.unit, now: this.connection.now() }
    return html`
      <chart-tools .range=${this.range} @range=${this.chooseRange} @zoom=${this.zoomBy} @pan=${this.panBy}></chart-tools>
      <chart-readout .readout=${readout}></chart-readout>
      <p role="alert" ?hidden=${processValue.length === 0 || problem === ''}>${problem}</p>
      <div class="plot" @pointermove=${this.point} @pointerdown=${this.point} @pointerleave=${this.leave}>
        <canvas role="img" aria-label="Temperature, set point and output of ${this.vessel.name} over time"></canvas>
        <p class="empty" ?hidden=${processValue.length > 0}>${problem || 'Nothing was recorded in this time.'}</p>
      </div>
      <input
        class="hidden"
        type="range"
        min="0"
        max="200"
        aria-label="Time on the chart"
        aria-valuetext=${spoken(readout)}
        @input=${this.scrub}
        @blur=${this.leave}
      />
      <chart-marks
        .placed=${placed(this.groups, this.drawn, this.area)}
        .telling=${telling}
        @open=${this.openGroup}
      ></chart-marks>
      <chart-export vessel=${this.vessel.id} .span=${this.span}></chart-export>
    `
  }

  /** The span as it is drawn: with what is foreseen, as long as now is seen. */
  private get drawn(): Span {
    return this.following ? withAhead(this.span, this.forecast) : this.span
  }

  private get lines() {
    return linesOf(this.series, this.connection.now(), this.unit, this.forecast)
  }

  private get groups(): readonly MarkGroup[] {
    return this.marks.value ?? []
  }

  private openGroup({ detail }: CustomEvent<MarkGroup | null>) {
    this.open = detail
    this.plot?.draw()
  }

  private readout() {
    if (this.at === null) return readoutNow(this.state, this.unit)
    const now = this.connection.now()
    if (this.at > now) return readoutAhead(this.forecast, this.at, now, this.unit)
    return readoutAt(this.series, this.at, now, this.unit)
  }

  private build() {
    this.colours = paletteOf(this.renderRoot as ShadowRoot)
    this.plot = new Plot(this.renderRoot.querySelector('canvas')!, {
      span: () => this.drawn,
      now: () => this.connection.now(),
      lines: () => this.lines,
      at: () => this.at,
      colours: () => this.colours,
      groups: () => this.groups,
      open: () => this.open,
      cools: this.vessel.cooler !== null,
      heats: this.vessel.heater !== null,
      area: area => {
        if (area.left !== this.area.left || area.right !== this.area.right) this.area = area
      },
      moved: ({ from, to }) => this.show({ from, to: to - (this.drawn.to - this.span.to) }),
    })
  }

  private dress() {
    this.colours = paletteOf(this.renderRoot as ShadowRoot)
    this.plot?.dress()
  }

  private observe(state: VesselState) {
    const now = this.connection.now()
    if (this.following) this.span = { from: this.span.from + now - this.span.to, to: now }
    this.series = carriedOn(this.series, state, now, this.span)
  }

  private async load() {
    void this.marks.refresh()
    const round = ++this.round
    const wanted = fetched(this.span, this.connection.now())
    const count = Math.round(Math.max(200, this.clientWidth * density))
    try {
      const series = await getVesselSeries(this.vessel.id, wanted, count)
      if (round !== this.round) return
      this.series = series
      this.problem = ''
    } catch (error) {
      if (round === this.round) this.problem = (error as Error).message
    }
  }

  private show(span: Span, range = -1) {
    this.chosen += 1
    this.denied = ''
    this.span = span
    this.range = range
    this.following = follows(span, this.connection.now())
    this.plot?.draw()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.load(), 120)
  }

  private async chooseRange({ detail }: CustomEvent<number>) {
    const { length } = ranges[detail]!
    const round = ++this.chosen
    try {
      const first = length === null ? await getFirst(this.vessel.id) : undefined
      if (round === this.chosen) this.show(spanOf(length, this.connection.now(), first), detail)
    } catch (error) {
      if (round === this.chosen) this.denied = (error as Error).message
    }
  }

  private zoomBy = ({ detail }: CustomEvent<number>) => this.show(zoom(this.span, detail, this.connection.now()))
  private panBy = ({ detail }: CustomEvent<number>) => this.show(pan(this.span, detail, this.connection.now()))

  private point(event: PointerEvent) {
    const { left } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    this.at = this.plot!.timeAt(event.clientX - left)
  }

  private scrub(event: Event) {
    const share = Number((event.target as HTMLInputElement).value) / 200
    this.at = this.span.from + share * (this.span.to - this.span.from)
  }

  private leave = () => (this.at = null)
}
