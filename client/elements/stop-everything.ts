import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { setMode, setOutput } from '../api.ts'
import { type Brewery, handSwitched } from '../brewery.ts'
import { icon } from '../icons.ts'
import { shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'

const list = new Intl.ListFormat('en-GB')

/** Switches every vessel and pump off; asks once. */
@customElement('stop-everything')
export class StopEverything extends LitElement {
  static override styles = [
    shared,
    sheet,
    css`
      .stop {
        display: flex;
        align-items: center;
        gap: 8px;
        padding-inline: 12px;
      }
      .stop .icon {
        color: var(--alarm);
      }
      .do {
        width: 100%;
        min-height: 60px;
        margin-top: 16px;
        background: var(--alarm);
        border-color: var(--alarm);
        color: var(--on-alarm);
        font-weight: 700;
      }
      .do:hover:not(:disabled),
      .do:active:not(:disabled) {
        background: color-mix(in srgb, var(--alarm) 88%, var(--ink));
      }
      .keep {
        width: 100%;
        margin-top: 8px;
      }
      li {
        margin-top: 8px;
      }
    `,
  ]

  @property({ attribute: false }) brewery!: Brewery
  @state() private open = false
  @state() private busy = false
  @state() private failed: string[] = []

  protected override render() {
    return html`
      <button class="stop" @click=${this.ask}>${icon('stop')}Stop<span class="hidden"> everything</span></button>
      <wa-dialog
        label="Switch everything off?"
        without-header
        light-dismiss
        ?open=${this.open}
        @wa-hide=${() => (this.open = false)}
      >
        ${this.open ? this.question() : nothing}
      </wa-dialog>
    `
  }

  private question() {
    const names = [...this.brewery.vessels, ...handSwitched(this.brewery)].map(({ name }) => name)
    return html`
      <div class="head"><h2>Switch everything off?</h2></div>
      <p>${names.length > 0 ? `${list.format(names)} will be off until switched on again.` : 'There is nothing to switch off yet.'}</p>
      <ul role="alert">
        ${this.failed.map(text => html`<li>${icon('warning')} ${text}</li>`)}
      </ul>
      <button class="do" ?disabled=${this.busy} @click=${this.stop}>Switch everything off</button>
      <button class="keep" @click=${() => (this.open = false)}>Keep running</button>
    `
  }

  private ask() {
    this.failed = []
    this.open = true
  }

  private async stop() {
    this.busy = true
    const things = [
      ...this.brewery.vessels.map(({ id, name }) => ({ name, done: setMode(id, { kind: 'off' }) })),
      ...handSwitched(this.brewery).map(({ id, name }) => ({ name, done: setOutput(id, 0) })),
    ]
    const results = await Promise.allSettled<unknown>(things.map(({ done }) => done))
    this.failed = results.flatMap((result, n) =>
      result.status === 'rejected'
        ? [`${things[n]!.name} was not switched off. ${(result.reason as Error).message}`]
        : [],
    )
    this.busy = false
    this.open = this.failed.length > 0
  }
}
