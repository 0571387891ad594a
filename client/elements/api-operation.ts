import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { request } from '../api.ts'
import { icon } from '../icons.ts'
import { fillIn, type Operation } from '../reference/documents.ts'
import { type Schema, shape } from '../reference/shape.ts'
import { tester } from './debugger-styles.ts'
import { shared } from './shared-styles.ts'

/** One operation of the REST interface: what it takes and answers; those that only read can be tried. */
@customElement('api-operation')
export class ApiOperation extends LitElement {
  static override styles = [
    shared,
    tester,
    css`
      details {
        border-top: 1px solid var(--line);
      }
      summary {
        font-size: 0.9375rem;
      }
      .title {
        min-width: 0;
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        align-items: baseline;
        padding: 6px 0;
      }
      .method {
        font-weight: 700;
        font-size: 0.8125rem;
        min-width: 4.75em;
      }
      .body {
        padding: 0 0 14px 18px;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      h3 {
        margin: 4px 0 0;
      }
      pre {
        margin: 0;
        padding: 10px 12px;
        border-radius: 10px;
        background: var(--sunken);
        white-space: pre-wrap;
        max-height: 420px;
        overflow: auto;
      }
      form {
        display: grid;
        gap: 8px;
        max-width: 480px;
      }
      @media (max-width: 719px) {
        .body {
          padding-left: 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) operation!: Operation
  @state() private open = false
  @state() private values: Record<string, string> = {}
  @state() private answer: { ok: boolean; text: string } | undefined

  protected override render() {
    const { method, path, summary } = this.operation
    return html`<details @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
      <summary>
        <span class="title">
          <span class="method">${method.toUpperCase()}</span>
          <code>${path}</code>
          <span class="quiet note">${summary}</span>
        </span>
      </summary>
      ${this.open ? this.body() : nothing}
    </details>`
  }

  private body() {
    const { method, requestBody, responses } = this.operation
    const body = requestBody?.content['application/json']?.schema
    const done = Object.entries(responses).find(([status]) => status !== 'default')
    const answer = done?.[1].content?.['application/json']?.schema
    return html`<div class="body">
      ${this.parameters()} ${body ? this.schema('Body', body) : nothing}
      ${answer ? this.schema(`Answer ${done?.[0]}`, answer) : html`<h3>Answer ${done?.[0]}, empty</h3>`}
      ${method === 'get' ? this.trial() : nothing}
    </div>`
  }

  private schema(title: string, schema: Schema) {
    return html`<h3>${title}</h3>
      <pre class="code" tabindex="0">${shape(schema)}</pre>`
  }

  private parameters() {
    const { parameters } = this.operation
    if (parameters.length === 0) return nothing
    return html`<h3>Parameters</h3>
      <ul class="note">
        ${parameters.map(
          ({ name, in: place, description, schema }) => html`<li>
            <code>${name}</code> in ${place}: ${shape(schema)}${description ? html`, ${description}` : nothing}
          </li>`,
        )}
      </ul>`
  }

  private trial() {
    const { parameters } = this.operation
    const path = fillIn(this.operation, this.values)
    return html`<h3>Try it</h3>
      <form @submit=${(event: Event) => this.send(event, path)}>
        ${parameters
          .filter(({ in: place }) => place !== 'header')
          .map(
            ({ name, in: place }) => html`<label>
              ${name}${place === 'query' ? html` <span class="quiet">(may be left out)</span>` : nothing}
              <input
                class="code"
                autocapitalize="off"
                autocomplete="off"
                spellcheck="false"
                @input=${(event: Event) => {
                  this.values = { ...this.values, [name]: (event.target as HTMLInputElement).value }
                }}
              />
            </label>`,
          )}
        <button ?disabled=${path === null}>${icon('play')} Send</button>
      </form>
      <div role="status">
        ${
          this.answer
            ? html`<p class="problem" ?hidden=${this.answer.ok}>${icon('warning')}<span>${this.answer.text}</span></p>
              <pre class="code" tabindex="0" ?hidden=${!this.answer.ok}>${this.answer.text}</pre>`
            : nothing
        }
      </div>`
  }

  private async send(event: Event, path: string | null) {
    event.preventDefault()
    if (path === null) return
    try {
      this.answer = { ok: true, text: JSON.stringify(await request('GET', path), null, 2) }
    } catch (error) {
      this.answer = { ok: false, text: (error as Error).message }
    }
  }
}
