import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Connection } from '../connection.ts'
import { demonstration } from '../demonstration.ts'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'

/** Says on the home page that this is the demonstration, and the way out of it. */
@customElement('demo-hint')
export class DemoHint extends LitElement {
  static override styles = [
    shared,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 12px;
        margin-top: 16px;
        color: var(--quiet);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
        min-width: 44px;
        color: inherit;
      }
    `,
  ]

  @property({ attribute: false }) connection!: Connection
  private readonly demo = demonstration(this, () => this.connection)

  protected override render() {
    if (!this.demo.value?.standing) return nothing
    return html`<p>
      <span>${icon('info')} This is the demonstration, on a simulated board.</span>
      <a href="#/settings">Leave it for your own brewery</a>
    </p>`
  }
}
