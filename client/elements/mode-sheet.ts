import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Vessel, VesselState } from '../../data/model/vessel.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import './mode-control.ts'
import { shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'
import { type Offer, offerUndo } from './undo-toast.ts'

/** The mode control in a sheet: from the bottom edge on a phone, in the middle of a desktop. */
@customElement('mode-sheet')
export class ModeSheet extends LitElement {
  static override styles = [
    shared,
    sheet,
    css`
      undo-toast {
        display: block;
        min-height: 56px;
        margin-top: 12px;
      }
    `,
  ]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) state!: VesselState
  @property({ attribute: false }) profiles: Profile[] = []
  @property({ attribute: false }) schedules: Schedule[] = []
  @property({ attribute: false }) unit: Unit = 'celsius'
  @state() private open = false
  @state() private offer: Offer | undefined

  /** Opens it. */
  show(): void {
    this.offer = undefined
    this.open = true
  }

  protected override render() {
    return html`<wa-dialog
      label=${this.vessel.name}
      without-header
      light-dismiss
      ?open=${this.open}
      @wa-hide=${this.hide}
    >
      ${
        this.open
          ? html`<div class="head">
              <h2>${this.vessel.name}</h2>
              <button aria-label="Close" @click=${() => (this.open = false)}>${icon('close')}</button>
            </div>
            <mode-control
              .vessel=${this.vessel}
              .state=${this.state}
              .profiles=${this.profiles}
              .schedules=${this.schedules}
              .unit=${this.unit}
              @undoable=${this.keep}
            ></mode-control>
            <undo-toast inline .offer=${this.offer}></undo-toast>`
          : ''
      }
    </wa-dialog>`
  }

  private keep(event: CustomEvent<Offer>) {
    if (!this.open) return
    event.stopPropagation()
    this.offer = event.detail
  }

  private hide(event: Event) {
    if (event.target !== event.currentTarget) return
    this.open = false
    if (this.offer) offerUndo(this, this.offer)
    this.offer = undefined
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mode-sheet': ModeSheet
  }
}
