import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { leaveDemo } from '../api.ts'
import type { Connection } from '../connection.ts'
import { demonstration } from '../demonstration.ts'
import { icon } from '../icons.ts'
import './confirm-button.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

/** The way out of the demonstration, as long as it is here. */
@customElement('demo-card')
export class DemoCard extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    css`
      :host {
        display: contents;
      }
      .card {
        display: grid;
        gap: 12px;
      }
      ul {
        margin: 0;
        padding-left: 1.2em;
      }
    `,
  ]

  @property({ attribute: false }) connection!: Connection
  @state() private busy = false
  @state() private problem = ''
  private readonly demo = demonstration(this, () => this.connection)

  protected override render() {
    const { value } = this.demo
    if (!(value?.standing || this.busy)) return nothing
    return html`<section class="card" aria-labelledby="demo">
      <h2 id="demo">Demonstration</h2>
      <p>
        ${named(value?.vessels ?? [])} a simulated board are here to be looked at. Leaving switches them off and removes them, their profiles
        and all that was recorded of them: readings, events, notes and alarms. Nothing that you made goes with them.
      </p>
      ${value && value.inTheWay.length > 0 ? this.needed(value.inTheWay) : this.button()}
      ${this.problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
    </section>`
  }

  private button() {
    if (this.busy) return html`<p role="status">Putting everything to rest and clearing up…</p>`
    return html`<confirm-button label="Leave the demonstration" symbol="trash" @confirm=${this.leave}></confirm-button>`
  }

  private needed(inTheWay: string[]) {
    return html`<p>Something of yours still needs it. Change or delete this first:</p>
      <ul>
        ${inTheWay.map(sentence => html`<li>${sentence}</li>`)}
      </ul>`
  }

  private async leave() {
    this.busy = true
    this.problem = ''
    try {
      await leaveDemo()
      // Where a board is connected in three steps.
      location.hash = '#/io'
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.busy = false
  }
}

/** The vessels with their board, as the beginning of a sentence. */
function named(vessels: string[]): string {
  if (vessels.length === 0) return 'Parts on'
  const last = vessels.at(-1)
  return vessels.length === 1 ? `${last} and` : `${vessels.slice(0, -1).join(', ')}, ${last} and`
}
