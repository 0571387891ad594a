import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import type { Brewery } from '../brewery.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { undoMode } from '../vessel-api.ts'
import { modeLine } from '../words.ts'
import './confirm-button.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import './time-field.ts'
import { offerUndo } from './undo-toast.ts'

/** A vessel that is at it already: where to look, and how far it is. */
export interface Busy {
  vessel: Vessel
  href: string
  words: string
}

/** Starts something on a vessel, now or at a date, and says who is at it; its slot takes what else is asked for. */
@customElement('start-row')
export class StartRow extends LitElement {
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
      .row > *,
      ::slotted(*) {
        flex: 1 1 130px;
      }
      .problem,
      .note {
        margin-top: 10px;
      }
    `,
  ]

  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) now = 0
  /** "follows", "works through": what a vessel does with it. */
  @property() verb = ''
  @property({ attribute: false }) busy: readonly Busy[] = []
  /** The vessel that is chosen at first. */
  @property({ attribute: false }) likely: string | undefined
  /** It has dates of its own: it is started now. */
  @property({ type: Boolean }) dated = false
  /** Whether there are edits that are not saved: what is started is what is saved. */
  @property({ type: Boolean }) unsaved = false
  /** How it goes on a vessel, tried out. */
  @property({ attribute: false }) trial: (vessel: Vessel) => TemplateResult = () => html``
  /** Starts it; `at` is undefined for now. */
  @property({ attribute: false }) start!: (vessel: string, at: number | undefined) => Promise<Mode>
  @state() private vessel = ''
  @state() private when: 'now' | 'date' = 'now'
  @state() private at = 0
  @state() private problem = ''

  protected override render() {
    const { vessels } = this.brewery
    const chosen = vessels.find(({ id }) => id === (this.vessel || this.likely)) ?? vessels[0]
    if (!chosen) return html`<p class="quiet">There is no vessel yet to start it on.</p>`
    return html`
      ${this.busy.length === 0 ? nothing : this.list()}
      <div class="row">
        <label class="field"><span class="label">On</span>
          <select aria-label="Vessel" @change=${this.pickVessel}>
            ${vessels.map(({ id, name }) => html`<option value=${id} .selected=${id === chosen.id}>${name}</option>`)}
          </select>
        </label>
        ${this.dated ? nothing : this.beginning()}
        <slot></slot>
        ${this.startButton(chosen)}
      </div>
      ${this.ending(chosen)} ${this.trial(chosen)}
      ${this.unsaved ? html`<p class="quiet note">Save first: what is started is what is saved.</p>` : nothing}
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </div>
    `
  }

  private startButton(vessel: Vessel) {
    if (vessel.heater !== null && !this.unsaved)
      return html`<confirm-button label="Start" @confirm=${() => this.begin(vessel)}></confirm-button>`
    return html`<button class="loud" ?disabled=${this.unsaved} @click=${() => this.begin(vessel)}>${icon('play')} Start</button>`
  }

  /** What a start puts an end to. */
  private ending({ id, name }: Vessel) {
    const { states, profiles, settings } = this.brewery
    const state = states[id]
    const busy = state?.schedule ? state.schedule.phase !== 'done' : state?.mode.kind === 'profile'
    if (!busy) return nothing
    return html`<p class="note">Starting ends what ${name} is at: ${modeLine(state!, profiles, this.now, settings.unit)}.</p>`
  }

  private list() {
    return html`<ul aria-label="Vessels with it">
      ${this.busy.map(
        ({ vessel, href, words }) => html`<li>
          <a href=${href}><strong>${vessel.name}</strong> <span class="quiet number">${words}</span></a>
        </li>`,
      )}
    </ul>`
  }

  private beginning() {
    return html`<label class="field"><span class="label">Start</span>
        <select aria-label="When" @change=${this.choose}>
          <option value="now" .selected=${this.when === 'now'}>now</option>
          <option value="date" .selected=${this.when === 'date'}>at a date</option>
        </select>
      </label>
      ${
        this.when === 'date'
          ? html`<time-field label="Start at" by="date" .value=${this.at}
              @value=${(event: CustomEvent<number>) => (this.at = event.detail)}></time-field>`
          : nothing
      }`
  }

  private pickVessel(event: Event) {
    this.vessel = (event.target as HTMLSelectElement).value
    this.renderRoot.querySelector('confirm-button')?.disarm()
  }

  private choose(event: Event) {
    this.renderRoot.querySelector('confirm-button')?.disarm()
    this.when = (event.target as HTMLSelectElement).value as 'now' | 'date'
    // The next full hour is what most people mean.
    if (this.at === 0) this.at = Math.ceil((this.now + 60_000) / 3_600_000) * 3_600_000
  }

  private async begin({ id, name }: Vessel) {
    const before = this.brewery.states[id]?.mode
    const at = this.when === 'date' && !this.dated ? this.at : undefined
    this.problem = ''
    let set: Mode
    try {
      set = await this.start(id, at)
    } catch (error) {
      this.problem = (error as Error).message
      return
    }
    const later = at !== undefined && at > this.now
    const text = later ? `${name} starts it ${clockTime(at, this.now)}` : `${name} ${this.verb} it now`
    if (before) offerUndo(this, { text, undo: () => undoMode(id, set, before) })
  }
}
