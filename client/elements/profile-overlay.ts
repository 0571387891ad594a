import { css, html, LitElement, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { getBuckets } from '../api.ts'
import type { Brewery } from '../brewery.ts'
import { type Draft, perSecond, spanOfDraft } from '../profiles/draft.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

/** Chooses a vessel whose past is laid behind the profile; dispatches `measured` with times of the profile and °C. */
@customElement('profile-overlay')
export class ProfileOverlay extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      p {
        font-size: 0.875rem;
        margin-top: 4px;
        min-height: 1.45em;
      }
    `,
  ]

  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) draft!: Draft
  @property({ attribute: false }) now = 0
  @state() private vessel = ''
  @state() private note = ''

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('draft')
    if (before && this.vessel && (before.by !== this.draft.by || before.id !== this.draft.id)) void this.fetch()
  }

  protected override render() {
    return html`<label class="field"><span class="label">Compare with what was measured</span>
        <select aria-label="Compare with" @change=${this.choose}>
          <option value="">nothing</option>
          ${this.brewery.vessels.map(({ id, name }) => html`<option value=${id} .selected=${id === this.vessel}>${name}</option>`)}
        </select>
      </label>
      <p class="quiet" role="status">${this.note}</p>`
  }

  private choose(event: Event) {
    this.vessel = (event.target as HTMLSelectElement).value
    void this.fetch()
  }

  private async fetch() {
    const { vessel } = this
    if (!vessel) return this.tell([], '')
    const { from, begins } = this.start()
    const { by } = this.draft
    const { from: first, to: last } = spanOfDraft(this.draft)
    const length = Math.max(3_600_000, ((last - first) / perSecond(by)) * 1000) * 1.1
    try {
      const span = { from: Math.max(0, from), to: Math.min(from + length, this.now) }
      const buckets = span.to > span.from ? await getBuckets(`${vessel}.processValue`, span, 400) : []
      if (vessel !== this.vessel) return
      const measured = buckets.map(({ at, mean }) => ({ at: by === 'date' ? at : (at - from) / 1000, value: mean }))
      this.tell(measured, measured.length > 0 ? `Thin line: ${begins}` : 'Nothing was measured there in this time.')
    } catch (error) {
      this.tell([], (error as Error).message)
    }
  }

  /** Where the past begins: when the vessel started this profile, else so long ago as the profile is. */
  private start(): { from: number; begins: string } {
    const { brewery, vessel, draft, now } = this
    const { name } = brewery.vessels.find(({ id }) => id === vessel)!
    const mode = brewery.states[vessel]?.mode
    const { from, to } = spanOfDraft(draft)
    if (draft.by === 'date') return { from, begins: name }
    if (mode?.kind === 'profile' && mode.profile === draft.id && (mode.startedAt ?? now) < now)
      return { from: mode.startedAt ?? now, begins: `${name} since it started this profile` }
    return { from: now - Math.max(3600, to) * 1000, begins: `the past of ${name}, up to now` }
  }

  private tell(measured: { at: number; value: number }[], note: string) {
    this.note = note
    this.dispatchEvent(new CustomEvent('measured', { detail: measured }))
  }
}
