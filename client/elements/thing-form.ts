import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import { Refusal } from '../api.ts'
import { around, measureOf, numberOf, shownIn, valueAt, withValue } from '../drafts.ts'
import type { Draft, Field } from '../fields.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import './confirm-button.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

/** Asks for the fields of a document; dispatches `draft` when it changes and `done` once it is saved or removed. */
@customElement('thing-form')
export class ThingForm extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      form {
        display: grid;
        gap: 14px;
      }
      .buttons {
        display: flex;
        gap: 8px;
        margin-top: 4px;
      }
      .save {
        flex: 1;
        min-height: 52px;
      }
      .found {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .found button {
        overflow-wrap: anywhere;
        text-align: left;
      }
      .problem:empty {
        display: none;
      }
    `,
  ]

  @property({ attribute: false }) fields: Field[] = []
  @property({ attribute: false }) draft: Draft = {}
  @property({ attribute: false }) unit: Unit = 'celsius'
  /** What may be typed into a text field, by its pointer. */
  @property({ attribute: false }) found: Record<string, { value: string; text: string }[]> = {}
  @property({ attribute: false }) save!: (draft: Draft) => Promise<unknown>
  @property({ attribute: false }) discard: (() => Promise<unknown>) | undefined
  @property() label = 'Save'
  /** What the brewery refused. */
  @state() private issues: Issue[] = []
  /** What was typed and cannot be taken; nothing is sent as long as one of these is shown. */
  @state() private typos: Issue[] = []
  @state() private problem = ''
  @state() private busy = false

  protected override render() {
    const { shown } = this
    const beside = shown.map(({ pointer }) => pointer)
    const elsewhere = this.issues.filter(({ pointer }) => !beside.includes(pointer)).map(({ message }) => message)
    const problem = this.problem || elsewhere.join(' ')
    return html`<form novalidate @submit=${this.submit}>
      ${shown.map(field => this.field(field))}
      <p class="problem" role="alert">${problem ? html`${icon('warning')}<span>${problem}</span>` : nothing}</p>
      <div class="buttons">
        <button class="save loud" ?disabled=${this.busy}>${this.busy ? 'Saving…' : this.label}</button>
        ${this.discard ? html`<confirm-button symbol="trash" label="Remove" ?inert=${this.busy} @confirm=${() => this.act(this.discard!)}></confirm-button>` : nothing}
      </div>
    </form>`
  }

  /** The fields that the draft has. */
  private get shown(): Field[] {
    return this.fields.filter(field => field.shown?.(this.draft) ?? true)
  }

  private field(field: Field) {
    const { pointer } = field
    const hint = typeof field.hint === 'function' ? field.hint(this.unit) : field.hint
    const issue = [...this.typos, ...this.issues].find(found => found.pointer === pointer)
    return html`<div class="field">
      ${this.control(field, issue !== undefined)}
      ${hint ? html`<p class="hint" id="${pointer}-hint">${hint}</p>` : nothing}
      <p class="problem" role="alert" id="${pointer}-problem">
        ${issue ? html`${icon('warning')}<span>${issue.message}</span>` : nothing}
      </p>
    </div>`
  }

  private control(field: Field, wrong: boolean) {
    const { pointer, label, kind, choices = [], ticked } = field
    const value = valueAt(this.draft, pointer)
    const about = `${pointer}-hint ${pointer}-problem`
    switch (kind) {
      case 'tick':
        return html`<label class="tick">
          <input
            type="checkbox"
            .checked=${ticked ? value === ticked.on : value === true}
            @change=${(event: Event) => {
              const { checked } = event.target as HTMLInputElement
              this.set(pointer, checked ? (ticked?.on ?? true) : ticked ? ticked.off : false)
            }}
          />${label}</label>`
      case 'choice':
        return html`<label for=${pointer}>${label}</label>
          <select id=${pointer} aria-describedby=${about} aria-invalid=${wrong} @change=${(event: Event) => this.choose(field, event)}>
            ${choices.map(choice => html`<option value=${choice.value} .selected=${choice.value === (value ?? '')}>${choice.text}</option>`)}
          </select>`
      case 'text':
        return html`<label for=${pointer}>${label}</label>
          <input id=${pointer} autocomplete="off" aria-describedby=${about} aria-invalid=${wrong} .value=${String(value ?? '')} @input=${(event: Event) => this.set(pointer, textOf(event) || (field.nullable ? null : ''))} />
          ${this.suggestions(pointer)}`
      case 'number':
      case 'temperature':
      case 'difference': {
        const warm = typeof value === 'number' && kind !== 'number'
        const shown = warm ? Number(shownIn(field, value, this.unit).toFixed(2)) : (value ?? '')
        return html`<label for=${pointer}>${label}</label>
          <span class="measure">
            <input id=${pointer} inputmode="decimal" autocomplete="off" aria-describedby=${about} aria-invalid=${wrong} .value=${String(shown)} @change=${(event: Event) => this.typed(field, textOf(event))} />
            ${measureOf(field, this.unit)}
          </span>`
      }
    }
  }

  private suggestions(pointer: string) {
    const found = this.found[pointer] ?? []
    if (found.length === 0) return nothing
    return html`<div class="found">
      ${found.map(({ value, text }) => html`<button type="button" @click=${() => this.set(pointer, value)}>${text}</button>`)}
    </div>`
  }

  private choose({ pointer, choices = [], nullable, brings }: Field, event: Event) {
    const value = textOf(event)
    if (brings?.[value]) this.draft = { ...this.draft, ...brings[value] }
    const whole = choices.find(choice => choice.value === value)?.whole
    if (whole === undefined) this.set(pointer, value === '' && nullable ? null : value)
    else this.set(around(pointer), whole)
  }

  private typed(field: Field, text: string) {
    const { pointer, nullable } = field
    if (nullable && text.trim() === '') return this.set(pointer, null)
    const { value, problem } = numberOf(field, text, this.unit)
    if (problem === '') this.set(pointer, value)
    else this.typos = [...besides(this.typos, pointer), { pointer, message: problem }]
  }

  private set(pointer: string, value: unknown) {
    this.issues = besides(this.issues, pointer)
    this.typos = besides(this.typos, pointer)
    this.problem = ''
    this.draft = withValue(this.draft, pointer, value)
    this.dispatchEvent(new CustomEvent('draft', { detail: this.draft }))
  }

  private submit(event: Event) {
    event.preventDefault()
    if (this.fields.some(({ pointer }) => pointer === '/name') && String(this.draft.name ?? '').trim() === '') {
      this.issues = [{ pointer: '/name', message: 'Give it a name.' }]
      return
    }
    if (!this.shown.some(({ pointer }) => this.typos.some(typo => typo.pointer === pointer)))
      void this.act(() => this.save(this.draft))
  }

  private async act(action: () => Promise<unknown>) {
    this.busy = true
    this.problem = ''
    try {
      const detail = await action()
      this.dispatchEvent(new CustomEvent('done', { detail }))
    } catch (error) {
      this.issues = error instanceof Refusal ? error.issues : []
      if (this.issues.length === 0) this.problem = (error as Error).message
    }
    this.busy = false
  }
}

const besides = (issues: Issue[], pointer: string) => issues.filter(issue => issue.pointer !== pointer)
const textOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value
