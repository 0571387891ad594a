import { css, html, LitElement, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Mode } from '../../data/model/vessel.ts'
import { percent } from '../format.ts'
import './confirm-button.ts'
import './number-stepper.ts'
import { shared } from './shared-styles.ts'

/** Chooses the power a vessel boils with, which people confirm. Dispatches `chosen` with a mode. */
@customElement('boil-control')
export class BoilControl extends LitElement {
  static override styles = [
    shared,
    css`
      p,
      number-stepper {
        display: block;
        margin-bottom: 8px;
        font-size: 0.9375rem;
      }
    `,
  ]

  @property({ attribute: false }) mode!: Mode
  @state() private power = 70
  @state() private limit = 100

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('mode') || this.mode.kind !== 'boil') return
    if (JSON.stringify(changed.get('mode')) === JSON.stringify(this.mode)) return
    this.power = this.mode.power
    this.limit = this.mode.powerLimit ?? 100
  }

  protected override render() {
    return html`
      <p class="quiet">
        Heats to the boil, held back where it may foam over until the hot break is over; then boils with this power.
      </p>
      <number-stepper
        named
        label="Power at the boil"
        unit="%"
        .value=${this.power}
        .minimum=${0}
        .maximum=${100}
        .step=${5}
        @value=${(event: CustomEvent<number>) => this.look({ power: event.detail })}
      ></number-stepper>
      <number-stepper
        named
        label="At most on the way there, against scorching"
        unit="%"
        .value=${this.limit}
        .minimum=${5}
        .maximum=${100}
        .step=${5}
        @value=${(event: CustomEvent<number>) => this.look({ limit: event.detail })}
      ></number-stepper>
      <confirm-button label="Boil at ${percent(this.power)}" @confirm=${this.chosen}></confirm-button>
    `
  }

  private look({ power = this.power, limit = this.limit }: { power?: number; limit?: number }) {
    this.power = power
    this.limit = limit
    this.renderRoot.querySelector('confirm-button')?.disarm()
  }

  private chosen() {
    const mode: Mode = {
      kind: 'boil',
      power: this.power,
      ...(this.limit < 100 ? { powerLimit: this.limit } : {}),
    }
    this.dispatchEvent(new CustomEvent('chosen', { detail: mode }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'boil-control': BoilControl
  }
}
