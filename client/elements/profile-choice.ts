import { html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { duration } from '../format.ts'
import './pick-list.ts'
import { shared } from './shared-styles.ts'

/** Chooses a profile to start; dispatches `chosen` with a mode. */
@customElement('profile-choice')
export class ProfileChoice extends LitElement {
  static override styles = shared

  @property({ attribute: false }) profiles: Profile[] = []
  @property({ attribute: false }) mode!: Mode
  @property({ attribute: false }) vessel!: Vessel

  protected override render() {
    if (this.profiles.length === 0)
      return html`<p class="quiet">There are no profiles yet to follow. <a href="#/profiles">Make one</a></p>`
    return html`<pick-list
      label="Profiles"
      .items=${this.profiles.map(profile => ({ ...profile, more: length(profile) }))}
      .chosen=${this.mode.kind === 'profile' ? this.mode.profile : undefined}
      ?heats=${this.vessel.heater !== null}
      @pick=${(event: CustomEvent<string>) => this.choose({ kind: 'profile', profile: event.detail })}
    ></pick-list>`
  }

  private choose(mode: Mode) {
    this.dispatchEvent(new CustomEvent('chosen', { detail: mode }))
  }
}

function length({ by, points }: Profile): string {
  if (by === 'date') return 'by date'
  return points.at(-1)!.at > 0 ? duration(points.at(-1)!.at * 1000) : 'one step'
}
