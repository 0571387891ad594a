import { css, html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Trip } from '../../data/model/safety.ts'
import type { House } from '../pages.ts'
import { getTrips } from '../safety-api.ts'
import { limitations } from '../safety-words.ts'
import { card, shared } from './shared-styles.ts'
import './trip-list.ts'

/** What protects this brewery, what does not, and what tripped. */
@customElement('safety-page')
export class SafetyPage extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      h1 {
        margin-bottom: 12px;
      }
      h2 {
        margin-bottom: 8px;
      }
      section {
        margin-bottom: 16px;
        max-width: 80ch;
      }
      section p + p {
        margin-top: 8px;
      }
      dt {
        font-weight: 600;
        margin-top: 14px;
      }
      dd {
        margin-top: 4px;
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @state() private trips: readonly Trip[] = []
  @state() private failed = ''

  override connectedCallback(): void {
    super.connectedCallback()
    void this.load()
  }

  protected override render() {
    return html`
      <h1>Safety</h1>
      <section class="card" aria-labelledby="honest">
        <h2 id="honest">This is not a safety device</h2>
        <p>
          Maelstrom runs on an ordinary computer. In the terms of IEC 60730-1 (Annex H) it is class A software: not to be
          relied upon for the safety of the equipment. A thermal cut-out has to be class B, with hardware that watches
          over itself.
        </p>
        <p>
          What it does: it believes no reading that no liquid could cause, switches off what does not answer, does not stop
          or runs for too long, and the board switches everything off by itself within five seconds when the computer falls
          silent. What it cannot do is below. Fit the hardware.
        </p>
      </section>
      <section class="card" aria-labelledby="limits">
        <h2 id="limits">What it cannot protect from</h2>
        <dl>
          ${limitations.map(({ danger, remedy }) => html`<dt>${danger}</dt><dd>${remedy}</dd>`)}
        </dl>
      </section>
      <section class="card" aria-labelledby="trips">
        <h2 id="trips">What tripped</h2>
        <div role="alert">${this.failed}</div>
        ${
          this.trips.length === 0
            ? html`<p class="quiet">Nothing so far.</p>`
            : html`<trip-list
                .trips=${this.trips}
                .unkept=${Object.values(this.house.brewery.states).flatMap(({ safety }) => safety?.unkept ?? [])}
                .now=${this.house.connection.now()}
                .by=${this.house.signals.name}
                @reset=${this.load}
              ></trip-list>`
        }
      </section>
    `
  }

  private async load() {
    try {
      this.trips = await getTrips()
      this.failed = ''
    } catch (error) {
      this.failed = (error as Error).message
    }
  }
}
