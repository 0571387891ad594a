import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import type { Step } from '../../data/model/schedule.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'
import './step-additions.ts'
import { stepLayout } from './step-styles.ts'
import './step-target.ts'
import './step-until.ts'

/** One step of a schedule as a card to edit; dispatches `step` with the whole step, `move` with ±1, `add` and `remove`. */
@customElement('schedule-step')
export class ScheduleStep extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    stepLayout,
    css`
      .head {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .head input {
        flex: 1;
        min-width: 0;
        font-weight: 650;
        margin-left: 4px;
      }
      @media (max-width: 519px) {
        .head {
          flex-wrap: wrap;
        }
        .head .place {
          flex: 1;
        }
        .head input {
          order: 1;
          flex: 1 1 100%;
          margin-left: 0;
        }
      }
      .place {
        font-weight: 650;
        min-width: 1.5em;
      }
      @media (max-width: 479px) {
        .head {
          flex-wrap: wrap;
        }
        .head input {
          order: 1;
          flex-basis: 100%;
          margin-left: 0;
        }
        .head button:last-child {
          margin-left: auto;
        }
      }
    `,
  ]

  @property({ attribute: false }) step!: Step
  @property({ attribute: false }) index = 0
  @property({ attribute: false }) count = 1
  @property({ attribute: false }) unit: Unit = 'celsius'
  /** Pointers relative to the step. */
  @property({ attribute: false }) issues: Issue[] = []

  protected override render() {
    const { step, index, count } = this
    const name = `Step ${index + 1}`
    return html`<section class="card" aria-label=${name}>
      <h2 class="hidden">${name}</h2>
      <div class="head">
        <span class="place number" aria-hidden="true">${index + 1}</span>
        <button class="plain" aria-label="Move step ${index + 1} up" ?disabled=${index === 0} @click=${() => this.tell('move', -1)}>${icon('up')}</button>
        <button class="plain" aria-label="Move step ${index + 1} down" ?disabled=${index === count - 1} @click=${() => this.tell('move', 1)}>${icon('down')}</button>
        <input aria-label="${name}, name" maxlength="60" aria-invalid=${this.issue('/name') !== ''} .value=${step.name}
          @input=${(event: Event) => this.change({ name: (event.target as HTMLInputElement).value })} />
        <button class="plain" aria-label="Remove step ${index + 1}" ?disabled=${count === 1} @click=${() => this.tell('remove')}>${icon('trash')}</button>
      </div>
      ${this.problem('/name')}
      <step-target name=${name} .step=${step} .unit=${this.unit}
        @step=${(event: CustomEvent<Partial<Step>>) => this.change(event.detail)}></step-target>
      ${this.problem('/target')}
      ${this.confirmation('confirmStart', 'Ask before the hold begins', 'Add the grain')}
      <step-until name=${name} .until=${step.until} issue=${this.issue('/until')}
        @until=${(event: CustomEvent<Step['until']>) => this.change({ until: event.detail })}></step-until>
      <step-additions name=${name} .additions=${step.additions} .issues=${this.issues}
        @additions=${(event: CustomEvent<Step['additions']>) => this.change({ additions: event.detail })}></step-additions>
      ${this.confirmation('confirmEnd', 'Ask before the next step', 'Lift the grain out')}
      <div class="group">
        <button @click=${() => this.tell('add')}>${icon('plus')} Add a step behind this one</button>
      </div>
    </section>`
  }

  private confirmation(field: 'confirmStart' | 'confirmEnd', label: string, example: string) {
    return html`<div class="group">
      <label class="field"><span class="label">${label}</span>
        <input class="text" aria-label="Step ${this.index + 1}, ${label.toLowerCase()}" maxlength="300"
          placeholder="Nothing; or, for example: ${example}" aria-invalid=${this.issue(`/${field}`) !== ''}
          .value=${this.step[field] ?? ''}
          @change=${(event: Event) => this.change({ [field]: (event.target as HTMLInputElement).value.trim() || null })} />
      </label>
      ${this.problem(`/${field}`)}
    </div>`
  }

  private issue(pointer: string): string {
    return this.issues.find(issue => issue.pointer.startsWith(pointer))?.message ?? ''
  }

  private problem(pointer: string) {
    const issue = this.issue(pointer)
    return issue ? html`<p class="problem" role="alert">${icon('warning')}<span>${issue}</span></p>` : nothing
  }

  private change(change: Partial<Step>) {
    this.tell('step', { ...this.step, ...change })
  }

  private tell(event: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(event, { detail }))
  }
}
