import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import { clockTime, roughly } from '../format.ts'
import { icon } from '../icons.ts'
import { priorityStyles } from './priority-styles.ts'
import { shared } from './shared-styles.ts'

/** More than this many would leave no room for the vessels below. */
const told = 3

/** Alarms that last and somebody knows of: of the first what was seen, since when, who knows; of the others how many. */
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
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .rest {
        align-items: center;
        min-height: 44px;
        padding-block: 0;
        border: 0;
        font-weight: 600;
      }
    `,
  ]

  @property({ attribute: false }) alarms: Alarm[] = []
  @property({ attribute: false }) now = 0

  protected override render() {
    const rest = this.alarms.length - told
    return html`<ul aria-label="Acknowledged alarms">
      ${this.alarms.slice(0, told).map(
        ({ message, at, acknowledgedBy, priority }) => html`<li>
          <a class=${priority} href="#/alarms">
            ${icon('warning')}
            <span>
              <span class="message">${message}</span>
              <span class="quiet number">
                Acknowledged${acknowledgedBy ? ` by ${acknowledgedBy}` : ''} · since ${clockTime(at, this.now)},
                ${roughly(this.now - at)}
              </span>
            </span>
          </a>
        </li>`,
      )}
      ${rest > 0 ? html`<li><a class="rest" href="#/alarms">and ${rest} more acknowledged</a></li>` : nothing}
    </ul>`
  }
}
