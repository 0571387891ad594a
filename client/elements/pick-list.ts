import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type IconName, icon } from '../icons.ts'
import './confirm-button.ts'
import { shared } from './shared-styles.ts'

/**
 * Things to start one of, each a row to tap with its name and a word more; what heats is confirmed below its row. Dispatches
 * `pick` with an id that is not chosen yet.
 */
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
      .looked {
        border-style: dashed;
      }
      confirm-button {
        display: block;
        margin-top: 8px;
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
  /** Whether what is picked may heat. */
  @property({ type: Boolean }) heats = false
  /** What waits to be confirmed. */
  @state() private looked: string | undefined

  protected override render() {
    return html`<ul aria-label=${this.label}>
      ${this.items.map(
        ({ id, name, more }) => html`<li>
          <button class=${id === this.looked ? 'looked' : ''} aria-pressed=${id === this.chosen} @click=${() => this.tap(id)}>
            ${icon(id === this.chosen ? 'check' : this.symbol)}
            <span class="name">${name}</span>
            <span class="quiet">${more}</span>
          </button>
          ${
            id === this.looked
              ? html`<confirm-button label="Start “${name}”" @confirm=${() => this.pick(id)}></confirm-button>`
              : nothing
          }
        </li>`,
      )}
    </ul>`
  }

  private tap(id: string) {
    this.looked = undefined
    if (id === this.chosen) return
    if (this.heats) this.looked = id
    else this.pick(id)
  }

  private pick(id: string) {
    this.looked = undefined
    this.dispatchEvent(new CustomEvent('pick', { detail: id }))
  }
}
