import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { AutotuneState } from '../../data/model/autotune.ts'
import type { Vessel, VesselState } from '../../data/model/vessel.ts'
import { foundWords, tuningWords, untunable } from '../autotune-words.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { applyAutotune, leaveAutotune, startAutotune } from '../vessel-api.ts'
import './confirm-button.ts'
import './number-stepper.ts'
import { card, shared } from './shared-styles.ts'

/** Finds the parameters of a vessel's PID, shows how that goes and what it found, and asks before it is put in force. */
@customElement('autotune-card')
export class AutotuneCard extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      p,
      li {
        font-size: 0.9375rem;
      }
      section > * + *,
      li + li {
        margin-top: 8px;
      }
      confirm-button,
      number-stepper {
        display: block;
      }
      .buttons {
        display: flex;
        gap: 8px;
      }
      .buttons button {
        flex: 1;
        min-height: 52px;
      }
      .problem .icon {
        color: var(--alarm);
      }
    `,
  ]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) state!: VesselState
  @property({ attribute: false }) unit: Unit = 'celsius'
  @property({ attribute: false }) now = 0
  @state() private power = 100
  @state() private problem = ''
  private busy = false

  protected override render() {
    const { autotune } = this.state
    return html`<section class="card" aria-labelledby="autotune">
      <h2 id="autotune">Autotune</h2>
      ${autotune ? html`<p role="status" class="number">${tuningWords(autotune, this.unit, this.now)}</p>` : nothing}
      ${this.offer(autotune)}
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')} ${this.problem}</p>` : nothing}
      </div>
    </section>`
  }

  private offer(autotune: AutotuneState | undefined) {
    switch (autotune?.phase) {
      case undefined:
        return html`<p class="quiet">
            Finds the gains of its PID: switches its ${this.vessel.heater === null ? 'cooler' : 'heater'} on and off so
            that the temperature swings around the set point by some degrees at most, for half an hour to two. Safety
            stays in force; whatever else it is told ends it.
          </p>
          ${this.beginning('Begin')}`
      case 'approach':
      case 'swings':
        return html`<div class="buttons"><button @click=${() => this.act(leaveAutotune)}>End it</button></div>`
      case 'found':
        return html`<ul class="number">${foundWords(autotune.found, this.unit).map(text => html`<li>${text}</li>`)}</ul>
          <div class="buttons">
            <button class="apply" @click=${() => this.act(applyAutotune)}>Apply</button>
            <button @click=${() => this.act(leaveAutotune)}>Leave</button>
          </div>`
      case 'ended':
        return html`${this.beginning('Try again')}
          <div class="buttons"><button @click=${() => this.act(leaveAutotune)}>Leave</button></div>`
    }
  }

  private beginning(label: string) {
    const reason = untunable(this.vessel, this.state.mode)
    if (reason) return html`<p>${reason}</p>`
    return html`<number-stepper
        named
        label="Power at most"
        unit="%"
        .value=${this.power}
        .minimum=${10}
        .maximum=${100}
        .step=${10}
        @value=${(event: CustomEvent<number>) => (this.power = event.detail)}
      ></number-stepper>
      <confirm-button label=${label} @confirm=${() => this.act(id => startAutotune(id, this.power))}></confirm-button>`
  }

  private async act(work: (vessel: string) => Promise<unknown>) {
    // A tap twice is one: the second would be refused, as there is nothing left to end or apply.
    if (this.busy) return
    this.busy = true
    this.problem = ''
    try {
      await work(this.vessel.id)
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.busy = false
  }
}
