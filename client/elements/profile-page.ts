import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import type { Profile, ProfileEffect } from '../../data/model/profile.ts'
import { createProfile, deleteProfile, previewProfile, type Refusal, saveProfile } from '../api.ts'
import { Editing } from '../editing.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { type Draft, measuredBy, movePoint, perSecond, removePoint, timeGrid } from '../profiles/draft.ts'
import { effectWords } from '../profiles/words.ts'
import { Ticking } from '../ticking.ts'
import './editor-frame.ts'
import { form } from './form-styles.ts'
import './profile-chart.ts'
import type { Moved } from './profile-chart.ts'
import './profile-events.ts'
import './profile-overlay.ts'
import { profileLayout } from './profile-page-styles.ts'
import './profile-points.ts'
import './profile-start.ts'
import { card, shared } from './shared-styles.ts'

/** Milliseconds without a further change after which the brewery is asked what it would change. */
const settle = 400

/** One profile: its chart, its points and events, who follows it, and what saving an edit would change for them. */
@customElement('profile-page')
export class ProfilePage extends LitElement {
  static override styles = [shared, card, form, profileLayout]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) profileId = ''
  @state() private effects: ProfileEffect[] = []
  @state() private foreseen: { at: number; value: number }[] = []
  @state() private measured: { at: number; value: number }[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private editing = new Editing<Profile>(this, {
    word: 'profile',
    list: '#/profiles',
    stored: () => this.house.brewery.profiles.find(({ id }) => id === this.profileId),
    create: createProfile,
    save: saveProfile,
    remove: deleteProfile,
    flaw: ({ name }) => (name.trim() === '' ? 'give the profile a name first.' : ''),
    loaded: () => {
      clearTimeout(this.timer)
      this.foreseen = []
      this.effects = []
    },
    edited: draft => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => void this.ask(draft), settle)
    },
  })

  constructor() {
    super()
    new Ticking(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  protected override willUpdate(): void {
    const { base } = this.editing
    if (base && base.id !== this.profileId) this.measured = []
  }

  protected override render() {
    const { draft, stored, dirty, issues } = this.editing
    if (!stored || !draft)
      return html`<h1>There is no profile “${this.profileId}”</h1><p><a href="#/profiles">Back to the profiles</a></p>`
    const { brewery, connection } = this.house
    const { unit } = brewery.settings
    const now = connection.now()
    return html`<editor-frame .editing=${this.editing}>
      <div class="columns">
        <div class="side"><section class="card" aria-label="Chart">
          <profile-chart
            .draft=${draft} .unit=${unit} .now=${now} .measured=${this.measured} .foreseen=${this.foreseen} .marks=${this.marks(draft, now)}
            @move=${(event: CustomEvent<Moved>) => this.moved(event.detail)}
            @remove=${(event: CustomEvent<number>) => this.edit(removePoint(draft, event.detail))}
          ></profile-chart>
          ${this.changes(now)}
          <p class="quiet hint">Drag a point, or move it with the arrow keys; shift moves it further.</p>
          <div class="tools">
            <label class="field"><span class="label">Times are</span>
              <select aria-label="Times are" @change=${this.measure}>
                <option value="elapsed" .selected=${draft.by === 'elapsed'}>since its start</option>
                <option value="date" .selected=${draft.by === 'date'}>dates</option>
              </select>
            </label>
            <profile-overlay .brewery=${brewery} .draft=${draft} .now=${now}
              @measured=${(event: CustomEvent<ProfilePage['measured']>) => (this.measured = event.detail)}
            ></profile-overlay>
          </div>
        </section>
          <section class="card" aria-labelledby="start">
            <h2 id="start">Follow it</h2>
            <profile-start .profile=${stored} .brewery=${brewery} .now=${now} ?unsaved=${dirty} @foreseen=${this.foresee}></profile-start>
          </section>
        </div>
        <div class="side">
          <section class="card" aria-labelledby="points">
            <h2 id="points">Points</h2>
            <profile-points .draft=${draft} .unit=${unit} .issues=${issues} @draft=${this.edited}></profile-points>
          </section>
          <section class="card" aria-labelledby="events">
            <h2 id="events">Events</h2>
            <profile-events .draft=${draft} .issues=${issues} @draft=${this.edited}></profile-events>
          </section>
        </div>
      </div>
    </editor-frame>`
  }

  /** Below the chart: what appears while a point is dragged must not move it. */
  private changes(now: number) {
    const { brewery } = this.house
    const nameOf = (vessel: string) => brewery.vessels.find(({ id }) => id === vessel)?.name ?? vessel
    return html`<div role="status">
      ${
        this.editing.dirty && this.effects.length > 0
          ? html`<section class="changes" aria-label="What saving changes">
            <h2>Saving changes a profile that runs</h2>
            <ul>${this.effects.map(
              effect => html`<li>${icon(effect.problem ? 'warning' : 'play')}
                <span>${effectWords(effect, nameOf(effect.vessel), now, brewery.settings.unit)} ${effect.problem ? `But ${effect.problem}.` : ''}</span></li>`,
            )}</ul>
          </section>`
          : nothing
      }
    </div>`
  }

  /** Where the vessels that follow it stand in it. */
  private marks({ by }: Draft, now: number): { name: string; at: number }[] {
    const { vessels, states } = this.house.brewery
    return vessels.flatMap(({ id, name }) => {
      const mode = states[id]?.mode
      if (mode?.kind !== 'profile' || mode.profile !== this.profileId) return []
      const elapsed = (mode.pausedAt ?? now) - (mode.startedAt ?? now)
      return elapsed < 0 ? [] : [{ name, at: by === 'date' ? now : elapsed / 1000 }]
    })
  }

  private measure(event: Event) {
    const by = (event.target as HTMLSelectElement).value as Draft['by']
    this.edit(measuredBy(this.editing.draft!, by, this.house.connection.now()))
  }

  private moved({ index, at, temperature }: Moved) {
    const draft = this.editing.draft!
    const gap = timeGrid(draft) * perSecond(draft.by)
    this.edit(movePoint(draft, index, { at, temperature }, gap))
  }

  private edited = (event: CustomEvent<Draft>) => this.edit(event.detail)
  private foresee = (event: CustomEvent<ProfilePage['foreseen']>) => (this.foreseen = event.detail)

  private edit(draft: Draft) {
    this.editing.edit(draft)
  }

  private async ask(draft: Draft) {
    try {
      const effects = await previewProfile(draft)
      if (draft !== this.editing.draft) return
      this.effects = effects
      this.editing.issues = []
    } catch (error) {
      if (draft !== this.editing.draft) return
      const isOfPoint = ({ pointer }: Issue) => pointer.startsWith('/points')
      // What saving complained of stays: this answer may come behind that one.
      const others = this.editing.issues.filter(issue => !isOfPoint(issue))
      this.editing.issues = [...others, ...((error as Refusal).issues ?? []).filter(isOfPoint)]
      this.requestUpdate()
    }
  }
}
