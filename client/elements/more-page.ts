import { css, html, LitElement } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { icon } from '../icons.ts'
import type { House, Page } from '../pages.ts'
import { shared } from './shared-styles.ts'

/** The pages that have no place at the bottom edge of a phone. */
@customElement('more-page')
export class MorePage extends LitElement {
  static override styles = [
    shared,
    css`
      h1 {
        margin-bottom: 12px;
      }
      a {
        display: flex;
        align-items: center;
        gap: 14px;
        min-height: 60px;
        padding: 0 16px;
        margin-bottom: 8px;
        background: var(--card);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        text-decoration: none;
        font-weight: 600;
      }
      a:hover {
        background: var(--sunken);
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) pages: Page[] = []

  protected override render() {
    return html`<h1>More</h1>
      <ul>
        ${this.pages
          .filter(page => page.minor)
          .map(
            page => html`<li>
              <a href="#/${page.route}">${icon(page.icon!)}${page.title(this.house, {})}</a>
            </li>`,
          )}
      </ul>`
  }
}
