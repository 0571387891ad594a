import { css, html, LitElement, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { alarmsWord } from '../alarm-words.ts'
import { known, waiting } from '../alarms.ts'
import { logoUrl } from '../api.ts'
import type { Brewery } from '../brewery.ts'
import type { Link } from '../connection.ts'
import { icon } from '../icons.ts'
import { type House, pages } from '../pages.ts'
import { match } from '../route.ts'
import './emergency-stop.ts'
import { priorityStyles } from './priority-styles.ts'
import { shared } from './shared-styles.ts'

/**
 * Brewery name, pages, connection, stop and alarm bell. A tablet has room for the pages that are used most, on a phone
 * they move to the bottom edge.
 */
@customElement('app-header')
export class AppHeader extends LitElement {
  static override styles = [
    shared,
    priorityStyles,
    css`
      :host {
        display: block;
        position: sticky;
        top: 0;
        z-index: 10;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        height: var(--bar);
        padding-inline: 20px;
        background: var(--card);
        border-bottom: 1px solid var(--line);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 10px;
        min-width: 0;
        font-weight: 650;
        font-size: 1.0625rem;
        text-decoration: none;
        line-height: 44px;
        margin-right: 16px;
      }
      .name span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name img {
        max-width: 72px;
        max-height: 40px;
        flex: none;
      }
      nav {
        display: flex;
        gap: 4px;
      }
      nav a {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 44px;
        padding: 0 10px;
        border-radius: 10px;
        text-decoration: none;
        color: var(--quiet);
        font-weight: 550;
      }
      nav a[aria-current] {
        color: var(--ink);
        background: var(--sunken);
      }
      nav .more {
        display: none;
      }
      .right {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-left: auto;
      }
      .link {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--quiet);
        font-size: 0.875rem;
        min-width: 7em;
        justify-content: end;
      }
      .link.lost {
        color: var(--ink);
        font-weight: 600;
      }
      .bell {
        display: grid;
        place-items: center;
        grid-auto-flow: column;
        gap: 2px;
        min-width: 44px;
        height: 44px;
        border-radius: 10px;
        text-decoration: none;
        padding-inline: 8px;
      }
      .bell.active,
      .bell.known {
        border: 2px solid var(--mark);
        font-weight: 700;
      }
      .bell.active {
        background: var(--fill);
        color: var(--on-fill);
      }
      .bell.known {
        color: var(--mark);
      }
      /* Eight words fit where eight words with icons would not. */
      @media (min-width: 720px) and (max-width: 1439px) {
        nav a {
          padding: 0 clamp(4px, 0.8vw, 12px);
          min-width: 44px;
          justify-content: center;
        }
        nav .icon {
          display: none;
        }
      }
      /* All pages in a row would push the stop and the bell off a tablet, and off a phone that is turned. */
      @media (max-width: 1279px) {
        .name {
          margin-right: 4px;
        }
        nav {
          gap: 0;
        }
        .link {
          min-width: 0;
        }
        .link span {
          position: absolute;
          clip-path: inset(50%);
        }
        nav .minor {
          display: none;
        }
        nav .more {
          display: flex;
        }
      }
      @media (max-width: 719px) {
        header {
          padding-inline: 12px;
        }
        .name {
          margin-right: 0;
        }
        nav {
          position: fixed;
          inset: auto 0 0;
          justify-content: space-around;
          padding: 4px 4px calc(4px + env(safe-area-inset-bottom));
          background: var(--card);
          border-top: 1px solid var(--line);
        }
        nav a {
          flex: 1;
          flex-direction: column;
          justify-content: center;
          gap: 0;
          min-height: 52px;
          min-width: 44px;
          padding: 4px 0;
          font-size: 0.75rem;
        }
        nav a[aria-current] {
          background: none;
        }
        nav .icon {
          width: 24px;
          height: 24px;
        }
      }
    `,
  ]

  @property({ attribute: false }) brewery: Brewery | undefined
  @property({ attribute: false }) link: Link = 'connecting'
  @property({ attribute: false }) hash = ''
  /** Who presses its buttons. */
  @property({ attribute: false }) by = ''

  protected override render() {
    return html`<header>
      <a class="name" href="#/">${this.logo()}<span>${this.brewery?.settings.breweryName ?? 'Maelstrom'}</span></a>
      <nav aria-label="Pages">${pages.filter(page => page.icon).map(page => this.entry(page))}${this.more()}</nav>
      <div class="right">
        <span class="link ${this.link}">${icon(this.link === 'open' ? 'link' : 'unlink')}<span>${linkWord[this.link]}</span></span>
        ${this.brewery ? html`<emergency-stop .by=${this.by} ?latched=${this.brewery.emergencyStop.latched}></emergency-stop>${this.bell(this.brewery)}` : nothing}
      </div>
    </header>`
  }

  private logo() {
    const at = this.brewery?.settings.logo ?? null
    return at === null ? nothing : html`<img src=${logoUrl(at)} alt="" />`
  }

  private entry(page: (typeof pages)[number]) {
    const here = match(page.route, this.hash) || this.hash.startsWith(`#/${page.route || 'vessels'}/`)
    return html`<a class=${page.minor ? 'minor' : ''} href="#/${page.route}" aria-current=${here ? 'page' : nothing}>
      ${icon(page.icon!)}<span>${page.title({ brewery: this.brewery } as House, {})}</span>
    </a>`
  }

  private more() {
    const here = pages.some(page => (page.minor || page.route === 'more') && match(page.route, this.hash))
    return html`<a class="more" href="#/more" aria-current=${here ? 'page' : nothing}>${icon('more')}<span>More</span></a>`
  }

  private bell({ alarms }: Brewery) {
    const [unknown, seen] = [waiting(alarms), known(alarms)]
    const state = unknown.length > 0 ? 'active' : seen.length > 0 ? 'known' : ''
    const most = unknown[0] ?? seen[0]
    const parts = [
      unknown.length > 0 ? `${alarmsWord(unknown.length)} to acknowledge` : '',
      seen.length > 0 ? `${alarmsWord(seen.length)} acknowledged` : '',
    ].filter(part => part !== '')
    return html`<a class="bell ${state} ${most?.priority ?? ''}" href="#/alarms" aria-label=${parts.join(', ') || 'No alarms'}>
      ${icon('alarm')}${state === '' ? nothing : html`<span class="number">${unknown.length || seen.length}</span>`}
    </a>`
  }
}

const linkWord: Record<Link, string> = { connecting: 'Connecting', open: 'Live', lost: 'Offline' }
