import { css, html, LitElement } from 'lit'
import { customElement } from 'lit/decorators.js'
import { card, shared } from './shared-styles.ts'

/** What stands where the cards will be until the brewery has answered. */
@customElement('loading-cards')
export class LoadingCards extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      div {
        height: 252px;
        max-width: 620px;
        display: grid;
        place-items: center;
        color: var(--quiet);
      }
    `,
  ]

  protected override render() {
    return html`<div class="card"><h1 class="hidden">Brewery</h1><span>Asking the brewery…</span></div>`
  }
}
