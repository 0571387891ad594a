import '@awesome.me/webawesome/dist/components/switch/switch.js'
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Actuator, ActuatorState } from '../../data/model/actuator.ts'
import { setOutput } from '../api.ts'
import { icon } from '../icons.ts'
import { waitWords } from '../words.ts'
import { shared } from './shared-styles.ts'

/** A pump or valve people switch by hand. */
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
      wa-switch {
        --height: 30px;
        --width: 54px;
        --thumb-size: 22px;
        padding: 7px 0;
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
      <wa-switch
        ?disabled=${output === null}
        .checked=${output !== null && output > 0}
        @change=${this.turn}
      ><span class="hidden">${name}</span></wa-switch>
    </div>`
  }

  private word(output: number | null) {
    if (output === null) return 'not reachable'
    const [on, off] = this.actuator.use === 'valve' ? ['open', 'closed'] : ['on', 'off']
    return output > 0 ? on : off
  }

  private async turn(event: Event) {
    const { checked } = event.target as WaSwitch
    this.problem = ''
    try {
      await setOutput(this.actuator.id, checked ? 100 : 0)
    } catch (error) {
      this.problem = (error as Error).message
      const knob = event.target as WaSwitch
      knob.checked = (this.state?.output ?? 0) > 0
    }
  }
}
