import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type About, backupUrl, getAbout } from '../api.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { bytes } from '../settings.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

/** Backup of the database, how it is restored, and what is running here. */
@customElement('backup-card')
export class BackupCard extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    css`
      :host {
        display: grid;
        gap: 16px;
        align-content: start;
      }
      .card {
        display: grid;
        gap: 12px;
      }
      h2 {
        font-size: 1.125rem;
        font-weight: 650;
      }
      summary {
        min-height: 44px;
        line-height: 44px;
        cursor: pointer;
        font-weight: 600;
      }
      ol {
        margin: 0;
        padding-left: 1.4em;
      }
      li {
        margin-bottom: 6px;
      }
      code {
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 16px;
      }
      dt {
        color: var(--quiet);
      }
    `,
  ]

  /** Server time. */
  @property({ attribute: false }) now = 0
  @state() private about: About | undefined
  @state() private problem = ''

  override connectedCallback(): void {
    super.connectedCallback()
    getAbout().then(
      about => {
        this.about = about
      },
      (error: Error) => {
        this.problem = error.message
      },
    )
  }

  protected override render() {
    const today = new Date(this.now).toISOString().slice(0, 10)
    const size = this.about ? `, about ${bytes(this.about.databaseSize)}` : ''
    return html`
      <section class="card" aria-labelledby="backup">
        <h2 id="backup">Backup</h2>
        <p>All the brewery knows in one file: vessels, boards, profiles, settings, log and every reading.</p>
        <a class="link loud" href=${backupUrl} download>${icon('download')}Download a backup</a>
        <p class="hint number">maelstrom-${today}-….sqlite${size}. The brewery goes on meanwhile.</p>
        <details>
          <summary>How to restore one</summary>
          <ol>
            <li>Stop Maelstrom.</li>
            <li>Move the database away: <code>data/maelstrom.sqlite</code> unless it was started with another
              <code>--database</code>, with <code>maelstrom.sqlite-wal</code> and <code>-shm</code> if they are there.</li>
            <li>Put the backup in its place under the same name.</li>
            <li>Start Maelstrom. It goes on as it was when the backup was made: look at every mode before you leave.</li>
          </ol>
        </details>
      </section>
      <section class="card" aria-labelledby="about">
        <h2 id="about">About</h2>
        ${this.facts()}
        ${this.problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </section>
    `
  }

  private facts() {
    if (!this.about) return html`<p class="quiet">Asking…</p>`
    const { version, node, system, startedAt, databaseSize } = this.about
    return html`<dl class="number">
      <dt>Maelstrom</dt>
      <dd>${version}</dd>
      <dt>Node.js</dt>
      <dd>${node}, ${system}</dd>
      <dt>Running since</dt>
      <dd>${clockTime(startedAt, this.now)}</dd>
      <dt>Database</dt>
      <dd>${bytes(databaseSize)}</dd>
    </dl>`
  }
}
