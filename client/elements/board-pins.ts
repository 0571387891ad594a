import { css, html, LitElement, svg } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Pin } from '../../data/model/board.ts'
import { occupantText } from '../board-words.ts'
import type { Brewery } from '../brewery.ts'
import { type Io, occupants, pinName } from '../io.ts'
import { abilities } from '../kinds.ts'
import { shared } from './shared-styles.ts'

const row = 48

/** A board with its pins, USB at the top: what hangs on each and what it does now. A tap dispatches `pin`. */
@customElement('board-pins')
export class BoardPins extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .board {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 96px minmax(0, 1fr);
      }
      ul {
        display: flex;
        flex-direction: column;
        justify-content: end;
      }
      li {
        height: ${row}px;
        padding: 2px 0;
      }
      li button {
        display: flex;
        align-items: center;
        gap: 8px;
        width: 100%;
        height: 44px;
        padding: 0 8px;
        border-color: var(--line);
        text-align: left;
        font-weight: 500;
      }
      .left button {
        flex-direction: row-reverse;
        text-align: right;
      }
      .name {
        flex: none;
        min-width: 2.1em;
        text-align: center;
        font-weight: 700;
        font-size: 0.875rem;
      }
      .what {
        flex: 1;
        min-width: 0;
        display: flex;
        flex-direction: column;
        font-size: 0.875rem;
        line-height: 1.2;
      }
      .what > span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .value {
        font-weight: 650;
      }
      .taken {
        background: var(--sunken);
      }
      .heater.on .value {
        color: var(--heating);
      }
      .cooler.on .value {
        color: var(--cooling);
      }
      svg {
        width: 96px;
        display: block;
      }
      @media (max-width: 719px) {
        .board {
          grid-template-columns: minmax(0, 1fr) 40px minmax(0, 1fr);
        }
        svg {
          width: 40px;
        }
        li button {
          padding: 0 4px;
          gap: 4px;
        }
        .what {
          font-size: 0.8125rem;
        }
      }
    `,
  ]

  @property() board = ''
  @property({ attribute: false }) pins: Pin[] = []
  @property({ attribute: false }) brewery!: Brewery
  @property({ attribute: false }) io!: Io

  protected override render() {
    const left = this.pins.filter(({ analog }) => analog !== null).sort((a, b) => a.analog! - b.analog!)
    const right = this.pins.filter(({ analog }) => analog === null).sort((a, b) => b.pin - a.pin)
    const height = Math.max(left.length, right.length) * row
    return html`<div class="board">
      <ul class="left" aria-label="Analog pins">
        ${left.map(pin => this.pin(pin))}
      </ul>
      ${this.outline(left.length, right.length, height)}
      <ul aria-label="Digital pins">
        ${right.map(pin => this.pin(pin))}
      </ul>
    </div>`
  }

  /** Where the pins are, as on an Uno held upright; any other board is a plain rectangle with as many. */
  private outline(left: number, right: number, height: number) {
    const uno = this.pins.every(({ pin }) => pin < 20) && right <= 14
    const holes = (count: number, x: number) =>
      Array.from({ length: count }, (_, n) => {
        const y = height - (count - n - 0.5) * row
        return svg`<rect x=${x} y=${y - 6} width="12" height="12" rx="2" fill="var(--page)" stroke="var(--control)" stroke-width="2" />`
      })
    return html`<svg viewBox="0 0 96 ${height}" height=${height} preserveAspectRatio="none" aria-hidden="true">
      <rect x="6" y="4" width="84" height=${Math.max(0, height - 8)} rx="10" fill="var(--sunken)" stroke="var(--control)" stroke-width="2" />
      ${
        uno
          ? svg`<rect x="18" y="1" width="24" height="34" rx="3" fill="var(--line)" stroke="var(--control)" stroke-width="2" />
              <rect x="50" y="1" width="18" height="26" rx="3" fill="var(--control)" />
              <rect x="38" y=${height * 0.5} width="22" height=${height * 0.32} rx="3" fill="var(--quiet)" />`
          : svg`<rect x="32" y=${height * 0.4} width="32" height="32" rx="3" fill="var(--quiet)" />`
      }
      ${holes(left, 8)} ${holes(right, 76)}
    </svg>`
  }

  private pin(pin: Pin) {
    const { brewery, io } = this
    const there = occupants(this.board, pin, brewery)
    const [first] = there
    const name = pinName(pin)
    const { unit } = brewery.settings
    const value = first ? occupantText(first, io.readings, brewery.outputs, unit) : ''
    const on = first?.kind === 'actuator' && (brewery.outputs[first.thing.id]?.output ?? 0) > 0
    const use = first?.kind === 'actuator' ? first.thing.use : ''
    return html`<li>
      <button
        class="${first ? 'taken' : ''} ${use} ${on ? 'on' : ''}"
        @click=${() => this.dispatchEvent(new CustomEvent('pin', { detail: pin }))}
      >
        <span class="name number"><span class="hidden">Pin </span>${name}</span>
        <span class="what">
          ${
            there.length > 1
              ? html`<span>${there.length} probes</span><span class="quiet">${there.map(({ thing }) => thing.name).join(', ')}</span>`
              : first
                ? html`<span>${first.thing.name}</span><span class="value number">${value}</span>`
                : html`<span class="quiet">free<span class="hidden">, for ${abilities(pin)}</span></span>`
          }
        </span>
      </button>
    </li>`
  }
}
