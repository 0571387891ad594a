import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import { ranges } from '../ranges.ts'
import { shared } from './shared-styles.ts'

/** Ranges of a chart and buttons that pan and zoom it; dispatches `range`, `pan` and `zoom`. */
@customElement('chart-tools')
export class ChartTools extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 8px;
      }
      .ranges {
        display: flex;
        padding: 3px;
        border-radius: 13px;
        background: var(--sunken);
      }
      .ranges button {
        border-color: transparent;
        background: none;
        padding: 0 6px;
        min-width: 52px;
      }
      .ranges [aria-pressed='true'] {
        background: var(--card);
        border-color: var(--control);
        font-weight: 650;
      }
      .move {
        display: flex;
        gap: 4px;
      }
      .move button {
        padding: 0;
        min-width: 48px;
        border-color: var(--line);
      }
      .later .icon {
        rotate: 180deg;
      }
      @media (max-width: 400px) {
        .ranges {
          flex: 1;
        }
        .ranges button {
          flex: 1;
          min-width: 44px;
        }
      }
    `,
  ]

  /** Index of the range in force, or −1. */
  @property({ attribute: false }) range = 0

  protected override render() {
    return html`
      <div class="ranges" role="group" aria-label="Time shown">
        ${ranges.map(
          ({ label }, n) => html`<button
            aria-pressed=${n === this.range}
            @click=${() => this.tell('range', n)}
          >
            ${label}
          </button>`,
        )}
      </div>
      <div class="move" role="group" aria-label="Move and zoom">
        <button aria-label="Earlier" @click=${() => this.tell('pan', -0.5)}>${icon('back')}</button>
        <button class="later" aria-label="Later" @click=${() => this.tell('pan', 0.5)}>${icon('back')}</button>
        <button aria-label="Zoom out" @click=${() => this.tell('zoom', 2)}>${icon('minus')}</button>
        <button aria-label="Zoom in" @click=${() => this.tell('zoom', 0.5)}>${icon('plus')}</button>
      </div>
    `
  }

  private tell(event: string, detail: number) {
    this.dispatchEvent(new CustomEvent(event, { detail }))
  }
}
