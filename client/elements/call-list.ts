import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Call } from '../debugger/experiment.ts'
import { icon } from '../icons.ts'
import { tester } from './debugger-styles.ts'
import { shared } from './shared-styles.ts'

/** Calls that were made and what came of each; folded away but for how many there are. */
@customElement('call-list')
export class CallList extends LitElement {
  static override styles = [
    shared,
    tester,
    css`
      .state {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      ul {
        max-height: 320px;
        overflow: auto;
      }
    `,
  ]

  @property({ attribute: false }) calls: Call[] = []

  protected override render() {
    const failed = this.calls.findLast(({ ok }) => !ok)
    const count = `${this.calls.length} ${this.calls.length === 1 ? 'call' : 'calls'}`
    if (this.calls.length === 0) return nothing
    return html`
      <details>
        <summary>
          <span class="state ${failed ? 'failed' : ''}" role="status">
            ${icon(failed ? 'warning' : 'check')} ${failed ? failed.result : `${count} done`}
          </span>
        </summary>
        <ul class="calls" tabindex="0" aria-label="Calls">
          ${this.calls.map(
            ({ text, ok, result }) => html`<li class=${ok ? '' : 'failed'}>
              ${icon(ok ? 'check' : 'warning')} <code>${text}</code><br /><span class="quiet">${result}</span>
            </li>`,
          )}
        </ul>
      </details>
    `
  }
}
