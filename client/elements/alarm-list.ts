import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import { clockTime, roughly } from '../format.ts'
import { icon } from '../icons.ts'
import { priorityStyles } from './priority-styles.ts'
import { shared } from './shared-styles.ts'

/** Alarms that last and somebody knows of: what was seen, since when, who knows. */
@customElement('alarm-list')
export class AlarmList extends LitElement {
  static override styles = [
    shared,
    priorityStyles,
    css`
      a {
        display: flex;
        gap: 12px;
        padding: 10px 16px;
        border: 2px solid var(--mark);
        border-radius: var(--radius);
        background: var(--card);
        margin-bottom: 12px;
        text-decoration: none;
      }
      .icon {
        color: var(--mark);
        width: 24px;
        height: 24px;
      }
      .message {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ]

  @property({ attribute: false }) alarms: Alarm[] = []
  @property({ attribute: false }) now = 0

  protected override render() {
    return html`<ul aria-label="Acknowledged alarms">
      ${this.alarms.map(
        ({ message, at, acknowledgedBy, priority }) => html`<li>
          <a class=${priority} href="#/alarms">
            ${icon('warning')}
            <span>
              <span class="message">${message}</span><br />
              <span class="quiet number">
                Acknowledged${acknowledgedBy ? ` by ${acknowledgedBy}` : ''} · since ${clockTime(at, this.now)},
                ${roughly(this.now - at)}
              </span>
            </span>
          </a>
        </li>`,
      )}
    </ul>`
  }
}
