import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import { clockTime, roughly } from '../format.ts'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Active alarms, newest first: what was seen and what to check. */
@customElement('alarm-list')
export class AlarmList extends LitElement {
  static override styles = [
    shared,
    css`
      li {
        display: flex;
        gap: 12px;
        padding: 12px 16px;
        border: 2px solid var(--alarm);
        border-radius: var(--radius);
        background: var(--card);
        margin-bottom: 12px;
      }
      .icon {
        color: var(--alarm);
        width: 24px;
        height: 24px;
      }
      .message {
        font-weight: 600;
      }
    `,
  ]

  @property({ attribute: false }) alarms: Alarm[] = []
  @property({ attribute: false }) now = 0

  protected override render() {
    const newest = this.alarms.toSorted((a, b) => b.at - a.at)
    return html`<ul aria-label="Active alarms">
      ${newest.map(
        ({ message, at }) => html`<li>
          ${icon('warning')}
          <div>
            <p class="message">${message}</p>
            <p class="quiet number">since ${clockTime(at, this.now)}, ${roughly(this.now - at)} ago</p>
          </div>
        </li>`,
      )}
    </ul>`
  }
}
