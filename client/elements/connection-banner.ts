import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Connection, Link } from '../connection.ts'
import { roughly } from '../format.ts'
import { icon } from '../icons.ts'
import { Ticking } from '../ticking.ts'
import { shared } from './shared-styles.ts'

/** Says so when what is on the screen is not live, and why. */
@customElement('connection-banner')
export class ConnectionBanner extends LitElement {
  static override styles = [
    shared,
    css`
      div {
        position: sticky;
        top: var(--bar);
      }
      p {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 10px 20px;
        background: var(--hatch), var(--sunken);
        border-bottom: 1px solid var(--line);
        font-weight: 550;
      }
      @media (max-width: 719px) {
        p {
          padding-inline: 12px;
        }
      }
    `,
  ]

  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) link: Link = 'connecting'
  @property({ attribute: false }) error: Error | undefined

  constructor() {
    super()
    new Ticking(this)
  }

  protected override render() {
    return html`<div role="status">${this.words()}</div>`
  }

  private words() {
    const { lostAt } = this.connection
    if (this.link === 'lost' && lostAt !== null)
      return html`<p>
        ${icon('unlink')}
        <span>
          Connection lost<span aria-hidden="true" class="number"> ${roughly(Date.now() - lostAt)} ago</span>. Showing what
          was last known; trying again.
        </span>
      </p>`
    if (this.error) return html`<p>${icon('warning')}<span>${this.error.message} Trying again.</span></p>`
    return nothing
  }
}
