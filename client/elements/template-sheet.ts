import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type IconName, icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'

/** Something to begin with. */
export interface Template {
  name: string
  description: string
}

/** Chooses what to begin with; asks `make` for it and stays open, saying why, when that fails. */
@customElement('template-sheet')
export class TemplateSheet extends LitElement {
  static override styles = [
    shared,
    form,
    sheet,
    css`
      .choices {
        display: grid;
        gap: 8px;
      }
      .choices button {
        display: flex;
        gap: 10px;
        align-items: start;
        text-align: left;
        width: 100%;
        padding: 10px 14px;
      }
      .choices span {
        display: grid;
        font-weight: 400;
      }
      .choices strong {
        font-weight: 600;
      }
      .problem {
        margin-top: 12px;
      }
    `,
  ]

  @property() label = ''
  @property() symbol: IconName = 'profile'
  @property({ attribute: false }) load!: () => Promise<Template[]>
  @property({ attribute: false }) make!: (template: Template) => Promise<void>
  @state() private open = false
  @state() private templates: Template[] = []
  @state() private problem = ''
  private busy = false

  /** Opens it. */
  show(): void {
    this.open = true
    this.problem = ''
    this.load().then(
      templates => (this.templates = templates),
      error => (this.problem = (error as Error).message),
    )
  }

  protected override render() {
    return html`<wa-dialog label=${this.label} without-header light-dismiss ?open=${this.open} @wa-hide=${this.hide}>
      ${
        this.open
          ? html`<div class="head">
              <h2>${this.label}</h2>
              <button aria-label="Close" @click=${() => (this.open = false)}>${icon('close')}</button>
            </div>
            <div class="choices">
              ${this.templates.map(
                template => html`<button @click=${() => this.choose(template)}>
                  ${icon(this.symbol)}<span><strong>${template.name}</strong><span class="quiet">${template.description}</span></span>
                </button>`,
              )}
            </div>
            <div role="alert">
              ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
            </div>`
          : nothing
      }
    </wa-dialog>`
  }

  private async choose(template: Template) {
    if (this.busy) return
    this.busy = true
    try {
      await this.make(template)
      this.open = false
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.busy = false
  }

  private hide(event: Event) {
    if (event.target === event.currentTarget) this.open = false
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'template-sheet': TemplateSheet
  }
}
