import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { icon } from '../icons.ts'
import { lengthWords } from '../schedules/words.ts'
import { shared } from './shared-styles.ts'

/** Chooses a schedule to start, and leads to the page for wet hands while one is on; dispatches `chosen` with a mode. */
@customElement('schedule-choice')
export class ScheduleChoice extends LitElement {
  static override styles = [
    shared,
    css`
      li + li {
        margin-top: 8px;
      }
      button,
      .brew {
        width: 100%;
        min-height: 52px;
        display: flex;
        align-items: center;
        gap: 10px;
        text-align: left;
        padding: 8px 14px;
      }
      .brew {
        justify-content: center;
        border-radius: 10px;
        background: var(--ink);
        color: var(--page);
        text-decoration: none;
        font-weight: 650;
        margin-bottom: 16px;
      }
      .name {
        flex: 1;
      }
    `,
  ]

  @property({ attribute: false }) schedules: Schedule[] = []
  @property({ attribute: false }) mode!: Mode
  @property() vessel = ''

  protected override render() {
    const { mode } = this
    const running = mode.kind === 'schedule' ? mode.schedule : undefined
    return html`${
      running === undefined
        ? nothing
        : html`<a class="brew" href="#/vessels/${this.vessel}/brew">${icon('schedule')} What to do now</a>`
    }
    ${
      this.schedules.length === 0
        ? html`<p class="quiet">There are no schedules yet to work through. <a href="#/schedules">Make one</a></p>`
        : html`<ul aria-label="Schedules">
          ${this.schedules.map(
            schedule => html`<li>
              <button aria-pressed=${schedule.id === running} @click=${() => this.choose(schedule)}>
                ${icon(schedule.id === running ? 'check' : 'schedule')}
                <span class="name">${schedule.name}</span>
                <span class="quiet">${lengthWords({ steps: schedule.steps }).split(' · ')[0]}</span>
              </button>
            </li>`,
          )}
        </ul>`
    }`
  }

  private choose({ id }: Schedule) {
    if (this.mode.kind === 'schedule' && this.mode.schedule === id) return
    const mode: Mode = { kind: 'schedule', schedule: id }
    this.dispatchEvent(new CustomEvent('chosen', { detail: mode }))
  }
}
