import { css, html, LitElement, nothing } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { request } from '../api.ts'
import { icon } from '../icons.ts'
import { found, operationsOf, type RestDocument, type SocketDocument } from '../reference/documents.ts'
import { shape } from '../reference/shape.ts'
import './api-operation.ts'
import { tester } from './debugger-styles.ts'
import { card, shared } from './shared-styles.ts'

/** The reference of REST and WebSocket, made from the documents the server makes of itself. */
@customElement('api-page')
export class ApiPage extends LitElement {
  static override styles = [
    shared,
    card,
    tester,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        max-width: 920px;
      }
      .lead {
        display: grid;
        gap: 8px;
      }
      h2 {
        text-transform: capitalize;
      }
      .links a {
        display: inline-block;
        line-height: 44px;
        margin-right: 16px;
      }
      pre {
        margin: 0 0 12px;
        padding: 10px 12px;
        border-radius: 10px;
        background: var(--sunken);
        white-space: pre-wrap;
        max-height: 420px;
        overflow: auto;
      }
      .message {
        border-top: 1px solid var(--line);
      }
      .title {
        min-width: 0;
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        align-items: baseline;
      }
    `,
  ]

  @state() private rest: RestDocument | undefined
  @state() private socket: SocketDocument | undefined
  @state() private search = ''
  @state() private problem = ''

  override connectedCallback(): void {
    super.connectedCallback()
    void this.fetch()
  }

  private async fetch() {
    this.problem = ''
    try {
      this.rest = (await request('GET', '/openapi.json')) as RestDocument
      this.socket = (await request('GET', '/asyncapi.json')) as SocketDocument
    } catch (error) {
      this.problem = (error as Error).message
    }
  }

  protected override render() {
    return html`
      <div class="lead">
        <h1>API reference</h1>
        <p class="quiet">
          REST below <code>/api/v1</code>, live values over the WebSocket <code>/ws</code>. ${this.rest?.info.description}
        </p>
        <p class="links note">
          <a href="./api/v1/openapi.json">OpenAPI document</a><a href="./api/v1/asyncapi.json">AsyncAPI document</a
          ><a href="#/debugger">Debugger</a>
        </p>
        <label>
          Search
          <input
            type="search"
            autocapitalize="off"
            autocomplete="off"
            .value=${this.search}
            @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
          />
        </label>
        ${
          this.problem
            ? html`<p class="problem" role="alert">
                ${icon('warning')}<span>${this.problem}</span><button @click=${() => this.fetch()}>Try again</button>
              </p>`
            : nothing
        }
      </div>
      ${this.rest ? this.operations(this.rest) : nothing} ${this.socket ? this.messages(this.socket) : nothing}
    `
  }

  private operations(document: RestDocument) {
    const operations = operationsOf(document).filter(operation => found(operation, this.search))
    const tags = [...new Set(operations.flatMap(operation => operation.tags))]
    if (operations.length === 0) return html`<p class="quiet">No operation has “${this.search}” in it.</p>`
    return html`${tags.map(
      tag => html`<section class="card" aria-label=${tag}>
        <h2>${tag}</h2>
        ${operations
          .filter(operation => operation.tags.includes(tag))
          .map(operation => html`<api-operation .operation=${operation}></api-operation>`)}
      </section>`,
    )}
    ${this.search ? nothing : this.named('Names in the above', Object.entries(document.components.schemas))}`
  }

  private messages({ info, channels, components }: SocketDocument) {
    const wanted = this.search.toLowerCase()
    const shown = Object.entries(channels)
      .filter(([name, { address, title }]) => `websocket ${name} ${address} ${title}`.toLowerCase().includes(wanted))
      .map(([, channel]) => channel)
    if (shown.length === 0) return nothing
    return html`<section class="card" aria-labelledby="websocket">
      <h2 id="websocket">WebSocket</h2>
      <p class="quiet note">${info.description}</p>
      ${shown.map(({ address, title, messages }) =>
        Object.keys(messages).map(name =>
          this.form(
            html`<code>${address}</code> <b>${name}</b> <span class="quiet note">${title}</span>`,
            components.messages[name]!.payload,
          ),
        ),
      )}
    </section>`
  }

  private named(title: string, schemas: [string, Parameters<typeof shape>[0]][]) {
    return html`<section class="card" aria-label=${title}>
      <h2>${title}</h2>
      ${schemas.map(([name, schema]) => this.form(html`<b>${name}</b>`, schema))}
    </section>`
  }

  private form(title: unknown, schema: Parameters<typeof shape>[0]) {
    return html`<details class="message">
      <summary><span class="title">${title}</span></summary>
      <pre class="code" tabindex="0">${shape(schema)}</pre>
    </details>`
  }
}
