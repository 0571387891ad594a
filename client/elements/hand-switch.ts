import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Actuator, ActuatorState } from '../../data/model/actuator.ts'
import { setOutput } from '../api.ts'
import { icon } from '../icons.ts'
import { waitWords } from '../words.ts'
import { shared } from './shared-styles.ts'

/** A pump or valve people switch by hand; shows what it does, not what was asked of it. */
@customElement('hand-switch')
export class HandSwitch extends LitElement {
  static override styles = [
    shared,
    css`
      .row {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 52px;
      }
      .words {
        flex: 1;
      }
      .note {
        font-size: 0.875rem;
      }
      button {
        padding: 0;
        border: 0;
        background: none;
        display: grid;
        place-items: center;
        width: 60px;
      }
      button:hover:not(:disabled),
      button:active:not(:disabled) {
        background: none;
      }
      .track {
        width: 52px;
        height: 30px;
        padding: 3px;
        border: 2px solid var(--control);
        border-radius: 15px;
        background: var(--sunken);
      }
      .thumb {
        display: block;
        width: 20px;
        height: 20px;
        border-radius: 50%;
        background: var(--quiet);
      }
      [aria-checked='true'] .track {
        background: var(--ink);
        border-color: var(--ink);
      }
      [aria-checked='true'] .thumb {
        margin-left: auto;
        background: var(--page);
      }
      :disabled {
        opacity: 0.5;
      }
    `,
  ]

  @property({ attribute: false }) actuator!: Actuator
  @property({ attribute: false }) state: ActuatorState | undefined
  @property({ attribute: false }) now = 0
  @state() private problem = ''

  protected override render() {
    const { name, use } = this.actuator
    const output = this.state?.output ?? null
    return html`<div class="row">
      ${icon(use === 'valve' ? 'valve' : 'pump')}
      <div class="words">
        <div>${name} <span class="quiet">${this.word(output)}</span></div>
        <div class="note" role="alert">${this.problem ? html`${icon('warning')} ${this.problem}` : nothing}</div>
        ${this.state?.waits.map(wait => html`<div class="note quiet number">${waitWords(wait, this.actuator, this.now)}</div>`)}
      </div>
      <button
        role="switch"
        aria-checked=${output !== null && output > 0}
        aria-label=${name}
        ?disabled=${output === null}
        @click=${() => this.turn(output === 0)}
      >
        <span class="track"><span class="thumb"></span></span>
      </button>
    </div>`
  }

  private word(output: number | null) {
    if (output === null) return 'not reachable'
    const [on, off] = this.actuator.use === 'valve' ? ['open', 'closed'] : ['on', 'off']
    return output > 0 ? on : off
  }

  private async turn(on: boolean) {
    this.problem = ''
    try {
      await setOutput(this.actuator.id, on ? 100 : 0)
    } catch (error) {
      this.problem = (error as Error).message
    }
  }
}
