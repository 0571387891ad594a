import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { DryRun, DryRunBody } from '../../data/model/forecast.ts'
import type { Profile } from '../../data/model/profile.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import { getDryRun } from '../foresight.ts'
import { degrees, duration, number, type Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { perSecond } from '../profiles/draft.ts'
import { timeWords } from '../profiles/words.ts'
import { shared } from './shared-styles.ts'

/** A profile or schedule in fast motion before it is started; dispatches `foreseen` with what it would be, at times of the profile. */
@customElement('dry-run')
export class DryRunPanel extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin-top: 8px;
      }
      button {
        width: 100%;
        min-height: 52px;
      }
      .result {
        display: grid;
        gap: 10px;
        margin-top: 12px;
        padding: 12px;
        border-radius: 12px;
        background: var(--sunken);
        font-size: 0.9375rem;
      }
      .problem {
        display: flex;
        gap: 8px;
        font-weight: 550;
      }
      .problem .icon {
        color: var(--alarm);
        margin-top: 0.1em;
      }
      .problem + .problem {
        margin-top: 6px;
      }
      .quiet {
        color: var(--quiet);
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: left;
        padding: 4px 8px 4px 0;
        font-weight: inherit;
        vertical-align: top;
      }
      thead {
        color: var(--quiet);
      }
    `,
  ]

  /** One of the two. */
  @property({ attribute: false }) profile: Profile | undefined
  @property({ attribute: false }) schedule: Schedule | undefined
  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) unit: Unit = 'celsius'
  @property({ attribute: false }) now = 0
  @property({ type: Boolean }) disabled = false
  @state() private result: DryRun | undefined
  @state() private problem = ''
  @state() private busy = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    const [vessel, before] = [changed.get('vessel'), changed.get('profile') ?? changed.get('schedule')]
    const after = this.profile ?? this.schedule
    const other = vessel && vessel.id !== this.vessel.id
    const edited = before && (before.id !== after?.id || before.version !== after.version)
    if ((other || edited) && this.result) this.show(undefined)
  }

  protected override render() {
    return html`<button ?disabled=${this.disabled || this.busy} @click=${this.run}>
        ${icon('clock')} ${this.busy ? 'Trying it out…' : 'Dry run'}
      </button>
      <div role="status">${this.result ? this.told(this.result) : nothing}</div>
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </div>`
  }

  private told({ problems, reached, length, energyKWh, coolerStarts, assumptions }: DryRun) {
    const { vessel, unit, schedule } = this
    const takes = [
      schedule && problems.length === 0 ? `takes ${duration(Math.round(length / 60) * 60_000)}` : '',
      energyKWh > 0 ? `needs ${number(energyKWh, energyKWh < 10 ? 1 : 0)} kWh` : '',
      vessel.cooler ? `the cooler starts ${coolerStarts} ${coolerStarts === 1 ? 'time' : 'times'}` : '',
    ].filter(part => part !== '')
    return html`<section class="result number" aria-label="Dry run on ${vessel.name}">
      <div>
        ${
          problems.length === 0
            ? html`<p>${icon('check')} ${vessel.name} can follow it${takes.length > 0 ? `: ${takes.join(', ')}` : ''}.</p>`
            : problems.map(text => html`<p class="problem">${icon('warning')}<span>${text}</span></p>`)
        }
      </div>
      ${problems.length > 0 && takes.length > 0 ? html`<p>It ${takes.join(', ')}.</p>` : nothing}
      <table>
        <thead><tr><th scope="col">${schedule ? 'Step' : 'Due'}</th><th scope="col">Temperature</th><th scope="col">There</th></tr></thead>
        <tbody>
          ${reached.map(
            ({ name, at, temperature, reachedAt }) => html`<tr>
              <td>${name ?? this.time(at)}</td><td>${temperature === null ? '–' : degrees(temperature, unit)}</td><td>${this.arrival(at, reachedAt)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      <p class="quiet">${[schedule ? 'By what was learned.' : 'Dotted in the chart: what it would be, by what was learned.', ...assumptions].join(' ')}</p>
    </section>`
  }

  private time(seconds: number): string {
    const by = this.profile?.by ?? 'elapsed'
    return timeWords(this.start + seconds * perSecond(by), by, this.now)
  }

  private arrival(at: number, reachedAt: number | null): string {
    if (reachedAt === null) return 'not in time'
    if (this.schedule) return this.time(Math.round(reachedAt / 60) * 60)
    return reachedAt - at < 60 ? 'on time' : `${duration(Math.round((reachedAt - at) / 60) * 60_000)} later`
  }

  /** When the profile begins, in units of its points. */
  private get start(): number {
    return this.profile?.by === 'date' ? this.profile.points[0]!.at : 0
  }

  private get body(): DryRunBody {
    if (this.profile) {
      const { id: _, version: __, events: ___, ...profile } = this.profile
      return { profile }
    }
    const { id: _, version: __, ...schedule } = this.schedule!
    return { schedule }
  }

  private get asked(): string {
    return JSON.stringify([this.vessel.id, this.body])
  }

  private async run() {
    const { asked } = this
    this.busy = true
    this.problem = ''
    try {
      const result = await getDryRun(this.vessel.id, this.body)
      // What was tried on another vessel, or before an edit, says nothing of this one.
      if (asked === this.asked) this.show(result)
    } catch (error) {
      this.show(undefined)
      this.problem = (error as Error).message
    }
    this.busy = false
  }

  private show(result: DryRun | undefined) {
    this.result = result
    const { start } = this
    const unit = perSecond(this.profile?.by ?? 'elapsed')
    const detail = (result?.points ?? []).map(({ at, processValue }) => ({
      at: start + at * unit,
      value: processValue,
    }))
    this.dispatchEvent(new CustomEvent('foreseen', { detail, bubbles: true, composed: true }))
  }
}
