import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ChannelInfo, Message } from '../../data/model/channels.ts'
import type { Cancel } from '../../data/model/units.ts'
import { getChannels } from '../api.ts'
import type { Connection, Link, Listener } from '../connection.ts'
import { fits, type Heard, keep, keyOf, rootsOf } from '../debugger/monitor.ts'
import { moment, number } from '../format.ts'
import { icon } from '../icons.ts'
import { notShown } from '../words.ts'
import { monitorLayout } from './channel-monitor-styles.ts'
import { tester } from './debugger-styles.ts'
import { card, shared } from './shared-styles.ts'

/** How often new channels are looked for, and how often what came is drawn, ms. */
const lookEvery = 2000
const drawEvery = 250
const mostShown = 60

/** All that the hub carries, live: channels with their rates, messages, newest first. */
@customElement('channel-monitor')
export class ChannelMonitor extends LitElement {
  static override styles = [shared, card, tester, monitorLayout]

  @property({ attribute: false }) connection!: Connection
  @property({ attribute: false }) link: Link = 'connecting'
  @state() private channels: ChannelInfo[] = []
  @state() private filter = ''
  @state() private paused = false
  @state() private kept: Heard[] = []
  @state() private waiting = 0
  /** Left out since this page was opened, because it read too slowly. */
  @state() private missing = 0
  private fresh: Message[] = []
  private roots = new Map<string, Cancel>()
  private timers: ReturnType<typeof setInterval>[] = []

  override connectedCallback(): void {
    super.connectedCallback()
    this.timers = [setInterval(() => void this.look(), lookEvery), setInterval(() => this.draw(), drawEvery)]
    void this.updateComplete.then(() => this.look())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const timer of this.timers) clearInterval(timer)
    for (const cancel of this.roots.values()) cancel()
    this.roots.clear()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('link') && this.link === 'open') void this.look()
  }

  /** Asks which channels there are, and listens to those with a new first word. */
  private async look() {
    if (this.link !== 'open' || document.visibilityState === 'hidden') return
    try {
      this.channels = await getChannels()
    } catch {
      // The banner says that the brewery cannot be reached; the next look finds it again.
      return
    }
    if (!this.isConnected) return
    for (const root of rootsOf(this.channels)) {
      if (this.roots.has(root)) continue
      const listener: Listener = {
        reset: () => {},
        message: message => void this.fresh.push(message),
        dropped: (_, count) => {
          this.missing += count
        },
      }
      this.roots.set(root, this.connection.subscribe([root], listener))
    }
  }

  private draw() {
    if (this.fresh.length > 2000) this.fresh.splice(0, this.fresh.length - 2000)
    if (this.paused) this.waiting = this.fresh.length
    else if (this.fresh.length > 0) this.kept = keep(this.kept, this.fresh.splice(0))
  }

  protected override render() {
    const fitting = this.kept.filter(heard => fits(heard, this.filter))
    return html`<section class="card" aria-labelledby="title">
      <div class="head">
        <h2 id="title">Channels</h2>
        <button aria-pressed=${this.paused} @click=${this.pause}>
          ${icon(this.paused ? 'play' : 'pause')} ${this.paused ? `Go on${this.waiting ? ` (${this.waiting})` : ''}` : 'Pause'}
        </button>
      </div>
      ${this.rates()}
      <p role="status" class="quiet note" ?hidden=${this.missing === 0}>${notShown(this.missing, 'message')}</p>
      <label>
        Filter
        <span class="field">
          <input
            class="code"
            autocapitalize="off"
            autocomplete="off"
            spellcheck="false"
            placeholder="channel or text"
            .value=${this.filter}
            @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)}
          />
          ${
            this.filter
              ? html`<button aria-label="No filter" @click=${() => (this.filter = '')}>${icon('close')}</button>`
              : nothing
          }
        </span>
      </label>
      <ol class="messages" tabindex="0" aria-label="Messages, newest first">
        ${repeat(
          fitting.slice(0, mostShown),
          ({ message }) => keyOf(message),
          heard => this.row(heard),
        )}
      </ol>
      ${fitting.length === 0 ? html`<p class="quiet note none">${this.kept.length === 0 ? 'Nothing was heard yet.' : 'Nothing that was heard fits the filter.'}</p>` : nothing}
    </section>`
  }

  private rates() {
    const total = this.channels.reduce((sum, { rate }) => sum + rate, 0)
    return html`<details>
      <summary>${this.channels.length} channels, ${number(total, 1)} messages a second</summary>
      <ul class="rates" aria-label="Channels">
        ${this.channels.map(
          ({ channel, rate }) => html`<li>
            <button aria-pressed=${this.filter === channel} @click=${() => (this.filter = this.filter === channel ? '' : channel)}>
              <span class="code">${channel}</span><span class="number quiet">${number(rate, 1)}/s</span>
            </button>
          </li>`,
        )}
      </ul>
    </details>`
  }

  private row({ message: { channel, sequence, at, data }, text }: Heard) {
    return html`<li>
      <details>
        <summary>
          <span class="line"
            ><span class="number quiet">${moment(at, this.connection.now())}</span> <b class="code">${channel}</b>
            <span class="code cut">${text}</span></span
          >
        </summary>
        <p class="note quiet number">sequence ${sequence}</p>
        <pre class="code">${JSON.stringify(data, null, 2)}</pre>
      </details>
    </li>`
  }

  private pause() {
    this.paused = !this.paused
    this.waiting = 0
    this.draw()
  }
}
