import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Condition, Step } from '../../data/model/schedule.ts'
import { icon } from '../icons.ts'
import { freshCondition } from '../schedules/draft.ts'
import { form } from './form-styles.ts'
import './number-field.ts'
import { shared } from './shared-styles.ts'
import { stepLayout } from './step-styles.ts'
import './time-field.ts'

const kinds: { kind: Condition['kind']; text: string }[] = [
  { kind: 'time', text: 'so long' },
  { kind: 'date', text: 'until a date' },
  { kind: 'gravity', text: 'until the gravity is at most' },
  { kind: 'attenuation', text: 'until it attenuated at least' },
  { kind: 'stable-gravity', text: 'until the gravity is stable for' },
]

/** What a step waits for once its temperature is there; dispatches `until`. */
@customElement('step-until')
export class StepUntil extends LitElement {
  static override styles = [shared, form, stepLayout]

  @property() name = ''
  @property({ attribute: false }) until!: Step['until']
  @property() issue = ''

  protected override render() {
    const { match, conditions } = this.until
    return html`<div class="group">
      <h3>Then hold it</h3>
      ${conditions.length === 0 ? html`<p class="quiet">It goes on as soon as it is there.</p>` : nothing}
      ${
        conditions.length < 2
          ? nothing
          : html`<label class="field"
            ><span class="label">It goes on when</span>
            <select aria-label="${this.name}, it goes on when" @change=${this.matched}>
              <option value="all" .selected=${match === 'all'}>all of these have come</option>
              <option value="any" .selected=${match === 'any'}>one of these has come</option>
            </select></label
          >`
      }
      <ul>
        ${conditions.map((condition, n) => this.row(condition, n))}
      </ul>
      ${this.issue ? html`<p class="problem" role="alert">${icon('warning')}<span>${this.issue}</span></p>` : nothing}
      ${
        conditions.length < 6
          ? html`<button @click=${() => this.tell([...conditions, this.another()])}>${icon('plus')} Add a condition</button>`
          : nothing
      }
    </div>`
  }

  private row(condition: Condition, n: number) {
    const { conditions } = this.until
    const name = `${this.name}, condition ${n + 1}`
    return html`<li class="row">
      <select
        aria-label=${name}
        @change=${(event: Event) => this.tell(conditions.with(n, freshCondition((event.target as HTMLSelectElement).value as Condition['kind'], Date.now())))}
      >
        ${kinds.map(({ kind, text }) => html`<option value=${kind} .selected=${kind === condition.kind}>${text}</option>`)}
      </select>
      ${this.value(condition, name, next => this.tell(conditions.with(n, next)))}
      <button class="plain" aria-label="Remove condition ${n + 1} of ${this.name}" @click=${() => this.tell(conditions.toSpliced(n, 1))}>
        ${icon('trash')}
      </button>
    </li>`
  }

  private value(condition: Condition, name: string, change: (next: Condition) => void) {
    switch (condition.kind) {
      case 'stable-gravity':
        return html`<number-field label="within" unit="SG" of=${name} .value=${condition.within} .minimum=${0.0001} .maximum=${0.02} .decimals=${4}
            @value=${(event: CustomEvent<number>) => change({ ...condition, within: event.detail })}></number-field>
          <time-field label="${name}, length" .value=${condition.seconds}
            @value=${(event: CustomEvent<number>) => change({ ...condition, seconds: event.detail })}></time-field>`
      case 'time':
        return html`<time-field label="${name}, length" .value=${condition.seconds}
          @value=${(event: CustomEvent<number>) => change({ ...condition, seconds: event.detail })}></time-field>`
      case 'date':
        return html`<time-field label="${name}, date" by="date" .value=${condition.at}
          @value=${(event: CustomEvent<number>) => change({ ...condition, at: event.detail })}></time-field>`
      case 'gravity':
        return html`<number-field label="SG" of=${name} .value=${condition.atMost} .minimum=${0.98} .maximum=${1.2} .decimals=${4}
          @value=${(event: CustomEvent<number>) => change({ ...condition, atMost: event.detail })}></number-field>`
      case 'attenuation':
        return html`<number-field label="apparent" unit="%" of=${name} .value=${condition.atLeast} .minimum=${1}
          @value=${(event: CustomEvent<number>) => change({ ...condition, atLeast: event.detail })}></number-field>`
    }
  }

  /** A kind that is not there yet. */
  private another(): Condition {
    const { conditions } = this.until
    const next = kinds.find(({ kind }) => !conditions.some(condition => condition.kind === kind))
    return freshCondition(next?.kind ?? 'gravity', Date.now())
  }

  private matched(event: Event) {
    const match = (event.target as HTMLSelectElement).value as Step['until']['match']
    this.dispatchEvent(new CustomEvent('until', { detail: { ...this.until, match } }))
  }

  private tell(conditions: Condition[]) {
    this.dispatchEvent(new CustomEvent('until', { detail: { ...this.until, conditions } }))
  }
}
