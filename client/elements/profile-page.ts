import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import type { Profile, ProfileEffect } from '../../data/model/profile.ts'
import { createProfile, deleteProfile, previewProfile, type Refusal, saveProfile } from '../api.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { type Draft, draftOf, measuredBy, movePoint, perSecond, removePoint, timeGrid } from '../profiles/draft.ts'
import { effectWords } from '../profiles/words.ts'
import { Ticking } from '../ticking.ts'
import { form } from './form-styles.ts'
import './profile-chart.ts'
import type { Moved } from './profile-chart.ts'
import './profile-events.ts'
import './profile-overlay.ts'
import { profileLayout } from './profile-page-styles.ts'
import './profile-points.ts'
import './profile-start.ts'
import { card, shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

/** Milliseconds without a further change after which the brewery is asked what it would change. */
const settle = 400

/** One profile: its chart, its points and events, who follows it, and what saving an edit would change for them. */
@customElement('profile-page')
export class ProfilePage extends LitElement {
  static override styles = [shared, card, form, profileLayout]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) profileId = ''
  /** What the edits began with. */
  @state() private base: Profile | undefined
  @state() private draft: Draft | undefined
  @state() private effects: ProfileEffect[] = []
  @state() private issues: Issue[] = []
  @state() private problem = ''
  @state() private foreseen: { at: number; value: number }[] = []
  @state() private measured: { at: number; value: number }[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    new Ticking(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  private get stored(): Profile | undefined {
    return this.house.brewery.profiles.find(({ id }) => id === this.profileId)
  }

  private get dirty(): boolean {
    return this.base !== undefined && JSON.stringify(this.draft) !== JSON.stringify(draftOf(this.base))
  }

  protected override willUpdate(): void {
    const { stored } = this
    if (this.base && this.base.id !== this.profileId) this.measured = []
    if (stored && (this.base?.id !== stored.id || (stored.version > this.base.version && !this.dirty)))
      this.load(stored)
  }

  private load(profile: Profile) {
    clearTimeout(this.timer)
    this.base = profile
    this.foreseen = []
    this.draft = draftOf(profile)
    this.effects = []
    this.issues = []
    this.problem = ''
  }

  protected override render() {
    const { base, draft, stored } = this
    if (!stored || !base || !draft)
      return html`<h1>There is no profile “${this.profileId}”</h1><p><a href="#/profiles">Back to the profiles</a></p>`
    const { brewery, connection } = this.house
    const { unit } = brewery.settings
    const now = connection.now()
    return html`<div class="title">
        <a class="back" href="#/profiles" aria-label="Profiles">${icon('back')}</a>
        <h1>
          <span class="hidden">Profile ${base.name}</span>
          <input aria-label="Name" maxlength="60" aria-invalid=${draft.name.trim() === ''} .value=${draft.name} @input=${this.rename} />
        </h1>
        <div class="actions">
          <button aria-label="Delete" @click=${this.discard}>${icon('trash')}</button>
          <button ?disabled=${!this.dirty} @click=${() => this.load(stored)}>Revert</button>
          <button class="loud" ?disabled=${!this.dirty} @click=${this.save}>${icon('check')} Save</button>
        </div>
      </div>
      ${this.notices(stored, base)}
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
                <option value="elapsed" ?selected=${draft.by === 'elapsed'}>since its start</option>
                <option value="date" ?selected=${draft.by === 'date'}>dates</option>
              </select>
            </label>
            <profile-overlay .brewery=${brewery} .draft=${draft} .now=${now}
              @measured=${(event: CustomEvent<ProfilePage['measured']>) => (this.measured = event.detail)}
            ></profile-overlay>
          </div>
        </section>
          <section class="card" aria-labelledby="start">
            <h2 id="start">Follow it</h2>
            <profile-start .profile=${stored} .brewery=${brewery} .now=${now} ?unsaved=${this.dirty} @foreseen=${this.foresee}></profile-start>
          </section>
        </div>
        <div class="side">
          <section class="card" aria-labelledby="points">
            <h2 id="points">Points</h2>
            <profile-points .draft=${draft} .unit=${unit} .issues=${this.issues} @draft=${this.edited}></profile-points>
          </section>
          <section class="card" aria-labelledby="events">
            <h2 id="events">Events</h2>
            <profile-events .draft=${draft} .issues=${this.issues} @draft=${this.edited}></profile-events>
          </section>
        </div>
      </div>`
  }

  private notices(stored: Profile, base: Profile) {
    return html`<div role="status">
      ${
        stored.version > base.version
          ? html`<section class="card banner" aria-label="Conflict">
            <p class="problem">${icon('warning')}<span>Somebody else has changed this profile since you began.</span></p>
            <div class="row">
              <button @click=${() => this.load(stored)}>Take theirs</button>
              <button @click=${() => (this.base = stored)}>Keep mine, to save it over theirs</button>
            </div>
          </section>`
          : nothing
      }
      ${this.problem ? html`<p class="problem banner" role="alert">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
    </div>`
  }

  /** Below the chart: what appears while a point is dragged must not move it. */
  private changes(now: number) {
    const { brewery } = this.house
    const nameOf = (vessel: string) => brewery.vessels.find(({ id }) => id === vessel)?.name ?? vessel
    return html`<div role="status">
      ${
        this.dirty && this.effects.length > 0
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

  private rename = (event: Event) => this.edit({ ...this.draft!, name: (event.target as HTMLInputElement).value })

  private measure(event: Event) {
    const by = (event.target as HTMLSelectElement).value as Draft['by']
    this.edit(measuredBy(this.draft!, by, this.house.connection.now()))
  }

  private moved({ index, at, temperature }: Moved) {
    const gap = timeGrid(this.draft!) * perSecond(this.draft!.by)
    this.edit(movePoint(this.draft!, index, { at, temperature }, gap))
  }

  private edited = (event: CustomEvent<Draft>) => this.edit(event.detail)
  private foresee = (event: CustomEvent<ProfilePage['foreseen']>) => (this.foreseen = event.detail)

  private edit(draft: Draft) {
    this.draft = draft
    this.problem = ''
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.ask(draft), settle)
  }

  private async ask(draft: Draft) {
    try {
      const effects = await previewProfile(draft)
      if (draft !== this.draft) return
      this.effects = effects
      this.issues = []
    } catch (error) {
      if (draft !== this.draft) return
      const isOfPoint = ({ pointer }: Issue) => pointer.startsWith('/points')
      // What saving complained of stays: this answer may come behind that one.
      const others = this.issues.filter(issue => !isOfPoint(issue))
      this.issues = [...others, ...((error as Refusal).issues ?? []).filter(isOfPoint)]
    }
  }

  private async save() {
    const { base, draft } = this
    if (!base || !draft) return
    this.problem = draft.name.trim() === '' ? 'Not saved: give the profile a name first.' : ''
    if (this.problem) return
    try {
      const saved = await saveProfile(draft, base.version)
      this.load(saved)
      offerUndo(this, { text: `“${saved.name}” is saved`, undo: () => saveProfile(draftOf(base), saved.version) })
    } catch (error) {
      const { status, issues, message } = error as Refusal
      this.issues = issues
      // What somebody else saved comes over the connection, with a choice.
      this.problem = status === 412 ? 'Not saved: somebody else has changed it meanwhile.' : `Not saved: ${message}`
    }
  }

  private async discard() {
    const { stored } = this
    if (!stored) return
    try {
      await deleteProfile(stored)
    } catch (error) {
      this.problem = (error as Error).message
      return
    }
    offerUndo(this, { text: `“${stored.name}” is deleted`, undo: () => createProfile(draftOf(stored)) })
    location.hash = '#/profiles'
  }
}
