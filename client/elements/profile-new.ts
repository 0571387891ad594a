import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Profile, ProfileTemplate } from '../../data/model/profile.ts'
import { createProfile, deleteProfile, getTemplates } from '../api.ts'
import { icon } from '../icons.ts'
import { blank, idFrom } from '../profiles/draft.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'
import { offerUndo } from './undo-toast.ts'

/** Makes a profile, blank or from a template, and opens it. */
@customElement('profile-new')
export class ProfileNew extends LitElement {
  static override styles = [
    shared,
    form,
    sheet,
    css`
      .choices {
        display: grid;
        gap: 8px;
      }
      .choices button {
        display: flex;
        gap: 10px;
        align-items: start;
        text-align: left;
        width: 100%;
        padding: 10px 14px;
      }
      .choices span {
        display: grid;
        font-weight: 400;
      }
      .choices strong {
        font-weight: 600;
      }
      .problem {
        margin-top: 12px;
      }
    `,
  ]

  @property({ attribute: false }) profiles: Profile[] = []
  @state() private open = false
  @state() private templates: ProfileTemplate[] = []
  @state() private problem = ''

  /** Opens it. */
  show(): void {
    this.open = true
    this.problem = ''
    getTemplates().then(
      templates => (this.templates = templates),
      error => (this.problem = (error as Error).message),
    )
  }

  protected override render() {
    return html`<wa-dialog label="New profile" without-header light-dismiss ?open=${this.open} @wa-hide=${this.hide}>
      ${
        this.open
          ? html`<div class="head">
              <h2>New profile</h2>
              <button aria-label="Close" @click=${() => (this.open = false)}>${icon('close')}</button>
            </div>
            <div class="choices">
              ${this.choice('Blank', 'One temperature, to be built on.', blank)}
              ${this.templates.map(({ id: _, name, description, ...rest }) => this.choice(name, description, rest))}
            </div>
            <div role="alert">
              ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
            </div>`
          : nothing
      }
    </wa-dialog>`
  }

  private choice(name: string, description: string, body: Pick<Profile, 'by' | 'points' | 'events'>) {
    const title = name === 'Blank' ? 'New profile' : name
    return html`<button @click=${() => this.make(title, body)}>
      ${icon('profile')}<span><strong>${name}</strong><span class="quiet">${description}</span></span>
    </button>`
  }

  private async make(title: string, body: Pick<Profile, 'by' | 'points' | 'events'>) {
    const { profiles } = this
    const names = profiles.map(({ name }) => name)
    let name = title
    for (let n = 2; names.includes(name); n++) name = `${title} ${n}`
    const id = idFrom(
      name,
      profiles.map(profile => profile.id),
    )
    try {
      const made = await createProfile({ ...body, id, name })
      offerUndo(this, {
        text: `“${name}” was made`,
        undo: async () => {
          await deleteProfile(made)
          location.hash = '#/profiles'
        },
      })
      this.open = false
      location.hash = `#/profiles/${id}`
    } catch (error) {
      this.problem = (error as Error).message
    }
  }

  private hide(event: Event) {
    if (event.target === event.currentTarget) this.open = false
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-new': ProfileNew
  }
}
