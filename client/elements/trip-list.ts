import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Trip } from '../../data/model/safety.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { resetTrip } from '../safety-api.ts'
import { tripWords, unkeptWords } from '../safety-words.ts'
import './confirm-button.ts'
import { shared } from './shared-styles.ts'

/** Trips, newest first: what was seen, what was done, what to check; those that are latched can be reset. */
@customElement('trip-list')
export class TripList extends LitElement {
  static override styles = [
    shared,
    css`
      li {
        padding: 12px 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li:first-child {
        border-top: 0;
        padding-top: 0;
      }
      h3 {
        font-size: 1rem;
        font-weight: 650;
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .latched .icon {
        color: var(--alarm);
      }
      confirm-button {
        display: block;
        margin-top: 10px;
      }
    `,
  ]

  @property({ attribute: false }) trips: readonly Trip[] = []
  /** The ids of those that the disk refused so far. */
  @property({ attribute: false }) unkept: readonly number[] = []
  @property({ attribute: false }) now = 0
  /** Who resets. */
  @property({ attribute: false }) by = ''
  @state() private failed = new Map<number, string>()

  protected override render() {
    return html`<ul>
      ${this.trips.map(trip => this.item(trip))}
    </ul>`
  }

  private item(trip: Trip) {
    const latched = trip.resetAt === null
    const problem = this.failed.get(trip.id)
    return html`<li>
      <h3 class=${latched ? 'latched' : ''}>${icon(latched ? 'warning' : 'check')}${tripWords[trip.kind]}</h3>
      <p>${trip.message}</p>
      <p class="quiet number">
        ${clockTime(trip.at, this.now)}${trip.resetAt === null ? ', waits to be reset' : `, reset by ${trip.resetBy} at ${clockTime(trip.resetAt, this.now)}`}
      </p>
      ${this.unkept.includes(trip.id) ? html`<p>${icon('warning')} ${unkeptWords}</p>` : nothing}
      ${latched ? html`<confirm-button label="Reset" symbol="check" @confirm=${() => this.reset(trip.id)}></confirm-button>` : nothing}
      <div role="alert">${problem ? html`<p>${icon('warning')} ${problem}</p>` : nothing}</div>
    </li>`
  }

  private async reset(id: number) {
    this.failed = new Map()
    try {
      await resetTrip(id, this.by)
      this.dispatchEvent(new CustomEvent('reset', { bubbles: true, composed: true }))
    } catch (error) {
      this.failed = new Map([[id, `Not reset. ${(error as Error).message}`]])
    }
  }
}
