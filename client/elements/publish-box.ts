import { css, html, LitElement } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Bench, Call } from '../debugger/experiment.ts'
import { checkJson } from '../debugger/json-check.ts'
import { icon } from '../icons.ts'
import './call-list.ts'
import { tester } from './debugger-styles.ts'
import { card, shared } from './shared-styles.ts'

const channelForm = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/

/** Publishes any JSON on any channel; says where the JSON goes wrong while it is typed. */
@customElement('publish-box')
export class PublishBox extends LitElement {
  static override styles = [
    shared,
    card,
    tester,
    css`
      .fields {
        display: grid;
        gap: 12px;
      }
      textarea {
        min-height: 120px;
        resize: vertical;
      }
      .there {
        flex: none;
        margin-left: auto;
      }
      .check,
      .check .problem {
        flex: 1;
      }
      .check {
        min-height: 44px;
        display: flex;
        align-items: center;
        gap: 8px;
      }
    `,
  ]

  /** Makes a bench that notes its calls. */
  @property({ attribute: false }) bench!: (note: (call: Call) => void) => Bench
  @state() private channel = 'test'
  @state() private text = '{ "hello": "brewery" }'
  @state() private calls: Call[] = []

  protected override render() {
    const checked = checkJson(this.text)
    const fits = channelForm.test(this.channel)
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">Publish</h2>
      <div class="fields">
        <label>
          Channel
          <input
            class="code"
            autocapitalize="off"
            autocomplete="off"
            spellcheck="false"
            aria-invalid=${!fits}
            aria-describedby="channel-check"
            .value=${this.channel}
            @input=${(event: Event) => (this.channel = (event.target as HTMLInputElement).value.trim())}
          />
        </label>
        <p class="problem" id="channel-check" role="alert" ?hidden=${fits}>
          ${icon('warning')}<span>Words of letters, digits, _ and - joined by dots, as in data.simulation.mash</span>
        </p>
        <label>
          JSON
          <textarea
            spellcheck="false"
            autocapitalize="off"
            aria-invalid=${!checked.ok}
            aria-describedby="json-check"
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <div class="check" id="json-check" role="status">
          ${
            checked.ok
              ? html`<span class="quiet">${icon('check')} This is JSON.</span>`
              : html`<span class="problem"
                  >${icon('warning')}<span>Line ${checked.line}, column ${checked.column}: ${checked.message}</span>
                  <button class="there" @click=${() => this.show(checked.offset)}>Go there</button></span
                >`
          }
        </div>
        <button ?disabled=${!fits || !checked.ok} @click=${this.publish}>${icon('play')} Publish</button>
      </div>
      <call-list .calls=${this.calls}></call-list>
    </section>`
  }

  private show(offset: number) {
    const field = this.renderRoot.querySelector('textarea')!
    field.focus()
    field.setSelectionRange(offset, Math.min(offset + 1, this.text.length))
  }

  private async publish() {
    const checked = checkJson(this.text)
    if (!checked.ok) return
    const { channel } = this
    const bench = this.bench(call => {
      this.calls = [call, ...this.calls].slice(0, 50)
    })
    await bench.call('POST', `/channels/${channel}`, checked.value, { kind: 'message', channel })
  }
}
