import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Editing } from '../editing.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'
import { titleLine } from './title-styles.ts'

/** What the frame needs of an `Editing`. */
type Edited = Pick<
  Editing<{ id: string; name: string; version: number }>,
  'word' | 'list' | 'dirty' | 'saving' | 'overtaken' | 'problem' | 'revert' | 'insist' | 'rename' | 'save' | 'discard'
> & { readonly base: { name: string } | undefined; readonly draft: { name: string } | undefined }

/** The head of an editor, name and saving, with what stands against that; what is edited goes into its slot. */
@customElement('editor-frame')
export class EditorFrame extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    titleLine,
    css`
      h1 {
        flex: 1 1 180px;
        min-width: 0;
      }
      .title h1 input {
        width: 100%;
        font-size: 1.375rem;
        font-weight: 650;
        min-height: 48px;
        border-color: transparent;
        background: none;
      }
      .title h1 input:hover,
      .title h1 input:focus {
        border-color: var(--control);
        background: var(--card);
      }
      .actions,
      .banner .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .banner {
        display: grid;
        gap: 8px;
        margin-bottom: 12px;
      }
      .problem.banner {
        display: flex;
      }
      @media (max-width: 859px) {
        .actions {
          width: 100%;
        }
        .actions .loud {
          flex: 1;
        }
      }
    `,
  ]

  @property({ attribute: false, hasChanged: () => true }) editing!: Edited

  protected override render() {
    const { word, list, base, draft, dirty, saving } = this.editing
    if (!base || !draft) return nothing
    const lists = `${word.charAt(0).toUpperCase()}${word.slice(1)}s`
    return html`<div class="title">
        <a class="back" href=${list} aria-label=${lists}>${icon('back')}</a>
        <h1>
          <span class="hidden">${lists.slice(0, -1)} ${base.name}</span>
          <input aria-label="Name" maxlength="60" autocomplete="off" aria-invalid=${draft.name.trim() === ''} .value=${draft.name}
            @input=${(event: Event) => this.editing.rename((event.target as HTMLInputElement).value)} />
        </h1>
        <div class="actions">
          <button aria-label="Delete" @click=${() => this.editing.discard()}>${icon('trash')}</button>
          <button ?disabled=${!dirty || saving} @click=${() => this.editing.revert()}>Revert</button>
          <button class="loud" ?disabled=${!dirty || saving} @click=${() => this.editing.save()}>${icon('check')} Save</button>
        </div>
      </div>
      ${this.notices(word)}
      <slot></slot>`
  }

  private notices(word: string) {
    const { overtaken, problem } = this.editing
    return html`<div role="status">
      ${
        overtaken
          ? html`<section class="card banner" aria-label="Conflict">
              <p class="problem">${icon('warning')}<span>Somebody else has changed this ${word} since you began.</span></p>
              <div class="row">
                <button @click=${() => this.editing.revert()}>Take theirs</button>
                <button @click=${() => this.editing.insist()}>Keep mine, to save it over theirs</button>
              </div>
            </section>`
          : nothing
      }
      ${problem ? html`<p class="problem banner" role="alert">${icon('warning')}<span>${problem}</span></p>` : nothing}
    </div>`
  }
}
