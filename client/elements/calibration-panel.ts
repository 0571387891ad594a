import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Reading } from '../../data/model/reading.ts'
import type { Calibration, Sensor } from '../../data/model/sensor.ts'
import { replaceThing } from '../api.ts'
import { boilingPoint, type CalibrationPoint, rawOf, suspicious, withPoint } from '../calibration.ts'
import { typedNumber } from '../drafts.ts'
import { apart, degrees, sign, toCelsius, type Unit } from '../format.ts'
import { icon } from '../icons.ts'
import './choice-row.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

const ways = [
  { value: 'ice', text: 'Ice water' },
  { value: 'boiling', text: 'Boiling' },
  { value: 'other', text: 'Another' },
]
/** Readings within so many °C of each other, so many of them, are steady. */
const steadyWithin = 0.15
const steadyCount = 10

/** Compares a thermometer with what is known to be true, at one point or two. Dispatches `done`. */
@customElement('calibration-panel')
export class CalibrationPanel extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 2px 12px;
      }
      dt {
        color: var(--quiet);
        font-size: 0.9375rem;
      }
      dd {
        grid-row: 2;
        font-size: 1.75rem;
        font-weight: 600;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      li span {
        flex: 1;
      }
    `,
  ]

  @property({ attribute: false }) sensor!: Sensor
  @property({ attribute: false }) reading: Reading | undefined
  @property({ attribute: false }) unit: Unit = 'celsius'
  @state() private way = 'ice'
  @state() private altitude = 0
  @state() private typed = Number.NaN
  @state() private problem = ''
  private recent: number[] = []

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('reading')) return
    const raw = this.raw
    this.recent = raw === null ? [] : [...this.recent, raw].slice(-steadyCount)
  }

  /** What the sensor itself measures, without its calibration. */
  private get raw(): number | null {
    const { reading, sensor } = this
    return reading?.quality === 'good' && reading.value !== null ? rawOf(reading.value, sensor.calibration) : null
  }

  private get actual(): number {
    if (this.way === 'ice') return 0
    return this.way === 'boiling' ? boilingPoint(this.altitude) : this.typed
  }

  protected override render() {
    const { raw, actual, reading, unit } = this
    const steady =
      this.recent.length === steadyCount && Math.max(...this.recent) - Math.min(...this.recent) <= steadyWithin
    const apart = raw === null || Number.isNaN(actual) ? null : Math.abs(raw - actual)
    return html`
      <dl class="number">
        <dt>Measured (raw)</dt>
        <dd>${degrees(raw, unit)}</dd>
        <dt>Shown (calibrated)</dt>
        <dd>${degrees(reading?.value, unit)}</dd>
      </dl>
      <p class="hint">Raw is what the sensor says by itself; calibrated is what the brewery works with.</p>
      ${this.points()}
      <div class="field">
        <span class="label">Compare with</span>
        <choice-row label="Compare with" .choices=${ways} .value=${this.way} @chosen=${(event: CustomEvent<string>) => this.choose(event.detail)}></choice-row>
      </div>
      ${this.instructions()}
      <p class="number" role="status">
        ${raw === null ? html`${icon('warning')} ${reading?.reason ?? 'No reading: nothing to compare.'}` : steady ? html`${icon('check')} Steady.` : html`${icon('clock')} Wait until it is steady.`}
      </p>
      ${
        apart !== null && apart > suspicious
          ? html`<p class="problem">${icon('warning')}<span>It measures ${degrees(raw, unit)}, which is far off: is it in the water already?</span></p>`
          : nothing
      }
      <button class="loud" ?disabled=${raw === null || Number.isNaN(actual)} @click=${() => this.take({ measured: round(raw!), actual: round(actual) })}>
        ${raw === null || Number.isNaN(actual) ? 'Use this point' : `Use this point: ${degrees(raw, unit)} is ${degrees(actual, unit)}`}
      </button>
      <p class="problem" role="alert">${this.problem ? html`${icon('warning')}<span>${this.problem}</span>` : nothing}</p>
    `
  }

  private points() {
    const { calibration } = this.sensor
    if (calibration.length === 0)
      return html`<p>Not calibrated yet: it shows what it measures. One point shifts it, two points turn it too.</p>`
    return html`<ul aria-label="Calibration">
      ${calibration.map(
        (point, n) => html`<li>
          <span class="number">${degrees(point.measured, this.unit)} measured is ${degrees(point.actual, this.unit)}</span>
          <button aria-label="Remove point ${n + 1}" @click=${() =>
            this.save(
              calibration.filter(other => other !== point),
              'Point removed',
            )}>${icon('close')}</button>
        </li>`,
      )}
    </ul>`
  }

  private instructions() {
    switch (this.way) {
      case 'ice':
        return html`<p>Fill a glass with crushed ice, then water up to the ice. Stir for a minute, keep the probe in the middle. That is
          ${degrees(0, this.unit)}.</p>`
      case 'boiling':
        return html`<div class="field">
          <label for="altitude">Height above sea level</label>
          <span class="measure">
            <input id="altitude" inputmode="decimal" .value=${String(this.altitude)} @change=${this.climb} />m
          </span>
          <p class="hint number">
            Water boils at ${degrees(boilingPoint(this.altitude), this.unit)} there: pressure of the standard atmosphere (ISO 2533), Antoine
            equation. The weather moves it by up to ${apart(1, this.unit)}. Hold the probe in the boiling water, off the bottom.
          </p>
        </div>`
      default:
        return html`<div class="field">
          <label for="actual">The thermometer you trust says</label>
          <span class="measure">
            <input id="actual" inputmode="decimal" @input=${this.type} />${sign(this.unit)}
          </span>
          <p class="hint">Both in the same water, stirred, a finger apart.</p>
        </div>`
    }
  }

  /** What was typed before goes with its field. */
  private choose(way: string) {
    if (way === this.way) return
    this.way = way
    this.typed = Number.NaN
  }

  private climb(event: Event) {
    const metres = typedNumber((event.target as HTMLInputElement).value)
    const fits = metres >= -430 && metres <= 6000
    this.problem = fits ? '' : 'Expected a height from −430 to 6000 m.'
    if (fits) this.altitude = metres
  }

  private type(event: Event) {
    const value = typedNumber((event.target as HTMLInputElement).value)
    this.typed = Number.isNaN(value) ? value : toCelsius(value, this.unit)
  }

  private take(point: CalibrationPoint) {
    return this.save(withPoint(this.sensor.calibration, point), `${this.sensor.name} calibrated`)
  }

  private async save(calibration: Calibration, text: string) {
    const before = this.sensor
    this.problem = ''
    try {
      const after = await replaceThing('sensors', { ...before, calibration } as Sensor)
      this.recent = []
      offerUndo(this, {
        text,
        undo: () => replaceThing('sensors', { ...after, calibration: before.calibration } as Sensor),
      })
    } catch (error) {
      this.problem = (error as Error).message
    }
  }
}

const round = (celsius: number) => Math.round(celsius * 100) / 100
