import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import type { Span } from '../ranges.ts'
import { vesselExport } from '../vessel-api.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

/** Downloads of what a vessel's chart shows. */
@customElement('chart-export')
export class ChartExport extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        flex-wrap: wrap;
        gap: 8px;
      }
      span {
        margin-right: auto;
        font-size: 0.875rem;
      }
      div {
        display: flex;
        gap: 8px;
      }
    `,
  ]

  @property() vessel = ''
  @property({ attribute: false }) span!: Span

  protected override render() {
    return html`<span class="quiet">Every value of the time shown</span>
      <div>${this.link('csv')}${this.link('json')}</div>`
  }

  private link(format: 'csv' | 'json') {
    const name = format.toUpperCase()
    return html`<a class="link" download href=${vesselExport(this.vessel, this.span, format)} aria-label="Download as ${name}"
      >${icon('download')} ${name}</a
    >`
  }
}
