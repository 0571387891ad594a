import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Actuator, ActuatorState } from '../../data/model/actuator.ts'
import { testActuator } from '../api.ts'
import { outputText } from '../board-words.ts'
import { icon } from '../icons.ts'
import { waitWords } from '../words.ts'
import { form } from './form-styles.ts'
import { row, shared } from './shared-styles.ts'

const seconds = 5
/** The second tap counts between these, ms after the first: a double tap is one tap. */
const [soonest, latest] = [350, 5000]

/** An actuator: what it does, a test of five seconds, and a way to change it: dispatches `edit`. */
@customElement('actuator-row')
export class ActuatorRow extends LitElement {
  static override styles = [
    shared,
    form,
    row,
    css`
      .testing {
        background: var(--sunken);
      }
    `,
  ]

  @property({ attribute: false }) actuator!: Actuator
  @property({ attribute: false }) state: ActuatorState | undefined
  /** The vessel that drives it, by name. */
  @property() vessel = ''
  @property({ attribute: false }) now = 0
  @state() private endsAt = 0
  @state() private armedAt = Number.NEGATIVE_INFINITY
  @state() private problem = ''

  protected override render() {
    const { name, use } = this.actuator
    const left = Math.ceil((this.endsAt - this.now) / 1000)
    const armed = performance.now() - this.armedAt < latest
    const on = (this.state?.output ?? 0) > 0
    return html`<div class="row">
      <div class="words">
        <span>${name}</span> <span class="quiet">${use}${this.vessel ? ` of ${this.vessel}` : ''}</span>
        ${this.state?.waits.map(wait => html`<div class="hint number">${waitWords(wait, this.actuator, this.now)}</div>`)}
        <div class="problem" role="alert">${this.problem ? html`${icon('warning')}<span>${this.problem}</span>` : nothing}</div>
      </div>
      <span class="value number ${on ? use : ''}">${outputText(this.state)}</span>
      <button class=${left > 0 || armed ? 'testing' : ''} ?disabled=${left > 0} aria-label="Test ${name}" @click=${this.tap}>
        ${left > 0 ? html`<span class="number">${left} s</span>` : armed ? `${seconds} s on?` : 'Test'}
      </button>
      <button aria-label="Change ${name}" @click=${() => this.dispatchEvent(new CustomEvent('edit'))}>${icon('edit')}</button>
    </div>`
  }

  /** What heats is asked for twice. */
  private async tap() {
    this.problem = ''
    const since = performance.now() - this.armedAt
    if (this.actuator.use === 'heater' && since > latest) this.armedAt = performance.now()
    if (this.actuator.use === 'heater' && (since < soonest || since > latest)) return
    this.armedAt = Number.NEGATIVE_INFINITY
    try {
      await testActuator(this.actuator.id, seconds)
      this.endsAt = this.now + seconds * 1000
    } catch (error) {
      this.problem = (error as Error).message
    }
  }
}
