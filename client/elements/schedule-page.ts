import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import type { Schedule, Step } from '../../data/model/schedule.ts'
import { Editing } from '../editing.ts'
import type { House } from '../pages.ts'
import { createSchedule, deleteSchedule, saveSchedule } from '../schedules/api.ts'
import { addStep, type Draft, issuesOf, moveStep, removeStep } from '../schedules/draft.ts'
import { Ticking } from '../ticking.ts'
import './editor-frame.ts'
import { form } from './form-styles.ts'
import './number-field.ts'
import { profileLayout } from './profile-page-styles.ts'
import './schedule-start.ts'
import './schedule-step.ts'
import { card, shared } from './shared-styles.ts'

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
  private editing = new Editing<Schedule>(this, {
    word: 'schedule',
    list: '#/schedules',
    stored: () => this.house.brewery.schedules.find(({ id }) => id === this.scheduleId),
    create: createSchedule,
    save: saveSchedule,
    remove: deleteSchedule,
    flaw(draft) {
      const [issue, ...others] = issuesOf(draft)
      if (!issue) return ''
      return others.length === 0 ? issue.message : 'some things are missing, see below.'
    },
    edited: () => {
      this.editing.issues = []
    },
  })

  constructor() {
    super()
    new Ticking(this)
  }

  protected override render() {
    const { draft, stored, tried, issues: refused, dirty } = this.editing
    if (!stored || !draft)
      return html`<h1>There is no schedule “${this.scheduleId}”</h1>
        <p><a href="#/schedules">Back to the schedules</a></p>`
    const { brewery, connection } = this.house
    // What is wrong is told once somebody tried to save; what the brewery refused, until the next edit.
    const issues = tried ? [...issuesOf(draft), ...refused] : refused
    return html`<editor-frame .editing=${this.editing}>
      <div class="columns">
        <div class="side">
          ${draft.steps.map((step, n) => this.step(draft, step, n, issues))}
        </div>
        <div class="side starts">
          <section class="card" aria-labelledby="start">
            <h2 id="start">Work through it</h2>
            <schedule-start .schedule=${stored} .brewery=${brewery} .now=${connection.now()} ?unsaved=${dirty}></schedule-start>
          </section>
          <section class="card settings" aria-labelledby="settings">
            <h2 id="settings">Kind and outages</h2>
            ${this.settings(draft)}
          </section>
        </div>
      </div>
    </editor-frame>`
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
          <option value="mash" .selected=${kind === 'mash'}>a brew day: mash or boil</option>
          <option value="fermentation" .selected=${kind === 'fermentation'}>a fermentation</option>
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

  private edit(draft: Draft) {
    this.editing.edit(draft)
  }
}
