import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Something that was done and how to take it back; elements dispatch it as `undoable`. */
export interface Offer {
  text: string
  undo: () => Promise<unknown>
}

/** Tells the page that something was done which can be taken back; where `from` was left meanwhile, the page that is there now. */
export function offerUndo(from: Element, offer: Offer): void {
  const place = from.isConnected ? from : document.querySelector('brewery-app')
  place?.dispatchEvent(new CustomEvent('undoable', { detail: offer, bubbles: true, composed: true }))
}

const shownFor = 10_000
/** Offers that were taken, or whose time is over: another toast that is handed one does not show it again. */
const spent = new WeakSet<Offer>()

/** Says what was just done and offers to undo it, for ten seconds. */
@customElement('undo-toast')
export class UndoToast extends LitElement {
  static override styles = [
    shared,
    css`
      .toast {
        position: fixed;
        left: 50%;
        bottom: 20px;
        translate: -50% 0;
        z-index: 20;
        display: flex;
        align-items: center;
        gap: 12px;
        width: max-content;
        max-width: calc(100vw - 24px);
        padding: 6px 6px 6px 18px;
        border-radius: 14px;
        background: var(--ink);
        color: var(--page);
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.25);
      }
      :host([inline]) .toast {
        position: static;
        translate: none;
        width: auto;
        justify-content: space-between;
        box-shadow: none;
      }
      button {
        background: transparent;
        border-color: transparent;
        color: inherit;
        font-weight: 650;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      button:hover:not(:disabled),
      button:active:not(:disabled) {
        background: color-mix(in srgb, var(--page) 18%, transparent);
      }
      :focus-visible {
        outline-color: var(--page);
        outline-offset: -4px;
      }
      @media (max-width: 719px) {
        .toast {
          bottom: calc(72px + env(safe-area-inset-bottom));
        }
      }
    `,
  ]

  @property({ attribute: false }) offer: Offer | undefined
  @state() private shown: Offer | { text: string } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('offer') && this.offer && !spent.has(this.offer)) this.show(this.offer)
  }

  private show(what: Offer | { text: string }) {
    this.shown = what
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.shown = undefined
      if ('undo' in what) spent.add(what)
    }, shownFor)
  }

  private async undo(offer: Offer) {
    if (spent.has(offer)) return
    spent.add(offer)
    try {
      await offer.undo()
      this.show({ text: 'Undone' })
    } catch (error) {
      this.show({ text: `Not undone: ${(error as Error).message}` })
    }
  }

  protected override render() {
    const { shown } = this
    return html`<div role="status">
      ${
        shown
          ? html`<div class="toast">
            <span>${shown.text}</span>
            ${
              'undo' in shown
                ? html`<button @click=${() => this.undo(shown)}>Undo</button>`
                : html`<button aria-label="Dismiss" @click=${() => (this.shown = undefined)}>${icon('close')}</button>`
            }
          </div>`
          : nothing
      }
    </div>`
  }
}
