import { css, html, LitElement, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { number } from '../format.ts'
import { heatsMore, manualBounds, manualWords } from '../modes.ts'
import './confirm-button.ts'
import './number-stepper.ts'
import { shared } from './shared-styles.ts'

/** Chooses a share of full power by hand; what heats more than before is confirmed. Dispatches `chosen` with a mode. */
@customElement('manual-control')
export class ManualControl extends LitElement {
  static override styles = [
    shared,
    css`
      .quick {
        display: flex;
        gap: 8px;
        margin: 8px 0 12px;
      }
      .quick button {
        flex: 1;
        padding: 0;
      }
      .apply {
        width: 100%;
        min-height: 52px;
      }
      p {
        margin-bottom: 8px;
        font-size: 0.9375rem;
      }
    `,
  ]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) mode!: Mode
  @state() private output = 0

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('mode')
    if (changed.has('mode') && this.mode.kind === 'manual' && JSON.stringify(before) !== JSON.stringify(this.mode))
      this.output = this.mode.output
  }

  protected override render() {
    const { minimum, maximum } = manualBounds(this.vessel)
    if (minimum === maximum) return html`<p class="quiet">This vessel has neither a heater nor a cooler to drive.</p>`
    const quick = [-100, -50, 0, 50, 100].filter(output => output >= minimum && output <= maximum)
    return html`
      <p class="quiet">A fixed share of full power, whatever the temperature.${minimum < 0 ? ' Below 0 it cools.' : ''}</p>
      <number-stepper
        label="Output"
        unit="%"
        .value=${this.output}
        .minimum=${minimum}
        .maximum=${maximum}
        .step=${5}
        @value=${(event: CustomEvent<number>) => this.look(event.detail)}
      ></number-stepper>
      <div class="quick number" role="group" aria-label="Usual outputs">
        ${quick.map(output => html`<button @click=${() => this.look(output)}>${number(output)}</button>`)}
      </div>
      ${this.applyButton()}
    `
  }

  private applyButton() {
    const words = manualWords(this.output)
    if (heatsMore(this.mode, this.output))
      return html`<confirm-button label=${words} @confirm=${this.chosen}></confirm-button>`
    const already = this.mode.kind === 'manual' && this.mode.output === this.output
    return html`<button class="apply" ?disabled=${already} @click=${this.chosen}>${words}</button>`
  }

  private look(output: number) {
    this.output = output
    this.renderRoot.querySelector('confirm-button')?.disarm()
  }

  private chosen() {
    const mode: Mode = { kind: 'manual', output: this.output }
    this.dispatchEvent(new CustomEvent('chosen', { detail: mode }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'confirm-button': import('./confirm-button.ts').ConfirmButton
  }
}
