import { html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { lengthWords, rangeWords } from '../profiles/words.ts'
import { form } from './form-styles.ts'
import { listLayout } from './list-page-styles.ts'
import './profile-new.ts'
import { card, shared } from './shared-styles.ts'

/** All profiles: how long, from where to where, and who follows them. */
@customElement('profiles-page')
export class ProfilesPage extends LitElement {
  static override styles = [shared, card, form, listLayout]

  @property({ attribute: false }) house!: House

  protected override render() {
    const { profiles } = this.house.brewery
    return html`<div class="head">
        <h1>Profiles</h1>
        <button class="loud" @click=${this.open}>${icon('plus')} New</button>
      </div>
      ${
        profiles.length > 0
          ? html`<ul>${profiles.map(profile => this.entry(profile))}</ul>`
          : html`<section class="card empty">
            <h2>No profiles yet</h2>
            <p>A profile leads a vessel through temperatures over time: a fermentation over days, a mash over an hour.</p>
            <button @click=${this.open}>Make the first one</button>
          </section>`
      }
      <profile-new .profiles=${profiles}></profile-new>`
  }

  private entry(profile: Profile) {
    const { brewery, connection } = this.house
    const followers = brewery.vessels.filter(({ id }) => {
      const mode = brewery.states[id]?.mode
      return mode?.kind === 'profile' && mode.profile === profile.id
    })
    const names = followers.map(({ name }) => name).join(', ')
    return html`<li>
      <a class="card" href="#/profiles/${profile.id}">
        <span class="name">${profile.name}</span>
        <span class="quiet number"
          >${lengthWords(profile, connection.now())} · ${rangeWords(profile, brewery.settings.unit)}</span
        >
        ${names ? html`<span class="who">${icon('play')}<span>${names} ${followers.length === 1 ? 'follows' : 'follow'} it</span></span>` : nothing}
      </a>
    </li>`
  }

  private open() {
    this.renderRoot.querySelector('profile-new')?.show()
  }
}
