import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type About, getAbout } from '../api.ts'
import { clockTime } from '../format.ts'
import { icon } from '../icons.ts'
import { bytes } from '../settings.ts'
import { form } from './form-styles.ts'
import { card, shared } from './shared-styles.ts'

/** What is running here. */
@customElement('about-card')
export class AboutCard extends LitElement {
  static override styles = [
    shared,
    card,
    form,
    css`
      .card {
        display: grid;
        gap: 12px;
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
    return html`<section class="card" aria-labelledby="about">
      <h2 id="about">About</h2>
      ${this.facts()}
      ${this.problem ? html`<p class="problem" role="alert">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
    </section>`
  }

  private facts() {
    if (!this.about) return html`<p class="quiet">Asking…</p>`
    const { version, node, system, startedAt, database, databaseSize } = this.about
    return html`<dl class="number">
      <dt>Maelstrom</dt>
      <dd>${version}</dd>
      <dt>Node.js</dt>
      <dd>${node}, ${system}</dd>
      <dt>Running since</dt>
      <dd>${clockTime(startedAt, this.now)}</dd>
      <dt>Database</dt>
      <dd>${database}, ${bytes(databaseSize)}</dd>
    </dl>`
  }
}
