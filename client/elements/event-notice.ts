import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { ProfileEvent } from '../../data/model/profile.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import type { Connection } from '../connection.ts'
import { device } from '../device.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { dismiss, foldEvent, readDismissed, toShow } from '../notices.ts'
import { Subscription } from '../subscription.ts'
import { getEvents } from '../vessel-api.ts'
import { shared } from './shared-styles.ts'

const most = 3
const key = 'dismissed-events'

/** Events of profiles that were due within a day, on every page until somebody at this device dismisses them. */
@customElement('event-notice')
export class EventNotice extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: sticky;
        top: var(--bar);
        z-index: 8;
      }
      section {
        background: var(--card);
        border-bottom: 1px solid var(--line);
        border-left: 6px solid var(--ink);
        padding: 4px 14px;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px 12px;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      a {
        flex: 1;
        min-width: 0;
        min-height: 44px;
        padding: 6px 0;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      strong {
        font-weight: 650;
      }
      .quiet {
        font-size: 0.875rem;
        display: block;
      }
      button {
        border-color: transparent;
        background: none;
        flex: none;
      }
      .rest {
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-size: 0.875rem;
      }
    `,
  ]

  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) vessels: Vessel[] = []
  private events = new Subscription<ProfileEvent[]>(this, {
    connection: () => this.connection,
    channels: ['events'],
    snapshot: getEvents,
    fold: foldEvent,
  })

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('storage', this.lookAgain)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('storage', this.lookAgain)
  }

  /** Another window of this device may have dismissed some. */
  private lookAgain = () => this.requestUpdate()

  private get dismissed(): string[] {
    return readDismissed(device.recall(key))
  }

  protected override render() {
    const due = toShow(this.events.state ?? [], this.dismissed)
    return html`<div role="status">${due.length > 0 ? this.notice(due) : nothing}</div>`
  }

  private notice(due: ProfileEvent[]) {
    const rest = due.length - most
    return html`<section aria-label="Due now">
      <ul>
        ${due.slice(0, most).map(event => html`<li>${this.event(event)}</li>`)}
      </ul>
      ${
        due.length > 1
          ? html`<div class="rest">
              <span class="quiet">${rest > 0 ? `and ${rest} more` : ''}</span>
              <button @click=${() => this.dismiss(due)}>Dismiss all</button>
            </div>`
          : nothing
      }
    </section>`
  }

  private event(event: ProfileEvent) {
    const { vessel, at, text, missed } = event
    const name = this.vessels.find(({ id }) => id === vessel)?.name ?? vessel
    const when = clockTime(at, this.connection.now())
    return html`${icon('clock')}
      <a href="#/vessels/${vessel}">
        <strong>${text}</strong>
        <span class="quiet number">${name} · ${missed ? `was due ${when}, nobody was told then` : when}</span>
      </a>
      <button aria-label="Dismiss: ${text}" @click=${() => this.dismiss([event])}>${icon('close')}</button>`
  }

  private dismiss(more: ProfileEvent[]) {
    device.remember(key, JSON.stringify(dismiss(this.dismissed, more, this.events.state ?? [])))
    this.requestUpdate()
  }
}
