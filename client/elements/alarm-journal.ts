import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import type { AlarmRule } from '../../data/model/alarm-rule.ts'
import { type Entry, getAlarms, getJournal, type JournalFilter } from '../alarm-api.ts'
import { alarmName, eventWords, type Places, priorityWords } from '../alarm-words.ts'
import { priorities } from '../alarms.ts'
import { moment } from '../format.ts'
import { icon } from '../icons.ts'
import { journalStyles } from './alarm-journal-styles.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

const settle = 300
const newest: readonly (string | null)[] = [null]

/** What happened to alarms, by whom and when; read again when an alarm changes. */
@customElement('alarm-journal')
export class AlarmJournal extends LitElement {
  static override styles = [shared, card, form, journalStyles]

  /** What changes when the journal may have grown. */
  @property({ attribute: false }) alarms: Alarm[] = []
  @property({ attribute: false }) rules: AlarmRule[] = []
  @property({ attribute: false }) places!: Places
  @property({ attribute: false }) now = 0
  @state() private filter: JournalFilter = { alarm: '', priority: '', text: '' }
  @state() private entries: Entry[] | undefined
  @state() private next: string | null = null
  @state() private failed = ''
  @state() private choices: Pick<Alarm, 'id' | 'source'>[] = []
  /** Where this page begins and each one before it began, the newest first. */
  @state() private trail: readonly (string | null)[] = newest
  /** The same of the page that is asked for. */
  private wanted = newest
  private round = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('rules')) void this.loadChoices()
    if (changed.has('alarms')) this.later(this.entries ? settle : 0)
  }

  private async loadChoices() {
    this.choices = await getAlarms('all').catch(() => this.choices)
  }

  private later(ms: number) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.load(), ms)
  }

  private async load() {
    const round = ++this.round
    const { wanted } = this
    try {
      const { items, next } = await getJournal(this.filter, wanted.at(-1)!)
      if (round !== this.round) return
      this.entries = items
      this.next = next
      this.trail = wanted
      this.failed = ''
    } catch (error) {
      if (round !== this.round) return
      this.wanted = this.trail
      this.failed = (error as Error).message
    }
  }

  /** From the page that is shown: a second tap before the other page is there asks for the same one. */
  private turn(trail: readonly (string | null)[]) {
    this.wanted = trail
    this.later(0)
  }

  private narrow(change: Partial<JournalFilter>) {
    this.filter = { ...this.filter, ...change }
    this.wanted = newest
    this.trail = newest
    this.later(settle)
  }

  protected override render() {
    return html`<section class="card" aria-labelledby="journal">
      <h2 id="journal">Journal</h2>
      <div class="filters">
        <div class="field">
          <label for="alarm">Alarm</label>
          <select id="alarm" @change=${(event: Event) => this.narrow({ alarm: textOf(event) })}>
            <option value="">All</option>
            ${this.choices
              .map(({ id, source }) => ({ id, name: alarmName({ id, source }, this.rules, this.places) }))
              .toSorted((a, b) => a.name.localeCompare(b.name))
              .map(({ id, name }) => html`<option value=${id} .selected=${id === this.filter.alarm}>${name}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="priority">Priority</label>
          <select
            id="priority"
            @change=${(event: Event) => this.narrow({ priority: textOf(event) as JournalFilter['priority'] })}
          >
            <option value="">All</option>
            ${priorities.map(priority => html`<option value=${priority}>${priorityWords[priority]}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="text">Text</label>
          <input
            id="text"
            type="search"
            maxlength="200"
            placeholder="Search"
            @input=${(event: Event) => this.narrow({ text: textOf(event) })}
          />
        </div>
      </div>
      <p class="problem" role="alert" ?hidden=${this.failed === ''}>${icon('warning')} ${this.failed}</p>
      ${this.entries ? this.list(this.entries) : html`<p class="quiet">Reading the journal…</p>`}
    </section>`
  }

  private list(entries: Entry[]) {
    const filtered = Object.values(this.filter).some(value => value !== '')
    if (entries.length === 0)
      return html`<p class="quiet">
        ${filtered ? 'Nothing in the journal fits. Try fewer words, or all alarms.' : 'Nothing has happened yet.'}
      </p>`
    return html`<ol>
        ${entries.map(entry => this.entry(entry))}
      </ol>
      ${this.trail.length > 1 || this.next !== null ? this.paging() : nothing}`
  }

  /** Both stay where they are: what comes under a thumb that taps twice is no way back. */
  private paging() {
    const { trail, next } = this
    return html`<div class="paging">
      <button ?disabled=${trail.length === 1} @click=${() => this.turn(trail.slice(0, -1))}>Newer</button>
      <button ?disabled=${next === null} @click=${() => this.turn([...trail, next])}>Older</button>
    </div>`
  }

  private entry({ at, event, priority, by, message, alarm, source }: Entry) {
    return html`<li>
      <span class="when number">${moment(at, this.now)}</span>
      <span class="what">${eventWords[event]}${by ? html`<span class="quiet"> by ${by}</span>` : nothing}</span>
      <span class="which">
        <span>${message}</span>
        <span class="quiet">${alarmName({ id: alarm, source }, this.rules, this.places)} · ${priorityWords[priority]}</span>
      </span>
    </li>`
  }
}

const textOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value
