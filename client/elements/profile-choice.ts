import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { duration } from '../format.ts'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Chooses a profile to start; dispatches `chosen` with a mode. */
@customElement('profile-choice')
export class ProfileChoice extends LitElement {
  static override styles = [
    shared,
    css`
      li + li {
        margin-top: 8px;
      }
      button {
        width: 100%;
        min-height: 52px;
        display: flex;
        align-items: center;
        gap: 10px;
        text-align: left;
      }
      .name {
        flex: 1;
      }
    `,
  ]

  @property({ attribute: false }) profiles: Profile[] = []
  @property({ attribute: false }) mode!: Mode

  protected override render() {
    if (this.profiles.length === 0)
      return html`<p class="quiet">There are no profiles yet to follow. <a href="#/profiles">Make one</a></p>`
    const { mode } = this
    const running = mode.kind === 'profile' ? mode.profile : undefined
    return html`<ul aria-label="Profiles">
      ${this.profiles.map(
        profile => html`<li>
          <button aria-pressed=${profile.id === running} @click=${() => this.choose(profile)}>
            ${icon(profile.id === running ? 'check' : 'profile')}
            <span class="name">${profile.name}</span>
            <span class="quiet">${length(profile)}</span>
          </button>
        </li>`,
      )}
    </ul>`
  }

  private choose({ id }: Profile) {
    if (this.mode.kind === 'profile' && this.mode.profile === id) return
    const mode: Mode = { kind: 'profile', profile: id }
    this.dispatchEvent(new CustomEvent('chosen', { detail: mode }))
  }
}

function length({ by, points }: Profile): string {
  if (by === 'date') return 'by date'
  return points.at(-1)!.at > 0 ? duration(points.at(-1)!.at * 1000) : 'one step'
}
