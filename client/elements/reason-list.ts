import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Reason } from '../../data/model/forecast.ts'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Why a vessel is not at its temperature, by what its controller foresees. */
@customElement('reason-list')
export class ReasonList extends LitElement {
  static override styles = [
    shared,
    css`
      li {
        display: flex;
        gap: 8px;
        font-size: 0.9375rem;
      }
      .icon {
        margin-top: 0.1em;
        color: var(--quiet);
      }
      .grave {
        font-weight: 550;
      }
    `,
  ]

  @property({ attribute: false }) reasons: Reason[] = []

  protected override render() {
    return html`<ul>
      ${this.reasons.map(({ kind, text }) => {
        const grave = kind === 'never' || kind === 'behind'
        return html`<li class="number ${grave ? 'grave' : ''}">${icon(grave ? 'warning' : 'target')}<span>${text}</span></li>`
      })}
    </ul>`
  }
}
