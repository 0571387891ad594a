import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Brewery } from '../brewery.ts'
import { startSchedule } from '../schedules/api.ts'
import { runLine } from '../schedules/words.ts'
import './dry-run.ts'
import './number-field.ts'
import './start-row.ts'

/** Who works through a schedule, and starting it on a vessel. */
@customElement('schedule-start')
export class ScheduleStart extends LitElement {
  @property({ attribute: false }) schedule!: Schedule
  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) now = 0
  @property({ type: Boolean }) unsaved = false
  @state() private originalGravity: number | null = null

  protected override render() {
    const { vessels, states, settings } = this.brewery
    const ferments = this.schedule.kind === 'fermentation'
    const busy = vessels
      .filter(({ id }) => states[id]?.schedule?.schedule === this.schedule.id)
      .map(vessel => ({
        vessel,
        href: `#/vessels/${vessel.id}/brew`,
        words: runLine(states[vessel.id]!.schedule!, this.now),
      }))
    return html`<start-row
      verb="works through"
      .brewery=${this.brewery}
      .now=${this.now}
      .busy=${busy}
      .likely=${vessels.find(({ kind }) => (kind === 'fermenter') === ferments)?.id}
      ?unsaved=${this.unsaved}
      .trial=${(vessel: (typeof vessels)[number]) =>
        html`<dry-run .schedule=${this.schedule} .vessel=${vessel} .unit=${settings.unit} .now=${this.now} ?disabled=${this.unsaved}></dry-run>`}
      .start=${this.start}
    >
      ${
        ferments
          ? html`<number-field label="Original gravity, if you know it" unit="SG" optional
              .value=${this.originalGravity} .minimum=${0.98} .maximum=${1.2} .decimals=${4}
              @value=${(event: CustomEvent<number | null>) => (this.originalGravity = event.detail)}></number-field>`
          : nothing
      }
    </start-row>`
  }

  private start = (vessel: string, at: number | undefined) =>
    startSchedule(vessel, {
      schedule: this.schedule.id,
      ...(at === undefined ? {} : { at }),
      ...(this.originalGravity === null ? {} : { originalGravity: this.originalGravity }),
    })
}
