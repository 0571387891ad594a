import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { icon } from '../icons.ts'
import { lengthWords } from '../schedules/words.ts'
import './pick-list.ts'
import { shared } from './shared-styles.ts'

/** Chooses a schedule to start, and leads to the page for wet hands while one is on; dispatches `chosen` with a mode. */
@customElement('schedule-choice')
export class ScheduleChoice extends LitElement {
  static override styles = [
    shared,
    css`
      .brew {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 52px;
        padding: 8px 14px;
        justify-content: center;
        border-radius: 10px;
        background: var(--ink);
        color: var(--page);
        text-decoration: none;
        font-weight: 650;
        margin-bottom: 16px;
      }
    `,
  ]

  @property({ attribute: false }) schedules: Schedule[] = []
  @property({ attribute: false }) mode!: Mode
  @property({ attribute: false }) vessel!: Vessel

  protected override render() {
    const { mode } = this
    const running = mode.kind === 'schedule' ? mode.schedule : undefined
    return html`${
      running === undefined
        ? nothing
        : html`<a class="brew" href="#/vessels/${this.vessel.id}/brew">${icon('schedule')} What to do now</a>`
    }
    ${
      this.schedules.length === 0
        ? html`<p class="quiet">There are no schedules yet to work through. <a href="#/schedules">Make one</a></p>`
        : html`<pick-list
            label="Schedules"
            symbol="schedule"
            .items=${this.schedules.map(({ id, name, steps }) => ({ id, name, more: lengthWords({ steps }).split(' · ')[0]! }))}
            .chosen=${running}
            ?heats=${this.vessel.heater !== null}
            @pick=${(event: CustomEvent<string>) => this.choose({ kind: 'schedule', schedule: event.detail })}
          ></pick-list>`
    }`
  }

  private choose(mode: Mode) {
    this.dispatchEvent(new CustomEvent('chosen', { detail: mode }))
  }
}
