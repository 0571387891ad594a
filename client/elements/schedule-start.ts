import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import { setMode } from '../api.ts'
import type { Brewery } from '../brewery.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { startSchedule } from '../schedules/api.ts'
import { runLine } from '../schedules/words.ts'
import './dry-run.ts'
import { form } from './form-styles.ts'
import './number-field.ts'
import { shared } from './shared-styles.ts'
import './time-field.ts'
import { offerUndo } from './undo-toast.ts'

/** Who works through a schedule, and starting it on a vessel now or at a date. */
@customElement('schedule-start')
export class ScheduleStart extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      li a {
        display: grid;
        padding: 8px 0;
        min-height: 44px;
        align-content: center;
        text-decoration: none;
      }
      li strong {
        text-decoration: underline;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
        margin-top: 8px;
      }
      .row > * {
        flex: 1 1 130px;
      }
      .problem,
      .note {
        margin-top: 10px;
      }
    `,
  ]

  @property({ attribute: false }) schedule!: Schedule
  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) now = 0
  /** Whether there are edits that are not saved: what is started is what is saved. */
  @property({ type: Boolean }) unsaved = false
  @state() private vessel = ''
  @state() private when: 'now' | 'date' = 'now'
  @state() private at = 0
  @state() private originalGravity: number | null = null
  @state() private problem = ''

  protected override render() {
    const { vessels, states } = this.brewery
    if (vessels.length === 0)
      return html`<p class="quiet">As soon as there is a vessel, it can work through this schedule.</p>`
    const busy = vessels.filter(({ id }) => states[id]?.schedule?.schedule === this.schedule.id)
    const chosen = vessels.find(({ id }) => id === this.vessel) ?? this.likely(vessels)
    return html`
      ${
        busy.length > 0
          ? html`<ul aria-label="Vessels that work through it">
            ${busy.map(
              ({ id, name }) => html`<li>
                <a href="#/vessels/${id}/brew"><strong>${name}</strong>
                  <span class="quiet number">${runLine(states[id]!.schedule!, this.now)}</span></a>
              </li>`,
            )}
          </ul>`
          : nothing
      }
      <div class="row">
        <label class="field"><span class="label">On</span>
          <select aria-label="Vessel" @change=${(event: Event) => (this.vessel = (event.target as HTMLSelectElement).value)}>
            ${vessels.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen.id}>${name}</option>`)}
          </select>
        </label>
        <label class="field"><span class="label">Start</span>
          <select aria-label="When" @change=${this.choose}>
            <option value="now" ?selected=${this.when === 'now'}>now</option>
            <option value="date" ?selected=${this.when === 'date'}>at a date</option>
          </select>
        </label>
        ${
          this.when === 'date'
            ? html`<time-field label="Start at" by="date" .value=${this.at}
              @value=${(event: CustomEvent<number>) => (this.at = event.detail)}></time-field>`
            : nothing
        }
        ${
          this.schedule.kind === 'fermentation'
            ? html`<number-field label="Original gravity, if you know it" unit="SG" optional
              .value=${this.originalGravity} .minimum=${0.98} .maximum=${1.2} .decimals=${4}
              @value=${(event: CustomEvent<number | null>) => (this.originalGravity = event.detail)}></number-field>`
            : nothing
        }
        <button class="loud" ?disabled=${this.unsaved} @click=${() => this.start(chosen)}>${icon('play')} Start</button>
      </div>
      <dry-run .schedule=${this.schedule} .vessel=${chosen} .unit=${this.brewery.settings.unit} .now=${this.now} ?disabled=${this.unsaved}></dry-run>
      ${this.unsaved ? html`<p class="quiet note">Save first: what is started is what is saved.</p>` : nothing}
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </div>
    `
  }

  /** Mashes are not made in fermenters. */
  private likely(vessels: Vessel[]): Vessel {
    const ferments = this.schedule.kind === 'fermentation'
    return vessels.find(({ kind }) => (kind === 'fermenter') === ferments) ?? vessels[0]!
  }

  private choose(event: Event) {
    this.when = (event.target as HTMLSelectElement).value as 'now' | 'date'
    // The next full hour is what most people mean.
    if (this.at === 0) this.at = Math.ceil((this.now + 60_000) / 3_600_000) * 3_600_000
  }

  private async start({ id, name }: Vessel) {
    const before = this.brewery.states[id]?.mode
    const later = this.when === 'date'
    this.problem = ''
    try {
      await startSchedule(id, {
        schedule: this.schedule.id,
        ...(later ? { at: this.at } : {}),
        ...(this.originalGravity === null ? {} : { originalGravity: this.originalGravity }),
      })
    } catch (error) {
      this.problem = (error as Error).message
      return
    }
    const text =
      later && this.at > this.now ? `${name} starts it ${clockTime(this.at, this.now)}` : `${name} works through it now`
    if (before) offerUndo(this, { text, undo: () => setMode(id, before) })
  }
}
