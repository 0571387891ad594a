import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Note } from '../../data/model/note.ts'
import type { Refusal } from '../api.ts'
import type { Connection } from '../connection.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { Refreshed } from '../refreshed.ts'
import { addNote, deleteNote, getNotes, type NoteText, writeNote } from '../vessel-api.ts'
import type { Typed } from './note-form.ts'
import './note-form.ts'
import { shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

const page = 20
/** Most notes that are listed at once. */
const most = 1000

/** New notes whose page was left before they were added, by vessel: who comes back finds them. */
const left = new Map<string, Typed>()

/** The same of a note that is being changed: as it was when that began, and what is typed. */
const leftChanges = new Map<string, { note: Note; typed: Typed }>()

/** What brewers noted about a vessel, newest first; everybody who looks sees what is added. */
@customElement('vessel-notes')
export class VesselNotes extends LitElement {
  static override styles = [
    shared,
    css`
      ul {
        margin-top: 12px;
      }
      li {
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .head {
        display: flex;
        align-items: center;
        font-size: 0.875rem;
      }
      .head .quiet {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .head button {
        border-color: transparent;
        background: none;
        padding: 0;
      }
      .text {
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .older {
        width: 100%;
      }
    `,
  ]

  @property() vessel = ''
  @property({ attribute: false }) connection!: Connection
  /** Who writes here; empty when nobody said. */
  @property() by = ''
  /** The note that is being changed, as it was then: what others save of it meanwhile does not replace what is typed. */
  @state() private editing: Note | null = null
  @state() private problem = ''
  private limit = page
  private notes = new Refreshed(this, {
    connection: () => this.connection,
    channels: ['marks'],
    concerns: ({ channel, data }) => channel === `marks.${this.vessel}` && (data as { kind: string }).kind === 'note',
    ask: () => getNotes(this.vessel, this.limit),
  })

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('vessel')) return
    this.editing = leftChanges.get(this.vessel)?.note ?? null
    if (changed.get('vessel') === undefined) return
    this.limit = page
    this.notes.value = undefined
    void this.notes.refresh()
  }

  protected override render() {
    const { value, error } = this.notes
    const now = this.connection.now()
    const { text, at } = left.get(this.vessel) ?? { text: '', at: null }
    return html`<note-form
        label="A new note"
        .text=${text}
        .at=${at}
        .now=${now}
        .save=${(text: Omit<NoteText, 'by'>) => this.add(text)}
        @typed=${({ detail }: CustomEvent<Typed>) => left.set(this.vessel, detail)}
      ></note-form>
      <p role="alert">${this.problem || (value ? '' : (error?.message ?? ''))}</p>
      <ul aria-label="Notes">
        ${repeat(
          this.listed,
          ({ id }) => id,
          note => html`<li>${note.id === this.editing?.id ? this.form(this.editing, now) : this.note(note, now)}</li>`,
        )}
      </ul>
      ${
        value?.next && this.limit < most
          ? html`<button class="older" @click=${() => this.older()}>Older notes</button>`
          : nothing
      }`
  }

  /** The one that is being changed stands among them also when somebody has deleted it, or newer ones fill the page. */
  private get listed(): Note[] {
    const items = this.notes.value?.items ?? []
    const { editing } = this
    if (!editing || items.some(({ id }) => id === editing.id)) return items
    return [...items, editing].sort((one, other) => other.at - one.at || other.id - one.id)
  }

  private note(note: Note, now: number) {
    const when = clockTime(note.at, now)
    const by = note.by === 'somebody' ? '' : ` · ${note.by}`
    return html`<div class="head">
        <span class="quiet number">${when}${by}</span>
        <button aria-label="Change the note of ${when}" @click=${() => (this.editing = note)}>${icon('edit')}</button>
        <button aria-label="Delete the note of ${when}" @click=${() => this.discard(note)}>${icon('trash')}</button>
      </div>
      <p class="text">${note.text}</p>`
  }

  private form(note: Note, now: number) {
    const { text, at } = leftChanges.get(note.vessel)?.typed ?? note
    return html`<note-form
      label="Note"
      action="Save"
      .text=${text}
      .at=${at}
      .now=${now}
      .save=${(text: Omit<NoteText, 'by'>) => this.write(note, text)}
      .cancel=${() => this.stopChanging(note)}
      @typed=${({ detail }: CustomEvent<Typed>) => this.keep(note, detail)}
    ></note-form>`
  }

  /** What is as it was need not wait, nor what the form is emptied of once it is saved. */
  private keep(note: Note, typed: Typed) {
    if (this.editing !== note) return
    if (typed.text === note.text && typed.at === note.at) leftChanges.delete(note.vessel)
    else leftChanges.set(note.vessel, { note, typed })
  }

  private stopChanging({ vessel }: Note) {
    this.editing = null
    leftChanges.delete(vessel)
  }

  private older() {
    this.limit = Math.min(most, this.limit + page)
    void this.notes.refresh()
  }

  private async add(text: Omit<NoteText, 'by'>, by = this.by) {
    const note = await addNote(this.vessel, { ...text, by })
    offerUndo(this, { text: 'Noted', undo: () => deleteNote(note) })
  }

  private async write(before: Note, text: Omit<NoteText, 'by'>) {
    const by = this.by || before.by
    try {
      const after = await writeNote(before, { ...text, by })
      offerUndo(this, { text: 'Note changed', undo: () => writeNote(after, before) })
    } catch (error) {
      if ((error as Refusal).status !== 404) throw error
      // Somebody has deleted it: what was typed is noted anew.
      await this.add(text, by)
    }
    this.stopChanging(before)
  }

  private async discard(note: Note) {
    this.problem = ''
    try {
      await deleteNote(note)
      offerUndo(this, { text: 'Note deleted', undo: () => addNote(note.vessel, note) })
    } catch (error) {
      this.problem = (error as Error).message
    }
  }
}
