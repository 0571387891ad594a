import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Issue } from '../../data/model/fault.ts'
import { icon } from '../icons.ts'
import { type Draft, spanOfDraft } from '../profiles/draft.ts'
import { form } from './form-styles.ts'
import { pointRows } from './point-styles.ts'
import { shared } from './shared-styles.ts'
import './time-field.ts'

/** What the brewer is told, and when; dispatches `draft`. */
@customElement('profile-events')
export class ProfileEvents extends LitElement {
  static override styles = [
    shared,
    form,
    pointRows,
    css`
      .text {
        grid-column: 1 / -1;
        width: 100%;
      }
      .tick {
        grid-column: 1 / -1;
      }
      .plain {
        border-color: transparent;
        background: none;
        padding: 0;
      }
      .add {
        width: 100%;
        margin-top: 8px;
      }
      .quiet {
        font-size: 0.9375rem;
        margin-top: 4px;
      }
    `,
  ]

  @property({ attribute: false }) draft!: Draft
  @property({ attribute: false }) issues: Issue[] = []

  protected override render() {
    const { events, by } = this.draft
    return html`${
      events.length === 0
        ? html`<p class="quiet">None yet. An event tells you when it is time to do something: “add the hops”.</p>`
        : html`<ul aria-label="Events">
          ${events.map(
            ({ at, text, alarm = false }, index) => html`<li>
              <time-field
                label="Event ${index + 1}, time"
                .by=${by}
                .value=${at}
                @value=${(event: CustomEvent<number>) => this.change(index, { at: event.detail })}
              ></time-field>
              <button class="plain" aria-label="Remove event ${index + 1}" @click=${() => this.tell(events.toSpliced(index, 1))}>
                ${icon('trash')}
              </button>
              <input
                class="text"
                aria-label="Event ${index + 1}, what to do"
                aria-invalid=${this.issues.some(({ pointer }) => pointer.startsWith(`/events/${index}/`))}
                placeholder="What to do"
                maxlength="300"
                .value=${text}
                @input=${(event: Event) => this.change(index, { text: (event.target as HTMLInputElement).value })}
              />
              <label class="tick">
                <input
                  type="checkbox"
                  .checked=${alarm}
                  @change=${(event: Event) => this.change(index, { alarm: (event.target as HTMLInputElement).checked })}
                />
                Ring an alarm<span class="hidden"> for event ${index + 1}</span>
              </label>
              ${this.problem(text, index)}
            </li>`,
          )}
        </ul>`
    }
    <button class="add" @click=${this.add}>${icon('plus')} Add an event</button>`
  }

  private problem(text: string, index: number) {
    const issue = this.issues.find(({ pointer }) => pointer.startsWith(`/events/${index}/`))
    if (!issue) return nothing
    const words = text.trim() === '' ? 'Say what to do, or remove the event.' : issue.message
    return html`<p class="problem text" role="alert">${icon('warning')}<span>${words}</span></p>`
  }

  private add() {
    const { events } = this.draft
    const { from, to } = spanOfDraft(this.draft)
    this.tell([...events, { at: events.at(-1)?.at ?? (to > from ? to : from), text: '' }])
    void this.updateComplete.then(() =>
      [...this.renderRoot.querySelectorAll<HTMLInputElement>('.text')].at(-1)?.focus(),
    )
  }

  private change(index: number, change: Partial<Draft['events'][number]>) {
    const { events } = this.draft
    this.tell(events.with(index, { ...events[index]!, ...change }))
  }

  private tell(events: Draft['events']) {
    this.dispatchEvent(new CustomEvent('draft', { detail: { ...this.draft, events } }))
  }
}
