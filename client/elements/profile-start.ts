import { html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { setMode } from '../api.ts'
import type { Brewery } from '../brewery.ts'
import { modeLine } from '../words.ts'
import './dry-run.ts'
import './start-row.ts'

/** Who follows a profile, and starting it on a vessel. */
@customElement('profile-start')
export class ProfileStart extends LitElement {
  @property({ attribute: false }) profile!: Profile
  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) now = 0
  @property({ type: Boolean }) unsaved = false

  protected override render() {
    const { vessels, states, profiles, settings } = this.brewery
    const { by, points } = this.profile
    // A mash takes hours, a fermentation days.
    const ferments = by === 'date' || (points.at(-1)?.at ?? 0) >= 86_400
    const busy = vessels
      .filter(({ id }) => this.follows(states[id]?.mode))
      .map(vessel => ({
        vessel,
        href: `#/vessels/${vessel.id}`,
        words: modeLine(states[vessel.id]!, profiles, this.now, settings.unit),
      }))
    return html`<start-row
      verb="follows"
      .brewery=${this.brewery}
      .now=${this.now}
      .busy=${busy}
      .likely=${vessels.find(({ kind }) => (kind === 'fermenter') === ferments)?.id}
      ?dated=${by === 'date'}
      ?unsaved=${this.unsaved}
      .trial=${(vessel: (typeof vessels)[number]) =>
        html`<dry-run .profile=${this.profile} .vessel=${vessel} .unit=${settings.unit} .now=${this.now} ?disabled=${this.unsaved}></dry-run>`}
      .start=${(vessel: string, at: number | undefined) =>
        setMode(vessel, { kind: 'profile', profile: this.profile.id, ...(at === undefined ? {} : { startedAt: at }) })}
    ></start-row>`
  }

  private follows(mode: Mode | undefined): boolean {
    return mode?.kind === 'profile' && mode.profile === this.profile.id
  }
}
