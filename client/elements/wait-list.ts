import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Actuator, Wait } from '../../data/model/actuator.ts'
import { icon } from '../icons.ts'
import { needsSomebody, waitWords } from '../words.ts'
import { shared } from './shared-styles.ts'

/** Why it does not do what it should: what is wrong with the reading, the reason given, and what is waited for. */
@customElement('wait-list')
export class WaitList extends LitElement {
  static override styles = [
    shared,
    css`
      li {
        display: flex;
        gap: 8px;
        font-size: 0.9375rem;
      }
      li + li {
        margin-top: 4px;
      }
      .icon {
        margin-top: 0.1em;
        color: var(--quiet);
      }
      .trouble {
        font-weight: 550;
      }
      .trouble .icon {
        color: var(--alarm);
      }
    `,
  ]

  @property({ attribute: false }) waits: Wait[] = []
  @property({ attribute: false }) actuators: Actuator[] = []
  /** What is wrong, in sentences; shown before the waits. */
  @property({ attribute: false }) troubles: string[] = []
  @property({ attribute: false }) now = 0

  protected override render() {
    return html`<ul>
      ${this.troubles.map(text => html`<li class="trouble">${icon('warning')}<span>${text}</span></li>`)}
      ${this.waits.map(wait => {
        const actuator = this.actuators.find(({ id }) => id === wait.actuator)
        const stands = needsSomebody(wait)
        return html`<li class="number ${stands ? 'trouble' : ''}">${icon(stands ? 'warning' : 'clock')}<span>${waitWords(wait, actuator, this.now)}</span></li>`
      })}
    </ul>`
  }
}
