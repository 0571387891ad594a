import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Trip } from '../../data/model/safety.ts'
import type { Vessel, VesselState } from '../../data/model/vessel.ts'
import { getIo } from '../api.ts'
import { heartbeatWords } from '../board-words.ts'
import { icon } from '../icons.ts'
import { foldIo, ioChannels } from '../io.ts'
import type { House } from '../pages.ts'
import { getTrips } from '../safety-api.ts'
import { rejectedWords } from '../safety-words.ts'
import { Subscription } from '../subscription.ts'
import { card, shared } from './shared-styles.ts'
import './trip-list.ts'

/** What safety has to say of a vessel: trips, rejected readings, and whether its boards would go safe by themselves. */
@customElement('vessel-safety')
export class VesselSafety extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      p {
        display: flex;
        gap: 8px;
        font-size: 0.9375rem;
      }
      p + p,
      trip-list + p,
      details {
        margin-top: 8px;
      }
      .problem .icon {
        color: var(--alarm);
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) state!: VesselState
  @state() private past: readonly Trip[] = []
  private io = new Subscription(this, {
    connection: () => this.house.connection,
    channels: ioChannels,
    snapshot: getIo,
    fold: foldIo,
  })
  /** What the history was fetched for. */
  private shown = ''

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state') && !changed.has('vessel')) return
    const now = JSON.stringify([this.vessel.id, this.latched.map(({ id }) => id)])
    if (now === this.shown) return
    this.shown = now
    void getTrips(this.vessel.id)
      .then(trips => (this.past = trips.filter(({ resetAt }) => resetAt !== null)))
      .catch(() => {})
  }

  private get latched(): readonly Trip[] {
    return this.state.safety?.trips ?? []
  }

  protected override render() {
    const rejected = this.state.safety?.rejected ?? 0
    const now = this.house.connection.now()
    const by = this.house.signals.name
    return html`<section class="card" aria-labelledby="safety">
      <h2 id="safety">Safety</h2>
      ${
        this.latched.length === 0
          ? html`<p>${icon('check')}<span>Nothing has tripped.</span></p>`
          : html`<trip-list .trips=${this.latched} .unkept=${this.state.safety?.unkept ?? []} .now=${now} .by=${by}></trip-list>`
      }
      ${rejected > 0 ? html`<p class="problem">${icon('warning')}<span>${rejectedWords(rejected)}</span></p>` : nothing}
      ${this.heartbeats()}
      ${
        this.past.length === 0
          ? nothing
          : html`<details>
              <summary>Earlier trips</summary>
              <trip-list .trips=${this.past} .now=${now}></trip-list>
            </details>`
      }
    </section>`
  }

  private heartbeats() {
    const { actuators } = this.house.brewery
    const driven = actuators.filter(({ id }) => id === this.vessel.heater || id === this.vessel.cooler)
    const boards = [...new Set(driven.map(({ board }) => board))]
    return boards.map(id => {
      const state = this.io.state?.states[id]
      const name = this.io.state?.boards.find(board => board.id === id)?.name ?? id
      if (!state) return nothing
      return html`<p class="quiet">${icon('board')}<span>${name}: ${heartbeatWords(state.heartbeat)}</span></p>`
    })
  }
}
