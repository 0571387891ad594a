import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { setMode } from '../api.ts'
import type { Brewery } from '../brewery.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { modeLine } from '../words.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import './dry-run.ts'
import './time-field.ts'
import { offerUndo } from './undo-toast.ts'

/** Who follows a profile, and starting it on a vessel now or at a date. */
@customElement('profile-start')
export class ProfileStart extends LitElement {
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

  @property({ attribute: false }) profile!: Profile
  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) now = 0
  /** Whether there are edits that are not saved: what is started is what is saved. */
  @property({ type: Boolean }) unsaved = false
  @state() private vessel = ''
  @state() private when: 'now' | 'date' = 'now'
  @state() private at = 0
  @state() private problem = ''

  protected override render() {
    const { vessels, states, profiles, settings } = this.brewery
    if (vessels.length === 0)
      return html`<p class="quiet">As soon as there is a vessel, it can follow this profile.</p>`
    const followers = vessels.filter(({ id }) => this.follows(states[id]?.mode))
    const chosen = vessels.find(({ id }) => id === this.vessel) ?? vessels[0]!
    const dated = this.profile.by === 'date'
    return html`
      ${
        followers.length > 0
          ? html`<ul aria-label="Vessels that follow it">
            ${followers.map(
              ({ id, name }) => html`<li>
                <a href="#/vessels/${id}"><strong>${name}</strong>
                  <span class="quiet number">${modeLine(states[id]!, profiles, this.now, settings.unit)}</span></a>
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
        ${
          dated
            ? nothing
            : html`<label class="field"><span class="label">Start</span>
              <select aria-label="When" @change=${this.choose}>
                <option value="now" ?selected=${this.when === 'now'}>now</option>
                <option value="date" ?selected=${this.when === 'date'}>at a date</option>
              </select>
            </label>`
        }
        ${
          this.when === 'date' && !dated
            ? html`<time-field
              label="Start at"
              by="date"
              .value=${this.at}
              @value=${(event: CustomEvent<number>) => (this.at = event.detail)}
            ></time-field>`
            : nothing
        }
        <button class="loud" ?disabled=${this.unsaved} @click=${() => this.start(chosen)}>${icon('play')} Start</button>
      </div>
      <dry-run .profile=${this.profile} .vessel=${chosen} .unit=${settings.unit} .now=${this.now} ?disabled=${this.unsaved}></dry-run>
      ${this.unsaved ? html`<p class="quiet note">Save first: what is started is what is saved.</p>` : nothing}
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </div>
    `
  }

  private follows(mode: Mode | undefined): boolean {
    return mode?.kind === 'profile' && mode.profile === this.profile.id
  }

  private choose(event: Event) {
    this.when = (event.target as HTMLSelectElement).value as 'now' | 'date'
    // The next full hour is what most people mean.
    if (this.at === 0) this.at = Math.ceil((this.now + 60_000) / 3_600_000) * 3_600_000
  }

  private async start({ id, name }: Vessel) {
    const before = this.brewery.states[id]?.mode
    const later = this.when === 'date' && this.profile.by === 'elapsed'
    const mode: Mode = { kind: 'profile', profile: this.profile.id, ...(later ? { startedAt: this.at } : {}) }
    this.problem = ''
    try {
      await setMode(id, mode)
    } catch (error) {
      this.problem = (error as Error).message
      return
    }
    const text =
      later && this.at > this.now ? `${name} starts it ${clockTime(this.at, this.now)}` : `${name} follows it now`
    if (before) offerUndo(this, { text, undo: () => setMode(id, before) })
  }
}
