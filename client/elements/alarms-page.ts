import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { Ticking } from '../ticking.ts'
import './alarm-list.ts'
import { shared } from './shared-styles.ts'

/** What is wrong at the moment. */
@customElement('alarms-page')
export class AlarmsPage extends LitElement {
  static override styles = [
    shared,
    css`
      h1 {
        font-size: 1.375rem;
        font-weight: 650;
        margin-bottom: 16px;
      }
      .none {
        display: flex;
        gap: 8px;
        color: var(--quiet);
      }
    `,
  ]

  @property({ attribute: false }) house!: House

  constructor() {
    super()
    new Ticking(this)
  }

  protected override render() {
    const { brewery, connection } = this.house
    return html`<h1>Alarms</h1>
      ${
        brewery.alarms.length > 0
          ? html`<alarm-list .alarms=${brewery.alarms} .now=${connection.now()}></alarm-list>`
          : html`<p class="none">${icon('check')}No alarms. All that is watched is as it should be.</p>`
      }`
  }
}
