import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Alarm } from '../../data/model/alarm.ts'
import { acknowledge, putInService, shelve, takeOutOfService, unshelve } from '../alarm-api.ts'
import { countWords, type Places, placeOf, priorityWords, stateWords } from '../alarm-words.ts'
import { isWaiting } from '../alarms.ts'
import { clockTime, roughly } from '../format.ts'
import { icon } from '../icons.ts'
import './confirm-button.ts'
import { priorityStyles } from './priority-styles.ts'
import { shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

const shelves = [
  { seconds: 900, label: '15 min' },
  { seconds: 3600, label: '1 h' },
  { seconds: 28_800, label: '8 h' },
]

/** One alarm: what it says, how urgent, whose, since when, and what can be done about it. */
@customElement('alarm-item')
export class AlarmItem extends LitElement {
  static override styles = [
    shared,
    priorityStyles,
    css`
      article {
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--card);
      }
      .waiting,
      .acknowledged {
        border: 2px solid var(--mark);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
      }
      .badge {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        padding: 2px 10px;
        border: 2px solid var(--control);
        border-radius: 999px;
        font-size: 0.875rem;
        font-weight: 650;
      }
      .waiting .badge {
        border-color: var(--mark);
        background: var(--fill);
        color: var(--on-fill);
      }
      .acknowledged .badge {
        border-color: var(--mark);
        color: var(--mark);
      }
      h3 {
        margin: 8px 0 2px;
        font-size: 1.0625rem;
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      .details a {
        display: inline-block;
        min-width: 44px;
        line-height: 44px;
        margin-block: -11px;
        color: var(--ink);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 12px;
      }
      .actions button {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-top: 8px;
        padding-top: 12px;
        border-top: 1px solid var(--line);
      }
      .shelves {
        display: flex;
        gap: 8px;
      }
      confirm-button {
        width: 100%;
        max-width: 320px;
      }
      .problem {
        margin-top: 8px;
      }
      .problem .icon {
        color: var(--alarm);
      }
      @media (max-width: 719px) {
        .actions button {
          flex: 1 1 auto;
          padding: 0 10px;
          justify-content: center;
        }
        .shelves {
          width: 100%;
        }
        .shelves button {
          flex: 1;
        }
        confirm-button {
          max-width: none;
        }
      }
    `,
  ]

  @property({ attribute: false }) alarm!: Alarm
  /** What it is called where it never said anything. */
  @property({ attribute: false }) name = ''
  @property({ attribute: false }) places!: Places
  @property({ attribute: false }) now = 0
  /** Who does it. */
  @property({ attribute: false }) by = ''
  @state() private more = false
  @state() private failed = ''

  protected override render() {
    const { alarm } = this
    const look = isWaiting(alarm) ? 'waiting' : alarm.state
    return html`<article class="${look} ${alarm.priority}">
      <div class="head">
        <span class="badge">${icon(stateWords[alarm.state].icon)}${priorityWords[alarm.priority]}</span>
        <span class="quiet">${stateWords[alarm.state].text}</span>
      </div>
      <h3>${alarm.message || this.name}</h3>
      <p class="quiet number details">${this.details()}</p>
      <div class="actions">${this.actions()}</div>
      ${this.more ? this.choices() : nothing}
      <p class="problem" role="alert" ?hidden=${this.failed === ''}>${icon('warning')} ${this.failed}</p>
    </article>`
  }

  private details() {
    const { at, count, acknowledgedBy, acknowledgedAt, shelvedUntil, standing } = this.alarm
    const { text, href } = placeOf(this.alarm, this.places)
    const parts = [
      count === 0
        ? 'has not come yet'
        : `${standing ? 'since' : 'gone since'} ${clockTime(at, this.now)}, ${roughly(this.now - at)}`,
      countWords(count),
      acknowledgedBy && acknowledgedAt !== null
        ? `acknowledged by ${acknowledgedBy} at ${clockTime(acknowledgedAt, this.now)}`
        : null,
      shelvedUntil === null ? null : `back at ${clockTime(shelvedUntil, this.now)}`,
    ]
    return html`${href ? html`<a href=${href}>${text}</a>` : text} · ${parts.filter(part => part !== null).join(' · ')}`
  }

  private actions() {
    const { alarm } = this
    if (alarm.state === 'out-of-service')
      return html`<button @click=${() => this.do(putInService)}>${icon('power')}Back in service</button>`
    if (alarm.state === 'shelved')
      return html`<button @click=${() => this.do(unshelve)}>${icon('clock')}Unshelve</button>${this.moreButton('More')}`
    return html`
      ${isWaiting(alarm) ? html`<button @click=${() => this.do(acknowledge)}>${icon('check')}Acknowledge</button>` : nothing}
      ${this.moreButton('Shelve')}
    `
  }

  private moreButton(label: string) {
    return html`<button aria-expanded=${this.more} @click=${() => (this.more = !this.more)}>${icon('clock')}${label}…</button>`
  }

  private choices() {
    return html`<div class="more">
      <span class="quiet" id="shelve">Hear nothing of it for</span>
      <div class="shelves" role="group" aria-labelledby="shelve">
        ${shelves.map(
          ({ seconds, label }) => html`<button @click=${() => this.shelve(seconds, label)}>${label}</button>`,
        )}
      </div>
      <confirm-button
        symbol="power"
        label="Take out of service"
        @confirm=${() => this.do(takeOutOfService)}
      ></confirm-button>
      <span class="quiet">Out of service it stays silent until somebody puts it back.</span>
    </div>`
  }

  private async shelve(seconds: number, label: string) {
    const { alarm, by } = this
    if (await this.do(id => shelve(id, seconds, by)))
      offerUndo(this, { text: `Shelved for ${label}`, undo: () => unshelve(alarm.id, by) })
  }

  private async do(command: (id: string, by: string) => Promise<unknown>): Promise<boolean> {
    this.failed = ''
    try {
      await command(this.alarm.id, this.by)
      this.more = false
      return true
    } catch (error) {
      this.failed = (error as Error).message
      return false
    }
  }
}
