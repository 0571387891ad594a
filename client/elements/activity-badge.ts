import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { VesselState } from '../../data/model/vessel.ts'
import { icon } from '../icons.ts'
import { activityWords } from '../words.ts'
import { shared } from './shared-styles.ts'

/** What a vessel does now: icon, word and share of power in the colour of what it means. */
@customElement('activity-badge')
export class ActivityBadge extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
        gap: 6px;
        flex: none;
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        height: 32px;
        padding: 0 12px 0 10px;
        border-radius: 16px;
        font-weight: 600;
        font-size: 0.9375rem;
        color: var(--tone);
        background: color-mix(in srgb, var(--tone) 13%, var(--card));
      }
      .heating {
        --tone: var(--heating);
      }
      .cooling {
        --tone: var(--cooling);
      }
      .resting {
        --tone: var(--quiet);
        background: var(--sunken);
      }
      .manual {
        --tone: var(--manual);
      }
      .fault {
        color: var(--on-alarm);
        background: var(--alarm);
      }
    `,
  ]

  @property({ attribute: false }) state!: VesselState

  protected override render() {
    const { icon: name, tone, text } = activityWords(this.state)
    return html`
      ${this.state.mode.kind === 'manual' ? html`<span class="manual">${icon('hand')}Manual</span>` : ''}
      <span class="number ${tone}">${icon(name)}${text}</span>
    `
  }
}
