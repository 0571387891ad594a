import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Ramp, Step, StepTarget } from '../../data/model/schedule.ts'
import { fromCelsius, sign, toCelsius, type Unit } from '../format.ts'
import { freshTarget } from '../schedules/draft.ts'
import { form } from './form-styles.ts'
import './number-field.ts'
import { shared } from './shared-styles.ts'
import { stepLayout } from './step-styles.ts'

const kinds: { kind: StepTarget['kind']; text: string }[] = [
  { kind: 'temperature', text: 'a temperature' },
  { kind: 'boil', text: 'the boil' },
  { kind: 'free-rise', text: 'free rise' },
  { kind: 'rest', text: 'rest, everything off' },
]

const ramps: Record<Ramp['kind'], Ramp> = {
  fast: { kind: 'fast' },
  rate: { kind: 'rate', rate: 1 },
  duration: { kind: 'duration', seconds: 600 },
}

/** What a step brings its vessel to, and how; dispatches `step` with what changes. */
@customElement('step-target')
export class StepTargetFields extends LitElement {
  static override styles = [shared, form, stepLayout]

  @property() name = ''
  @property({ attribute: false }) step!: Step
  @property({ attribute: false }) unit: Unit = 'celsius'

  protected override render() {
    const { target } = this.step
    return html`<div class="group">
      <h3>Go to</h3>
      <div class="row">
        <select
          aria-label="${this.name}, go to"
          @change=${(event: Event) => this.tell({ target: freshTarget[(event.target as HTMLSelectElement).value as StepTarget['kind']] })}
        >
          ${kinds.map(({ kind, text }) => html`<option value=${kind} .selected=${kind === target.kind}>${text}</option>`)}
        </select>
        ${this.fields(target)}
      </div>
      ${target.kind === 'temperature' ? this.ramp() : nothing}
    </div>`
  }

  private fields(target: StepTarget) {
    switch (target.kind) {
      case 'temperature':
        return html`${this.degrees('temperature', target.temperature, temperature => this.tell({ target: { ...target, temperature } }))}
          ${this.limit(target)}
          <number-field label="there within" unit=${sign(this.unit)} of=${this.name} .decimals=${1}
            .value=${this.step.tolerance * this.scale} .minimum=${0.1 * this.scale} .maximum=${10 * this.scale}
            @value=${(event: CustomEvent<number>) => this.tell({ tolerance: event.detail / this.scale })}></number-field>`
      case 'boil':
        return html`<number-field label="power" unit="%" of=${this.name} .value=${target.power} .decimals=${0}
            @value=${(event: CustomEvent<number>) => this.tell({ target: { ...target, power: event.detail } })}></number-field>
          ${this.limit(target)}`
      case 'free-rise':
        return this.degrees('up to', target.maximum, maximum => this.tell({ target: { ...target, maximum } }))
      case 'rest':
        return nothing
    }
  }

  /** Against scorching: on the way to a boil, and all the time at a temperature. */
  private limit(target: Extract<StepTarget, { kind: 'temperature' | 'boil' }>) {
    const [label, of] = target.kind === 'boil' ? ['on the way at most', this.name] : ['at most', `${this.name}, power`]
    return html`<number-field label=${label} unit="%" of=${of} .value=${target.powerLimit ?? 100} .minimum=${1} .decimals=${0}
      @value=${(event: CustomEvent<number>) => this.tell({ target: { ...target, powerLimit: event.detail } })}></number-field>`
  }

  /** Differences of temperature in people's unit. */
  private get scale(): number {
    return this.unit === 'celsius' ? 1 : 1.8
  }

  private degrees(label: string, celsius: number, change: (celsius: number) => void) {
    return html`<number-field label=${label} unit=${sign(this.unit)} of=${this.name}
      .value=${fromCelsius(celsius, this.unit)}
      .minimum=${fromCelsius(-60, this.unit)}
      .maximum=${fromCelsius(200, this.unit)}
      @value=${(event: CustomEvent<number>) => change(toCelsius(event.detail, this.unit))}
    ></number-field>`
  }

  private ramp() {
    const { ramp } = this.step
    const { scale } = this
    return html`<div class="row">
      <select
        aria-label="${this.name}, how fast"
        @change=${(event: Event) => this.tell({ ramp: ramps[(event.target as HTMLSelectElement).value as Ramp['kind']] })}
      >
        <option value="fast" .selected=${ramp.kind === 'fast'}>as fast as it can</option>
        <option value="rate" .selected=${ramp.kind === 'rate'}>so much a minute</option>
        <option value="duration" .selected=${ramp.kind === 'duration'}>within a time</option>
      </select>
      ${
        ramp.kind === 'rate'
          ? html`<number-field label="ramp" unit="${sign(this.unit)}/min" of=${this.name} .decimals=${4} 
            .minimum=${0.001 * scale} .maximum=${20 * scale}
            .value=${ramp.rate * scale}
            @value=${(event: CustomEvent<number>) => this.tell({ ramp: { ...ramp, rate: event.detail / scale } })}></number-field>`
          : ramp.kind === 'duration'
            ? html`<time-field label="${this.name}, ramp" .value=${ramp.seconds}
              @value=${(event: CustomEvent<number>) => this.tell({ ramp: { ...ramp, seconds: event.detail } })}></time-field>`
            : nothing
      }
    </div>`
  }

  private tell(change: Partial<Step>) {
    this.dispatchEvent(new CustomEvent('step', { detail: change }))
  }
}
