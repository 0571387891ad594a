import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, query } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Level, LogEntry } from '../../data/model/log.ts'
import { getLogs, logsExport } from '../api.ts'
import { inLocalTime, moment } from '../format.ts'
import { type IconName, icon } from '../icons.ts'
import { type LogFilter, LogTail } from '../log-tail.ts'
import type { House } from '../pages.ts'
import { notShown } from '../words.ts'
import { form } from './form-styles.ts'
import { logLayout } from './logs-page-styles.ts'
import { card, shared } from './shared-styles.ts'

const levels: Record<Level, { icon: IconName; text: string; all: string }> = {
  debug: { icon: 'info', text: 'Detail', all: 'Everything' },
  info: { icon: 'info', text: 'Info', all: 'Info and above' },
  warning: { icon: 'warning', text: 'Warning', all: 'Warnings and errors' },
  error: { icon: 'stop', text: 'Error', all: 'Errors only' },
}
/** Milliseconds without a further key after which a search is made. */
const settle = 300

/** What the brewery says about itself: live at the top, as far back as it is kept, filtered, for download. */
@customElement('logs-page')
export class LogsPage extends LitElement {
  static override styles = [shared, card, form, logLayout]

  @property({ attribute: false }) house!: House
  @query('.older') private sentinel!: HTMLElement | null
  private tail = new LogTail(this, () => this.house.connection, getLogs)
  private seen = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private watcher = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting) void this.tail.older()
    },
    { rootMargin: '400px' },
  )
  private watched: HTMLElement | null = null

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
    this.watcher.disconnect()
    this.watched = null
  }

  protected override updated(_: PropertyValues): void {
    if (this.watched === this.sentinel) return
    this.watcher.disconnect()
    this.watched = this.sentinel
    if (this.sentinel) this.watcher.observe(this.sentinel)
  }

  protected override render() {
    const { entries, filter, error, busy, next, missing } = this.tail
    return html`
      <div class="title">
        <h1>Logs</h1>
        ${this.pauseButton()}
        <span class="exports">
          <a class="link" href=${logsExport(filter, 'csv')} download>${icon('download')}CSV</a>
          <a class="link" href=${logsExport(filter, 'json')} download>${icon('download')}JSON</a>
        </span>
      </div>
      ${this.filters(filter)}
      <div role="alert">
        ${
          error
            ? html`<p class="problem">${icon('warning')}<span>${error}</span></p>
              <button @click=${() => this.choose({})}>Try again</button>`
            : nothing
        }
      </div>
      <div role="status">
        ${
          missing > 0
            ? html`<p class="quiet missing">
                <span>${notShown(missing, 'line')}</span><button @click=${() => this.choose({})}>Read anew</button>
              </p>`
            : nothing
        }
      </div>
      <ol class="card entries" aria-label="Log entries, newest first" aria-busy=${busy}>
        ${repeat(
          entries,
          entry => entry,
          entry => this.entry(entry),
        )}
        ${entries.length === 0 ? html`<li class="none">${busy ? 'Reading the log…' : this.nothingFound(filter)}</li>` : nothing}
      </ol>
      ${
        next === null
          ? html`<p class="end">${entries.length > 0 && !busy ? 'This is where the log begins.' : nothing}</p>`
          : html`<button class="older" ?disabled=${busy} @click=${() => this.tail.older()}>
              ${busy ? 'Reading…' : 'Show earlier entries'}
            </button>`
      }
    `
  }

  private pauseButton() {
    const { paused, held } = this.tail
    const waiting = held.length > 0 ? `${held.length} new` : ''
    return html`<button
      class="pause"
      aria-pressed=${paused}
      @click=${() => this.tail.pause(!paused)}
    >
      ${icon(paused ? 'play' : 'pause')}${paused ? 'Go on' : 'Pause'}
      ${waiting ? html`<span class="number">(${waiting})</span>` : nothing}
    </button>`
  }

  private filters(filter: LogFilter) {
    return html`<form class="filters" role="search" @submit=${(event: Event) => event.preventDefault()}>
      <div class="field">
        <label for="level">Level</label>
        <select id="level" @change=${(event: Event) => this.choose({ level: chosen(event) as Level })}>
          ${Object.entries(levels).map(
            ([level, { all }]) => html`<option value=${level} .selected=${level === filter.level}>${all}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="source">Source</label>
        <select id="source" @change=${(event: Event) => this.choose({ source: chosen(event) })}>
          <option value="">All sources</option>
          ${this.sources().map(source => html`<option value=${source} .selected=${source === filter.source}>${source}</option>`)}
        </select>
      </div>
      <div class="field text">
        <label for="text">Text</label>
        <input id="text" type="search" autocomplete="off" placeholder="A piece of the message" @input=${this.search} />
      </div>
    </form>`
  }

  private entry({ at, level, source, message }: LogEntry) {
    const now = this.house.connection.now()
    const { icon: name, text } = levels[level]
    return html`<li class=${level}>
      <time class="number quiet" datetime=${new Date(at).toISOString()}>${moment(at, now)}</time>
      <span class="level">${icon(name)}<span>${text}</span></span>
      <span class="source quiet">${source}</span>
      <span class="message">${inLocalTime(message, now)}</span>
    </li>`
  }

  private nothingFound({ level, source, text }: LogFilter) {
    return level === 'debug' && source === '' && text === ''
      ? 'Nothing was said yet. Whatever the brewery does or meets will appear here.'
      : 'Nothing in the log is like this. Try a lower level, another source or less text.'
  }

  /** All that may speak, and all that has spoken. */
  private sources(): string[] {
    const { vessels, actuators } = this.house.brewery
    for (const { source } of this.tail.entries) this.seen.add(source)
    const known = [...vessels.map(({ id }) => `vessel ${id}`), ...actuators.map(({ id }) => `actuator ${id}`)]
    return [...new Set([...known, ...this.seen])].sort()
  }

  private search(event: Event) {
    const text = chosen(event)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.choose({ text }), settle)
  }

  private choose(change: Partial<LogFilter>) {
    this.tail.choose({ ...this.tail.filter, ...change })
  }
}

const chosen = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value
