import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { MarkGroup } from '../../data/model/mark.ts'
import type { Placed } from '../chart/marks.ts'
import { moment } from '../format.ts'
import { icon } from '../icons.ts'
import { groupWords, leading, markIcon, markWords, restWords, type Telling } from '../mark-words.ts'
import { shared } from './shared-styles.ts'

/** Width of what a group tells, px. */
const toldWidth = 300

/** Marks below a chart: each group a button that tells what happened, to a pointer, a finger or the keyboard. Dispatches `open`. */
@customElement('chart-marks')
export class ChartMarks extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        position: relative;
        height: 44px;
      }
      button {
        position: absolute;
        top: 0;
        width: 44px;
        height: 44px;
        padding: 0;
        border-color: transparent;
        background: none;
        color: var(--quiet);
      }
      button[aria-expanded='true'] {
        background: var(--sunken);
        color: var(--ink);
      }
      .alarm {
        color: var(--alarm);
      }
      .note {
        color: var(--ink);
      }
      .count {
        position: absolute;
        top: 3px;
        right: 2px;
        min-width: 16px;
        padding: 0 3px;
        border-radius: 8px;
        background: var(--sunken);
        color: var(--ink);
        font-size: 0.6875rem;
        line-height: 16px;
      }
      .told {
        position: absolute;
        bottom: 48px;
        z-index: 5;
        padding: 10px 12px;
        border: 1px solid var(--control);
        border-radius: 12px;
        background: var(--card);
        box-shadow: 0 4px 16px rgb(0 0 0 / 0.18);
        pointer-events: none;
        font-size: 0.9375rem;
      }
      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        gap: 0 8px;
        overflow-wrap: anywhere;
      }
      li + li {
        margin-top: 6px;
      }
      .text {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
        overflow: hidden;
      }
      .quiet {
        font-size: 0.8125rem;
      }
      p {
        display: grid;
        align-items: center;
        height: 44px;
        padding-left: 52px;
      }
    `,
  ]

  @property({ attribute: false }) placed: readonly Placed[] = []
  @property({ attribute: false }) telling!: Telling
  /** Time of the first mark of the group that is open; null: none is. */
  @state() private open: number | null = null
  /** Whether it stays open when the pointer leaves. */
  private pinned = false

  protected override render() {
    const open = this.placed.find(({ group }) => group.from === this.open)
    return html`<div role="group" aria-label="What happened" @keydown=${this.key}>
        ${repeat(
          this.placed,
          ({ group }) => group.from,
          ({ group, x }) => this.button(group, x, group.from === this.open),
        )}
      </div>
      ${this.placed.length === 0 ? html`<p class="quiet">Nothing happened here in this time.</p>` : nothing}
      ${open ? this.told(open) : nothing}`
  }

  private button(group: MarkGroup, x: number, open: boolean) {
    const mark = leading(group)
    return html`<button
      class=${mark.kind === 'alarm' && mark.event === 'went' ? '' : mark.kind}
      style="left: ${x}px"
      aria-label=${groupWords(group, this.telling)}
      aria-expanded=${open}
      @click=${() => this.press(group)}
      @focus=${(event: Event) => (event.target as HTMLElement).matches(':focus-visible') && this.show(group, false)}
      @blur=${() => this.show(null, false)}
      @pointerenter=${(event: PointerEvent) => this.hover(event, group)}
      @pointerleave=${(event: PointerEvent) => this.hover(event, null)}
    >
      ${icon(markIcon(mark))}${group.count > 1 ? html`<span class="count number">${group.count}</span>` : nothing}
    </button>`
  }

  private told({ group, x }: Placed) {
    const width = Math.min(toldWidth, this.clientWidth)
    const left = Math.max(0, Math.min(x + 22 - width / 2, this.clientWidth - width))
    const rest = restWords(group)
    return html`<div class="told" aria-hidden="true" style="left: ${left}px; width: ${width}px">
      <ul>
        ${group.marks.map(
          mark => html`<li>
            ${icon(markIcon(mark))}
            <div>
              <div class="quiet number">${moment(mark.at, this.telling.now)}${mark.kind === 'note' && mark.by !== 'somebody' ? ` · ${mark.by}` : ''}</div>
              <div class="text">${markWords(mark, this.telling)}</div>
            </div>
          </li>`,
        )}
      </ul>
      ${rest ? html`<div class="quiet">${rest}</div>` : nothing}
    </div>`
  }

  private press(group: MarkGroup) {
    if (this.pinned && this.open === group.from) this.show(null, false)
    else this.show(group, true)
  }

  private hover({ pointerType }: PointerEvent, group: MarkGroup | null) {
    if (pointerType === 'mouse' && !this.pinned) this.show(group, false)
  }

  private key({ key }: KeyboardEvent) {
    if (key === 'Escape') this.show(null, false)
  }

  private show(group: MarkGroup | null, pinned: boolean) {
    this.open = group?.from ?? null
    this.pinned = pinned
    this.dispatchEvent(new CustomEvent('open', { detail: group }))
  }
}
