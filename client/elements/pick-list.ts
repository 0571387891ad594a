import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { type IconName, icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Things to choose one of, each a row to tap with its name and a word more; dispatches `pick` with an id that is not chosen yet. */
@customElement('pick-list')
export class PickList extends LitElement {
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
        padding: 8px 14px;
        text-align: left;
      }
      .name {
        flex: 1;
      }
    `,
  ]

  @property() label = ''
  @property() symbol: IconName = 'profile'
  @property({ attribute: false }) items: readonly { id: string; name: string; more: string }[] = []
  @property({ attribute: false }) chosen: string | undefined

  protected override render() {
    return html`<ul aria-label=${this.label}>
      ${this.items.map(
        ({ id, name, more }) => html`<li>
          <button aria-pressed=${id === this.chosen} @click=${() => this.pick(id)}>
            ${icon(id === this.chosen ? 'check' : this.symbol)}
            <span class="name">${name}</span>
            <span class="quiet">${more}</span>
          </button>
        </li>`,
      )}
    </ul>`
  }

  private pick(id: string) {
    if (id !== this.chosen) this.dispatchEvent(new CustomEvent('pick', { detail: id }))
  }
}
