import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Board } from '../../data/model/board.ts'
import { heartbeatWords, phaseWords } from '../board-words.ts'
import type { Brewery } from '../brewery.ts'
import { transports } from '../fields.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import type { Io } from '../io.ts'
import './board-pins.ts'
import { card, shared } from './shared-styles.ts'

/** A board: how its connection and heartbeat are, and its pins. Dispatches `edit` and, from its pins, `pin`. */
@customElement('board-card')
export class BoardCard extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      header {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 8px;
      }
      h2 {
        overflow-wrap: anywhere;
      }
      .phase {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        font-weight: 600;
        margin-right: auto;
      }
      .lost .phase .icon,
      .flapping .phase .icon {
        color: var(--alarm);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 16px;
        margin-bottom: 12px;
        font-size: 0.9375rem;
      }
      dt {
        color: var(--quiet);
      }
      .reason {
        margin-bottom: 8px;
        font-weight: 550;
      }
    `,
  ]

  @property({ attribute: false }) board!: Board
  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) io!: Io
  @property({ attribute: false }) now = 0

  protected override render() {
    const { id, name, transport } = this.board
    const state = this.io.states[id]
    const { icon: sign, text } = phaseWords(state)
    const path = transport.kind === 'serial' ? `, ${transport.path}` : ''
    return html`<article class="card ${state?.phase ?? 'opening'}" aria-labelledby="name">
      <header>
        <h2 id="name">${name}</h2>
        <span class="phase">${icon(sign)}${text}</span>
        <button aria-label="Change board ${name}" @click=${() => this.dispatchEvent(new CustomEvent('edit'))}>${icon('edit')}</button>
      </header>
      ${state?.reason ? html`<p class="reason">${state.reason}</p>` : nothing}
      <dl class="number">
        <dt>Reached by</dt>
        <dd>${transports[transport.kind].text}${path}</dd>
        <dt>Firmware</dt>
        <dd>${state?.firmware ?? 'not known yet'}</dd>
        <dt>Heartbeat</dt>
        <dd>${state ? heartbeatWords(state.heartbeat) : 'not known yet'}</dd>
        <dt>Since</dt>
        <dd>
          ${state ? clockTime(state.since, this.now) : '–'}, ${state?.losses ?? 0} ${state?.losses === 1 ? 'loss' : 'losses'} since
          the start
        </dd>
      </dl>
      ${
        state && state.pins.length > 0
          ? html`<board-pins
              .board=${id}
              .pins=${state.pins}
              .brewery=${this.brewery}
              .io=${this.io}
              @pin=${(event: CustomEvent) => this.dispatchEvent(new CustomEvent('pin', { detail: event.detail }))}
            ></board-pins>`
          : html`<p class="quiet">Its pins appear here as soon as it answers.</p>`
      }
    </article>`
  }
}
