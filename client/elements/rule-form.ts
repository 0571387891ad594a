import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { AlarmRule } from '../../data/model/alarm-rule.ts'
import type { Issue } from '../../data/model/fault.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import { createRule, updateRule } from '../alarm-api.ts'
import { type Places, priorityWords } from '../alarm-words.ts'
import { priorities } from '../alarms.ts'
import type { Refusal } from '../api.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import {
  conditionFields,
  type Draft,
  delayFields,
  draftOf,
  type Kind,
  kindsOf,
  type NumberField,
  ruleOf,
  unitOf,
} from '../rule-draft.ts'
import { form } from './form-styles.ts'
import { ruleFormStyles } from './rule-form-styles.ts'
import { shared } from './shared-styles.ts'

const kindWords: Record<Kind, string> = {
  high: 'Too warm',
  low: 'Too cold',
  deviation: 'Away from its set point',
  rate: 'Changes too fast',
  lost: 'Nothing comes from it',
  digital: 'Switch or light shows',
}

/** Writes an alarm rule; dispatches `saved` with it. What is wrong stands beside its field. */
@customElement('rule-form')
export class RuleForm extends LitElement {
  static override styles = [shared, form, ruleFormStyles]

  /** The rule to change; null for a new one. Read once. */
  @property({ attribute: false }) rule: AlarmRule | null = null
  @property({ attribute: false }) taken: string[] = []
  @property({ attribute: false }) places!: Required<Places>
  @property({ attribute: false }) sensors: Sensor[] = []
  /** What a draft is begun in. */
  @property({ attribute: false }) unit: Unit = 'celsius'
  @state() private draft!: Draft
  @state() private issues: Issue[] = []
  @state() private failed = ''
  @state() private busy = false

  protected override willUpdate(): void {
    this.draft ??= draftOf(this.rule, this.unit)
  }

  protected override render() {
    const { draft } = this
    return html`<form novalidate @submit=${this.save}>
      ${this.text('name', 'Name', 60, 'Kettle too hot')} ${this.source()}
      ${this.choice('kind', 'Alarm when', '/condition', kindsOf(draft.source, this.sensors), kindWords)}
      <div class="pair">${conditionFields(draft.kind).map(field => this.number(field))}</div>
      ${
        draft.kind === 'rate'
          ? this.choice('direction', 'Direction', '/condition/direction', ['either', 'rising', 'falling'], ways)
          : nothing
      }
      ${draft.kind === 'digital' ? this.choice('value', 'It shows', '/condition/value', ['1', '0'], levels) : nothing}
      <div class="pair">${delayFields.map(field => this.number(field))}</div>
      ${this.choice('priority', 'Priority', '/priority', priorities, priorityWords)}
      ${this.text('message', 'Message', 300, 'What to check. Empty: what was measured.')}
      <p class="problem" role="alert" ?hidden=${this.failed === ''}>${icon('warning')} ${this.failed}</p>
      <button class="save" ?disabled=${this.busy}>${icon('check')} Save</button>
    </form>`
  }

  private text(key: 'name' | 'message', label: string, length: number, example: string) {
    return html`<div class="field">
      <label for=${key}>${label}</label>
      <input
        id=${key}
        autocomplete="off"
        maxlength=${length}
        placeholder=${example}
        aria-describedby="${key}-problem"
        aria-invalid=${this.problemAt(`/${key}`) !== undefined}
        .value=${this.draft[key]}
        @input=${(event: Event) => this.change({ [key]: textOf(event) })}
      />
      ${this.problem(key, `/${key}`)}
    </div>`
  }

  private number(field: NumberField) {
    const { key, pointer, label, hint } = field
    return html`<div class="field">
      <label for=${key}>${label} <span class="unit">${unitOf(field, this.draft.unit)}</span></label>
      <input
        id=${key}
        inputmode="decimal"
        autocomplete="off"
        aria-describedby="${key}-problem ${key}-hint"
        aria-invalid=${this.problemAt(pointer) !== undefined}
        .value=${this.draft[key]}
        @input=${(event: Event) => this.change({ [key]: textOf(event) })}
      />
      ${this.problem(key, pointer)}
      <p class="hint" id="${key}-hint" ?hidden=${hint === ''}>${hint}</p>
    </div>`
  }

  private choice<T extends string>(
    key: 'kind' | 'direction' | 'value' | 'priority',
    label: string,
    pointer: string,
    options: readonly T[],
    words: Record<T, string>,
  ) {
    return html`<div class="field">
      <label for=${key}>${label}</label>
      <select id=${key} aria-describedby="${key}-problem" @change=${(event: Event) => this.change({ [key]: textOf(event) })}>
        ${options.map(option => html`<option value=${option} .selected=${option === this.draft[key]}>${words[option]}</option>`)}
      </select>
      ${this.problem(key, pointer)}
    </div>`
  }

  private source() {
    const group = (kind: string, label: string, things: readonly { id: string; name: string }[]) =>
      things.length === 0
        ? nothing
        : html`<optgroup label=${label}>
            ${things.map(({ id, name }) => {
              const value = `${kind} ${id}`
              return html`<option value=${value} .selected=${value === this.draft.source}>${name}</option>`
            })}
          </optgroup>`
    const { vessels, sensors, boards } = this.places
    return html`<div class="field">
      <label for="source">What to watch</label>
      <select
        id="source"
        aria-describedby="source-problem"
        aria-invalid=${this.problemAt('/source') !== undefined}
        @change=${(event: Event) => this.change({ source: textOf(event) })}
      >
        <option value="" .selected=${this.draft.source === ''}>Choose…</option>
        ${group('vessel', 'Vessels', vessels)}${group('sensor', 'Sensors', sensors)}${group('board', 'Boards', boards)}
      </select>
      ${this.problem('source', '/source')}
    </div>`
  }

  private problemAt(pointer: string) {
    const inner = pointer === '/source' ? ['/source/kind', '/source/id'] : []
    return this.issues.find(issue => [pointer, ...inner].includes(issue.pointer))?.message
  }

  private problem(key: string, pointer: string) {
    const message = this.problemAt(pointer)
    return html`<p class="problem" id="${key}-problem" ?hidden=${message === undefined}>${icon('warning')} ${message}</p>`
  }

  private change(change: Partial<Draft>) {
    const draft = { ...this.draft, ...change }
    const kinds = kindsOf(draft.source, this.sensors)
    this.draft = kinds.includes(draft.kind) ? draft : { ...draft, kind: kinds[0]! }
  }

  private async save(event: Event) {
    event.preventDefault()
    if (this.busy) return
    const { rule, issues } = ruleOf(this.draft, this.taken)
    this.failed = ''
    this.issues = issues
    if (issues.length > 0) return this.showFirst()
    this.busy = true
    try {
      const saved = await (this.draft.id === null ? createRule(rule) : updateRule(rule))
      this.dispatchEvent(new CustomEvent('saved', { detail: saved }))
    } catch (error) {
      this.issues = (error as Refusal).issues ?? []
      this.failed = `Not saved. ${(error as Error).message}`
      this.showFirst()
    }
    this.busy = false
  }

  private showFirst() {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
}

const ways = { either: 'Up or down', rising: 'Up', falling: 'Down' }
const levels = { 1: 'On (1)', 0: 'Off (0)' }
const textOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value
