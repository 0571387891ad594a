import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Backup } from '../../data/model/backup.ts'
import type { LogEntry } from '../../data/model/log.ts'
import { backupUrl } from '../api.ts'
import { backupFile, getBackups, makeBackup, reasons, removeBackup, restoreBackup } from '../backups.ts'
import type { Connection } from '../connection.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { isEntry } from '../log-tail.ts'
import { Refreshed } from '../refreshed.ts'
import { bytes } from '../settings.ts'
import './confirm-button.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

/** Backups of the database: made, taken away, deleted, and restored. */
@customElement('backup-card')
export class BackupCard extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    css`
      .card,
      ul,
      li {
        display: grid;
        gap: 12px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        gap: 6px;
        padding-top: 12px;
        border-top: 1px solid var(--line);
      }
      summary {
        min-height: 44px;
        line-height: 44px;
        cursor: pointer;
        font-weight: 600;
      }
      confirm-button {
        display: block;
      }
      details[open] > * + * {
        margin-top: 8px;
      }
    `,
  ]

  @property({ attribute: false }) connection!: Connection
  /** What is being done, in words; nothing else can be begun meanwhile. */
  @state() private busy = ''
  @state() private said = ''
  @state() private problem = ''
  /** Also what is made by itself or elsewhere, which the log tells; what a restore replaced is found with the next connection. */
  private backups = new Refreshed(this, {
    connection: () => this.connection,
    channels: ['logs'],
    concerns: message => isEntry(message) && (message.data as LogEntry).source === 'backup',
    ask: getBackups,
  })

  protected override render() {
    return html`<section class="card" aria-labelledby="backup">
      <h2 id="backup">Backup</h2>
      <p>All the brewery knows in one file: vessels, boards, profiles, settings, log and every reading. The brewery goes on meanwhile.</p>
      <a class="link loud" href=${backupUrl} download>${icon('download')}Download a backup</a>
      <button ?disabled=${this.busy !== ''} @click=${this.make}>Make one here</button>
      <p class="hint" role="status">${this.busy || this.said}</p>
      ${this.problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      ${this.list()}
    </section>`
  }

  private list() {
    const { value: backups, error } = this.backups
    if (!backups) return html`<p class="quiet">${error?.message}</p>`
    if (backups.length === 0) return html`<p class="quiet">There is none here yet.</p>`
    return html`<ul aria-label="Backups">
      ${repeat(
        backups,
        ({ name }) => name,
        backup => this.item(backup),
      )}
    </ul>`
  }

  private item(backup: Backup) {
    const { name, at, size, reason } = backup
    return html`<li>
      <span class="number" title=${name}>${clockTime(at, this.connection.now())}, ${bytes(size)}</span>
      <span class="hint">${reasons[reason]}</span>
      <details>
        <summary>Download, restore, delete</summary>
        <a class="link" href=${backupFile(backup)} download>${icon('download')}Download</a>
        <p>
          Restoring checks the backup, then the brewery opens again as it was then. <b>Every vessel is off and every output at rest</b>
          until you say otherwise. What is here now becomes a backup too.
        </p>
        <confirm-button
          label="Restore"
          symbol="warning"
          ?inert=${this.busy !== ''}
          @confirm=${() => this.restore(backup)}
        ></confirm-button>
        <confirm-button
          label="Delete"
          symbol="trash"
          ?inert=${this.busy !== ''}
          @confirm=${() => this.discard(backup)}
        ></confirm-button>
      </details>
    </li>`
  }

  private make() {
    return this.act('Making a backup…', async () => `Made: ${bytes((await makeBackup()).size)}.`)
  }

  private discard(backup: Backup) {
    return this.act('Deleting…', async () => {
      await removeBackup(backup)
      return 'Deleted.'
    })
  }

  private restore(backup: Backup) {
    return this.act('Checking the backup…', async () => {
      await restoreBackup(backup)
      return 'The brewery opens again with the backup. Every vessel is off.'
    })
  }

  private async act(busy: string, action: () => Promise<string>) {
    this.busy = busy
    this.said = ''
    this.problem = ''
    try {
      this.said = await action()
      void this.backups.refresh()
    } catch (error) {
      this.problem = (error as Error).message
    } finally {
      this.busy = ''
    }
  }
}
