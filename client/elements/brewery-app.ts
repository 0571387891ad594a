import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import type { Settings } from '../../data/model/setting.ts'
import { besidesEmergencyStop, ofEmergencyStop } from '../alarms.ts'
import { getBrewery } from '../api.ts'
import { channels, fold } from '../brewery.ts'
import type { Connection } from '../connection.ts'
import { applyLocale } from '../format.ts'
import { type House, pages } from '../pages.ts'
import { match } from '../route.ts'
import type { Signals } from '../signals.ts'
import { Subscription } from '../subscription.ts'
import { applyTheme } from '../theme.ts'
import './alarm-banner.ts'
import './app-header.ts'
import './connection-banner.ts'
import './emergency-banner.ts'
import './event-notice.ts'
import './loading-cards.ts'
import './undo-toast.ts'
import { shared } from './shared-styles.ts'
import type { Offer } from './undo-toast.ts'

/** The shell: header, navigation, banner, and the page the address asks for. */
@customElement('brewery-app')
export class BreweryApp extends LitElement {
  static override styles = [
    shared,
    css`
      main {
        max-width: 1240px;
        margin: 0 auto;
        padding: 20px;
        padding-inline: max(20px, env(safe-area-inset-left)) max(20px, env(safe-area-inset-right));
        /* A name of one long word must not make the page wider than the screen. */
        overflow-wrap: anywhere;
      }
      main:focus {
        outline: none;
      }
      @media (max-width: 719px) {
        main {
          padding: 12px 12px calc(84px + env(safe-area-inset-bottom));
        }
      }
    `,
  ]

  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) signals!: Signals
  @state() private hash = location.hash
  @state() private offer: Offer | undefined
  private brewery = new Subscription(this, {
    connection: () => this.connection,
    channels,
    snapshot: getBrewery,
    fold,
  })
  private applied: Settings | undefined
  private loaded = new Set<string>()
  /** The route of a page whose code could not be fetched. */
  @state() private unfetched: string | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    let opened = this.connection.link === 'open'
    this.connection.watch(() => {
      const isOpen = this.connection.link === 'open'
      // Some browsers never ask again for a module that they could not fetch once.
      if (isOpen && opened && this.unfetched === this.page.page.route) location.reload()
      opened ||= isOpen
      this.requestUpdate()
    })
    this.signals.watch(() => this.requestUpdate())
    this.addEventListener('undoable', event => {
      this.offer = (event as CustomEvent<Offer>).detail
    })
    addEventListener('hashchange', () => {
      this.hash = location.hash
      void this.updateComplete.then(() => this.renderRoot.querySelector('main')?.focus({ preventScroll: true }))
      scrollTo(0, 0)
    })
  }

  private get page() {
    for (const page of pages) {
      const parameters = match(page.route, this.hash)
      if (parameters) return { page, parameters }
    }
    return { page: pages[0]!, parameters: {} }
  }

  protected override willUpdate(): void {
    const brewery = this.brewery.state
    if (brewery) this.signals.hear(brewery.alarms)
    const settings = brewery?.settings
    if (settings && settings !== this.applied) {
      applyTheme(settings.theme)
      applyLocale(settings.locale)
      this.applied = settings
    }
    const { page } = this.page
    if (!page.load || this.loaded.has(page.route)) return
    page.load().then(
      () => {
        this.loaded.add(page.route)
        this.unfetched = undefined
        this.requestUpdate()
      },
      () => (this.unfetched = page.route),
    )
  }

  protected override render() {
    const { link } = this.connection
    const brewery = this.brewery.state
    return html`
      <app-header
        .brewery=${brewery}
        .link=${link}
        .hash=${this.hash}
        .by=${this.signals.name}
      ></app-header>
      <emergency-banner
        .stop=${brewery?.emergencyStop}
        .alarm=${brewery?.alarms.find(ofEmergencyStop)}
        .signals=${this.signals}
        .now=${this.connection.now()}
      ></emergency-banner>
      <alarm-banner .alarms=${besidesEmergencyStop(brewery?.alarms ?? [])} .signals=${this.signals}></alarm-banner>
      <connection-banner .connection=${this.connection} .link=${link} .error=${this.brewery.error}></connection-banner>
      <event-notice .connection=${this.connection} .vessels=${brewery?.vessels ?? []}></event-notice>
      <main id="main" tabindex="-1">
        ${brewery ? this.content({ brewery, connection: this.connection, link, signals: this.signals }) : html`<loading-cards></loading-cards>`}
      </main>
      ${this.page.page.tellsItself ? nothing : html`<undo-toast .offer=${this.offer}></undo-toast>`}
    `
  }

  private content(house: House) {
    const { page, parameters } = this.page
    document.title = `${page.title(house, parameters)} · ${house.brewery.settings.breweryName}`
    if (page.load && !this.loaded.has(page.route)) return this.unfetched === page.route ? this.missing() : nothing
    // Who goes from one vessel to another must not see the first one's curve in the other's chart.
    return keyed(JSON.stringify(parameters), page.view(house, parameters))
  }

  /** The server is out, which passes; or it has been renewed, and these are the pages of the one before. */
  private missing() {
    if (this.connection.link !== 'open')
      return html`<p role="status">This page is not here yet: it comes as soon as the brewery can be reached.</p>`
    return html`<p role="alert">This page could not be fetched.</p>
      <button @click=${() => location.reload()}>Load everything anew</button>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'brewery-app': BreweryApp
  }
}
