import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { logoUrl, putLogo } from '../api.ts'
import { base64 } from '../base64.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

const largest = 200_000
const types = 'image/png,image/jpeg,image/webp,image/svg+xml'

/** Shows the logo, takes another one, and dispatches `remove`. */
@customElement('logo-field')
export class LogoField extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      .row {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
      }
      .frame {
        display: grid;
        place-items: center;
        width: 96px;
        height: 64px;
        border: 1px dashed var(--control);
        border-radius: 10px;
        color: var(--quiet);
        font-size: 0.875rem;
      }
      img {
        max-width: 88px;
        max-height: 56px;
      }
    `,
  ]

  /** When the logo was uploaded that is shown. */
  @property({ attribute: false }) at: number | null = null
  @state() private problem = ''
  @state() private busy = false
  @query('input') private input!: HTMLInputElement

  protected override render() {
    return html`<div class="field">
      <span class="label" id="logo">Logo</span>
      <div class="row">
        <span class="frame">
          ${this.at === null ? 'None yet' : html`<img src=${logoUrl(this.at)} alt="The logo as it is now" />`}
        </span>
        <button type="button" aria-describedby="logo problem" ?disabled=${this.busy} @click=${() => this.input.click()}>
          ${this.busy ? 'Sending…' : 'Choose a picture'}
        </button>
        ${this.at === null ? nothing : html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('remove'))}>Remove</button>`}
        <input class="hidden" type="file" accept=${types} aria-label="Logo" tabindex="-1" @change=${this.take} />
      </div>
      <p class="hint">PNG, JPEG, WebP or SVG, at most 200 kB. It stands beside the name at the top of every page.</p>
      <p id="problem" role="alert" class="problem">${this.problem ? html`${icon('warning')}<span>${this.problem}</span>` : nothing}</p>
    </div>`
  }

  private async take() {
    const file = this.input.files?.[0]
    this.input.value = ''
    if (!file) return
    this.problem =
      file.size > largest ? `${file.name} has ${Math.ceil(file.size / 1000)} kB: a logo may have at most 200 kB.` : ''
    if (this.problem) return
    this.busy = true
    try {
      await putLogo(await base64(file))
    } catch (error) {
      this.problem = (error as Error).message
    }
    this.busy = false
  }
}
