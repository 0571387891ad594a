import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { jumpProfile, pauseProfile, resumeProfile, setMode } from '../api.ts'
import { degrees, type Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { timeWords } from '../profiles/words.ts'
import { undoMode } from '../vessel-api.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import './time-field.ts'
import { offerUndo } from './undo-toast.ts'

/** The profile a vessel follows: pause, resume, jump, stop; each can be undone. */
@customElement('profile-run')
export class ProfileRun extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: block;
        margin-bottom: 16px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .row button {
        flex: 1;
        min-height: 52px;
        padding: 0 4px;
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
        white-space: nowrap;
      }
      .jump {
        display: grid;
        gap: 8px;
        margin-top: 12px;
        padding: 12px;
        border-radius: 12px;
        background: var(--sunken);
      }
      .problem,
      .note {
        margin-top: 10px;
        font-size: 0.9375rem;
      }
    `,
  ]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) mode!: Extract<Mode, { kind: 'profile' }>
  @property({ attribute: false }) profile: Profile | undefined
  @property({ attribute: false }) unit: Unit = 'celsius'
  @state() private jumping = false
  @state() private target = 0
  @state() private problem = ''

  protected override render() {
    const { profile, mode } = this
    const dated = profile?.by === 'date'
    const paused = mode.pausedAt !== undefined
    return html`<div class="row" role="group" aria-label="Profile of ${this.vessel.name}">
        ${
          dated && !paused
            ? nothing
            : html`<button @click=${paused ? this.resume : this.pause}>
                ${icon(paused ? 'play' : 'pause')} ${paused ? 'Resume' : 'Pause'}
              </button>`
        }
        ${
          dated
            ? nothing
            : html`<button aria-expanded=${this.jumping} @click=${this.look}>${icon('target')} Jump</button>`
        }
        <button @click=${this.stop}>${icon('power')} Stop</button>
      </div>
      ${dated ? html`<p class="quiet note">It goes by date${paused ? ' once it is resumed' : ''}: it cannot be paused or moved, only edited.</p>` : nothing}
      ${this.jumping && profile ? this.jump(profile) : nothing}
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </div>`
  }

  private jump(profile: Profile) {
    return html`<div class="jump">
      <label class="field"><span class="label">To a point</span>
        <select aria-label="Point to jump to" @change=${(event: Event) => (this.target = Number((event.target as HTMLSelectElement).value))}>
          ${profile.points.map(
            ({ at, temperature }) => html`<option value=${at} .selected=${at === this.target}>
              ${timeWords(at, profile.by, 0)}: ${degrees(temperature, this.unit)}
            </option>`,
          )}
        </select>
      </label>
      <div class="field"><span class="label">or so long after the start</span>
        <time-field
          label="Time since the start"
          .value=${this.target}
          @value=${(event: CustomEvent<number>) => (this.target = event.detail)}
        ></time-field>
      </div>
      <button class="loud" @click=${this.leap}>Jump there</button>
    </div>`
  }

  private look() {
    this.jumping = !this.jumping
    this.target = this.profile?.points[0]?.at ?? 0
  }

  private pause() {
    return this.act(
      'profile paused',
      () => pauseProfile(this.vessel.id),
      () => resumeProfile(this.vessel.id),
    )
  }

  private resume() {
    return this.act(
      'profile goes on',
      () => resumeProfile(this.vessel.id),
      // By date it cannot be paused again.
      this.profile?.by === 'date' ? undefined : () => pauseProfile(this.vessel.id),
    )
  }

  private async leap() {
    const { id } = this.vessel
    const before = this.mode
    const done = await this.act(
      'profile moved',
      () => jumpProfile(id, this.target),
      () => undoMode(id, before, before),
    )
    if (done) this.jumping = false
  }

  private stop() {
    const { id } = this.vessel
    const before = this.mode
    const off: Mode = { kind: 'off' }
    return this.act(
      'profile stopped, switched off',
      () => setMode(id, off),
      () => undoMode(id, off, before),
    )
  }

  private async act(text: string, action: () => Promise<unknown>, undo?: () => Promise<unknown>): Promise<boolean> {
    this.problem = ''
    // When the profile is stopped, this element is gone before the answer comes.
    const { host } = this.getRootNode() as ShadowRoot
    try {
      await action()
    } catch (error) {
      this.problem = (error as Error).message
      return false
    }
    if (undo) offerUndo(host, { text: `${this.vessel.name}: ${text}`, undo })
    return true
  }
}
