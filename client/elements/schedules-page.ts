import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Schedule, ScheduleTemplate } from '../../data/model/schedule.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { idFrom } from '../profiles/draft.ts'
import { createSchedule, deleteSchedule, getScheduleTemplates } from '../schedules/api.ts'
import { blank } from '../schedules/draft.ts'
import { lengthWords } from '../schedules/words.ts'
import { form } from './form-styles.ts'
import { listLayout } from './list-page-styles.ts'
import { card, shared } from './shared-styles.ts'
import './template-sheet.ts'
import { offerUndo } from './undo-toast.ts'

const empty = { ...blank, name: 'Blank', description: 'One step, to be built on.' }

/** All schedules: how many steps, how long, and who works through them. */
@customElement('schedules-page')
export class SchedulesPage extends LitElement {
  static override styles = [shared, card, form, listLayout]

  @property({ attribute: false }) house!: House

  protected override render() {
    const { schedules } = this.house.brewery
    return html`<div class="head">
        <h1>Schedules</h1>
        <button class="loud" @click=${this.open}>${icon('plus')} New</button>
      </div>
      ${
        schedules.length > 0
          ? html`<ul>${schedules.map(schedule => this.entry(schedule))}</ul>`
          : html`<section class="card empty">
            <h2>No schedules yet</h2>
            <p>
              A schedule leads a vessel through steps: each waits until its temperature is there, then for a time, a
              gravity, or for you.
            </p>
            <button @click=${this.open}>Make the first one</button>
          </section>`
      }
      <template-sheet
        label="New schedule"
        symbol="schedule"
        .load=${async () => [empty, ...(await getScheduleTemplates())]}
        .make=${(template: Omit<ScheduleTemplate, 'id'>) => this.make(template)}
      ></template-sheet>`
  }

  private entry(schedule: Schedule) {
    const { brewery } = this.house
    const names = brewery.vessels
      .filter(({ id }) => brewery.states[id]?.schedule?.schedule === schedule.id)
      .map(({ name }) => name)
    return html`<li>
      <a class="card" href="#/schedules/${schedule.id}">
        <span class="name">${schedule.name}</span>
        <span class="quiet number">${schedule.kind === 'mash' ? 'Brew day' : 'Fermentation'} · ${lengthWords(schedule)}</span>
        ${names.length > 0 ? html`<span class="who">${icon('play')}<span>${names.join(', ')} ${names.length === 1 ? 'works' : 'work'} through it</span></span>` : nothing}
      </a>
    </li>`
  }

  private open() {
    this.renderRoot.querySelector('template-sheet')?.show()
  }

  private async make({ name, kind, steps, outageLimit }: Omit<ScheduleTemplate, 'id'>): Promise<void> {
    const { schedules } = this.house.brewery
    const names = schedules.map(schedule => schedule.name)
    const title = name === empty.name ? 'New schedule' : name
    let free = title
    for (let n = 2; names.includes(free); n++) free = `${title} ${n}`
    const id = idFrom(
      free,
      schedules.map(schedule => schedule.id),
    )
    const made = await createSchedule({
      id,
      name: free,
      kind,
      steps,
      ...(outageLimit === undefined ? {} : { outageLimit }),
    })
    offerUndo(this, {
      text: `“${made.name}” was made`,
      undo: async () => {
        await deleteSchedule(made)
        location.hash = '#/schedules'
      },
    })
    location.hash = `#/schedules/${made.id}`
  }
}
