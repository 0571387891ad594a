import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import type { Schedule, Step } from '../../data/model/schedule.ts'
import type { Refusal } from '../api.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { createSchedule, deleteSchedule, saveSchedule } from '../schedules/api.ts'
import { addStep, type Draft, draftOf, issuesOf, moveStep, removeStep } from '../schedules/draft.ts'
import { Ticking } from '../ticking.ts'
import { form } from './form-styles.ts'
import './number-field.ts'
import { profileLayout } from './profile-page-styles.ts'
import './schedule-start.ts'
import './schedule-step.ts'
import { card, shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

/** One schedule: its steps as cards, and the vessels that work through it. */
@customElement('schedule-page')
export class SchedulePage extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    profileLayout,
    css`
      .settings {
        display: grid;
        gap: 8px;
      }
      .settings number-field {
        margin-top: 8px;
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) scheduleId = ''
  /** What the edits began with. */
  @state() private base: Schedule | undefined
  @state() private draft: Draft | undefined
  /** What the brewery refused, until the next edit; what is wrong before that is told once somebody tried to save. */
  @state() private refused: Issue[] = []
  @state() private tried = false
  @state() private problem = ''

  constructor() {
    super()
    new Ticking(this)
  }

  private get stored(): Schedule | undefined {
    return this.house.brewery.schedules.find(({ id }) => id === this.scheduleId)
  }

  private get dirty(): boolean {
    return this.base !== undefined && JSON.stringify(this.draft) !== JSON.stringify(draftOf(this.base))
  }

  protected override willUpdate(): void {
    const { stored } = this
    if (stored && (this.base?.id !== stored.id || (stored.version > this.base.version && !this.dirty)))
      this.load(stored)
  }

  private load(schedule: Schedule) {
    this.base = schedule
    this.draft = draftOf(schedule)
    this.refused = []
    this.tried = false
    this.problem = ''
  }

  protected override render() {
    const { base, draft, stored } = this
    if (!stored || !base || !draft)
      return html`<h1>There is no schedule “${this.scheduleId}”</h1>
        <p><a href="#/schedules">Back to the schedules</a></p>`
    const { brewery, connection } = this.house
    const issues = this.tried ? [...issuesOf(draft), ...this.refused] : this.refused
    return html`<div class="title">
        <a class="back" href="#/schedules" aria-label="Schedules">${icon('back')}</a>
        <h1>
          <span class="hidden">Schedule ${base.name}</span>
          <input aria-label="Name" maxlength="60" aria-invalid=${draft.name.trim() === ''} .value=${draft.name}
            @input=${(event: Event) => this.edit({ ...draft, name: (event.target as HTMLInputElement).value })} />
        </h1>
        <div class="actions">
          <button aria-label="Delete" @click=${this.discard}>${icon('trash')}</button>
          <button ?disabled=${!this.dirty} @click=${() => this.load(stored)}>Revert</button>
          <button class="loud" ?disabled=${!this.dirty} @click=${this.save}>${icon('check')} Save</button>
        </div>
      </div>
      ${this.notices(stored, base)}
      <div class="columns">
        <div class="side">
          ${draft.steps.map((step, n) => this.step(draft, step, n, issues))}
        </div>
        <div class="side">
          <section class="card" aria-labelledby="start">
            <h2 id="start">Work through it</h2>
            <schedule-start .schedule=${stored} .brewery=${brewery} .now=${connection.now()} ?unsaved=${this.dirty}></schedule-start>
          </section>
          <section class="card settings" aria-labelledby="settings">
            <h2 id="settings">Kind and outages</h2>
            ${this.settings(draft)}
          </section>
        </div>
      </div>`
  }

  private step(draft: Draft, step: Step, n: number, issues: Issue[]) {
    const at = `/steps/${n}/`
    const own = issues
      .filter(({ pointer }) => pointer.startsWith(at))
      .map(issue => ({ ...issue, pointer: issue.pointer.slice(at.length - 1) }))
    return html`<schedule-step
      .step=${step}
      .index=${n}
      .count=${draft.steps.length}
      .unit=${this.house.brewery.settings.unit}
      .issues=${own}
      @step=${(event: CustomEvent<Step>) => this.edit({ ...draft, steps: draft.steps.with(n, event.detail) })}
      @move=${(event: CustomEvent<number>) => this.edit(moveStep(draft, n, n + event.detail))}
      @add=${() => this.edit(addStep(draft, n))}
      @remove=${() => this.edit(removeStep(draft, n))}
    ></schedule-step>`
  }

  private settings(draft: Draft) {
    const { kind, outageLimit } = draft
    const usual = kind === 'mash' ? 1800 : null
    const limit = outageLimit === undefined ? usual : outageLimit
    return html`<label class="field"
        ><span class="label">It is</span>
        <select aria-label="It is" @change=${(event: Event) => this.edit({ ...draft, kind: (event.target as HTMLSelectElement).value as Draft['kind'] })}>
          <option value="mash" ?selected=${kind === 'mash'}>a brew day: mash or boil</option>
          <option value="fermentation" ?selected=${kind === 'fermentation'}>a fermentation</option>
        </select>
      </label>
      <p class="hint quiet">At its end ${kind === 'mash' ? 'everything is switched off.' : 'the last temperature is held.'}</p>
      <number-field
        label="Pause after the brewery was out for"
        unit="min"
        optional
        .value=${limit === null ? null : limit / 60}
        .maximum=${525_600}
        .decimals=${0}
        @value=${(event: CustomEvent<number | null>) =>
          this.edit({ ...draft, outageLimit: event.detail === null ? null : event.detail * 60 })}
      ></number-field>
      <p class="hint quiet">Empty: it goes on however long that was.</p>`
  }

  private notices(stored: Schedule, base: Schedule) {
    return html`<div role="status">
      ${
        stored.version > base.version
          ? html`<section class="card banner" aria-label="Conflict">
            <p class="problem">${icon('warning')}<span>Somebody else has changed this schedule since you began.</span></p>
            <div class="row">
              <button @click=${() => this.load(stored)}>Take theirs</button>
              <button @click=${() => (this.base = stored)}>Keep mine, to save it over theirs</button>
            </div>
          </section>`
          : nothing
      }
      ${this.problem ? html`<p class="problem banner" role="alert">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
    </div>`
  }

  private edit(draft: Draft) {
    this.draft = draft
    this.refused = []
    this.problem = ''
  }

  private async save() {
    const { base, draft } = this
    if (!base || !draft) return
    this.tried = true
    const [issue, ...others] = issuesOf(draft)
    if (issue) {
      this.problem = `Not saved: ${others.length === 0 ? issue.message : 'some things are missing, see below.'}`
      return
    }
    try {
      const saved = await saveSchedule(draft, base.version)
      this.load(saved)
      offerUndo(this, { text: `“${saved.name}” is saved`, undo: () => saveSchedule(draftOf(base), saved.version) })
    } catch (error) {
      const { status, issues, message } = error as Refusal
      this.refused = issues
      this.problem = status === 412 ? 'Not saved: somebody else has changed it meanwhile.' : `Not saved: ${message}`
    }
  }

  private async discard() {
    const { stored } = this
    if (!stored) return
    try {
      await deleteSchedule(stored)
    } catch (error) {
      this.problem = (error as Error).message
      return
    }
    offerUndo(this, { text: `“${stored.name}” is deleted`, undo: () => createSchedule(draftOf(stored)) })
    location.hash = '#/schedules'
  }
}
