import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import type { NoteText } from '../vessel-api.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import './time-field.ts'

/** What is in the form; `at` null: now. */
export interface Typed {
  text: string
  at: number | null
}

/** Writes a note: what, and when if not now. Tells its `typed` event what is in it. */
@customElement('note-form')
export class NoteForm extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      form {
        display: grid;
        gap: 8px;
      }
      textarea {
        min-height: 72px;
        padding-block: 9px;
        resize: vertical;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .save {
        margin-left: auto;
        padding-inline: 20px;
      }
      .problem:empty {
        display: none;
      }
    `,
  ]

  @property() label = 'Note'
  @property() action = 'Add note'
  @property() text = ''
  /** The time it is about; null: now. */
  @property({ attribute: false }) at: number | null = null
  @property({ attribute: false }) now = 0
  /** Saves it; fails with a sentence. */
  @property({ attribute: false }) save!: (note: Omit<NoteText, 'by'>) => Promise<unknown>
  @property({ attribute: false }) cancel: (() => void) | undefined
  @state() private problem = ''
  @state() private busy = false

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('text') && !changed.has('at')) return
    this.dispatchEvent(new CustomEvent<Typed>('typed', { detail: { text: this.text, at: this.at } }))
  }

  protected override render() {
    return html`<form @submit=${this.submit}>
      <textarea
        aria-label=${this.label}
        placeholder="Gravity, taste, what you did …"
        maxlength="2000"
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="problem" role="alert">${this.problem ? html`${icon('warning')}<span>${this.problem}</span>` : nothing}</p>
      <div class="buttons">
        ${
          this.at === null
            ? html`<button type="button" aria-label="Now; choose another time" @click=${() => (this.at = this.now)}>
                ${icon('clock')} Now
              </button>`
            : html`<time-field
              label="Time of the note"
              by="date"
              .value=${this.at}
              @value=${(event: CustomEvent<number>) => (this.at = event.detail)}
            ></time-field>`
        }
        ${this.cancel ? html`<button class="save" type="button" @click=${this.cancel}>Cancel</button>` : nothing}
        <button class="loud ${this.cancel ? '' : 'save'}" ?disabled=${this.busy}>${this.action}</button>
      </div>
    </form>`
  }

  private async submit(event: Event) {
    event.preventDefault()
    this.problem = this.text.trim() === '' ? 'Write something first.' : ''
    if (this.problem || this.busy) return
    this.busy = true
    try {
      await this.save({ text: this.text, ...(this.at === null ? {} : { at: Math.max(0, Math.round(this.at)) }) })
      this.text = ''
      this.at = null
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.busy = false
  }
}
