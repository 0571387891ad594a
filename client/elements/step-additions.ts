import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import type { Addition } from '../../data/model/schedule.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import './number-field.ts'
import { shared } from './shared-styles.ts'
import { stepLayout } from './step-styles.ts'

/** What is added during a step, and when; dispatches `additions`. */
@customElement('step-additions')
export class StepAdditions extends LitElement {
  static override styles = [shared, form, stepLayout]

  @property() name = ''
  @property({ attribute: false }) additions: Addition[] = []
  /** Pointers relative to the step. */
  @property({ attribute: false }) issues: Issue[] = []

  protected override render() {
    return html`<div class="group">
      <h3>Additions</h3>
      <ul>
        ${this.additions.map((addition, n) => this.row(addition, n))}
      </ul>
      <button @click=${() => this.tell([...this.additions, { text: '', at: 900, from: 'end' }])}>
        ${icon('plus')} Add an addition
      </button>
    </div>`
  }

  private row(addition: Addition, n: number) {
    const name = `${this.name}, addition ${n + 1}`
    const issue = (field: string) =>
      this.issues.find(({ pointer }) => pointer.startsWith(`/additions/${n}/${field}`))?.message ?? ''
    const change = (more: Partial<Addition>) => this.tell(this.additions.with(n, { ...addition, ...more }))
    return html`<li>
      <div class="line">
      <input
        class="text"
        aria-label="${name}, what"
        aria-invalid=${issue('text') !== ''}
        placeholder="What to add or do"
        maxlength="300"
        .value=${addition.text}
        @input=${(event: Event) => change({ text: (event.target as HTMLInputElement).value })}
      />
        <button class="plain" aria-label="Remove addition ${n + 1} of ${this.name}" @click=${() => this.tell(this.additions.toSpliced(n, 1))}>
          ${icon('trash')}
        </button>
      </div>
      ${issue('text') ? html`<p class="problem" role="alert">${icon('warning')}<span>${issue('text')}</span></p>` : nothing}
      <div class="row">
        <number-field label="when" unit="min" of=${name} .value=${addition.at / 60} .maximum=${525_600} issue=${issue('at')}
          @value=${(event: CustomEvent<number>) => change({ at: Math.round(event.detail * 60) })}></number-field>
        <select
          aria-label="${name}, counted from"
          @change=${(event: Event) => change({ from: (event.target as HTMLSelectElement).value as Addition['from'] })}
        >
          <option value="end" .selected=${addition.from === 'end'}>before its end</option>
          <option value="start" .selected=${addition.from === 'start'}>after its beginning</option>
        </select>
      </div>
    </li>`
  }

  private tell(additions: Addition[]) {
    this.dispatchEvent(new CustomEvent('additions', { detail: additions }))
  }
}
