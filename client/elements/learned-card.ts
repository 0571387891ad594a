import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Actuator } from '../../data/model/actuator.ts'
import type { Learned } from '../../data/model/learned.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import { forgetLearned, getLearned } from '../foresight.ts'
import type { Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { isVague, learnedWords } from '../learned-words.ts'
import './confirm-button.ts'
import { card, shared } from './shared-styles.ts'

/** What a vessel's controller found out about its plant, and a way to let it begin anew. */
@customElement('learned-card')
export class LearnedCard extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      li + li,
      confirm-button,
      .note {
        margin-top: 8px;
      }
      confirm-button {
        display: block;
      }
      li {
        font-size: 0.9375rem;
      }
    `,
  ]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) actuators: Actuator[] = []
  @property({ attribute: false }) unit: Unit = 'celsius'
  /** Undefined: not known yet. */
  @state() private learned: Learned | null | undefined
  @state() private problem = ''
  private timer: ReturnType<typeof setInterval> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.timer = setInterval(() => void this.load(), 60_000)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.timer)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('vessel') && changed.get('vessel')?.id !== this.vessel.id) void this.load()
  }

  protected override render() {
    if (this.learned === undefined) return nothing
    return html`<section class="card" aria-labelledby="learned">
      <h2 id="learned">What it has learned</h2>
      ${this.learned ? this.known(this.learned) : html`<p class="quiet">Still learning: it gets to know its vessel in the first minutes that it heats or cools.</p>`}
      <div role="alert">${this.problem ? html`<p>${icon('warning')} ${this.problem}</p>` : nothing}</div>
    </section>`
  }

  private known(learned: Learned) {
    const { vessel, unit, actuators } = this
    const heater = actuators.find(({ id }) => id === vessel.heater)
    const words = learnedWords(learned, { unit, heater, cools: vessel.cooler !== null, heats: vessel.heater !== null })
    return html`<ul class="number">${words.map(text => html`<li>${text}</li>`)}</ul>
      ${isVague(learned) ? html`<p class="quiet note">It is still getting to know it: forecasts are rough.</p>` : nothing}
      <confirm-button label="Forget it and learn anew" symbol="trash" @confirm=${this.forget}></confirm-button>`
  }

  private async load() {
    try {
      this.learned = await getLearned(this.vessel.id)
    } catch {
      // What was known is shown until it can be asked for again.
    }
  }

  private async forget() {
    this.problem = ''
    try {
      await forgetLearned(this.vessel.id)
    } catch (error) {
      this.problem = (error as Error).message
    }
    await this.load()
  }
}
