import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import type { Pin } from '../../data/model/board.ts'
import { createThing } from '../api.ts'
import { occupantText } from '../board-words.ts'
import { withValue } from '../drafts.ts'
import { type Draft, nameField } from '../fields.ts'
import { icon } from '../icons.ts'
import { type Io, idFor, type Occupant, occupants, pinName } from '../io.ts'
import { abilities, fitting, type PinKind } from '../kinds.ts'
import type { House } from '../pages.ts'
import type { ProbePicker } from './probe-picker.ts'
import './probe-picker.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'
import './thing-form.ts'
import './wiring-sketch.ts'

/** One pin: what hangs on it, and in three steps something new. Dispatches `edit` with an occupant, and `done`. */
@customElement('pin-panel')
export class PinPanel extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      li button {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        min-height: 56px;
        margin-bottom: 8px;
        padding: 6px 12px;
        text-align: left;
      }
      li span {
        display: block;
      }
      .grow {
        flex: 1;
      }
      .value {
        font-size: 2.5rem;
        font-weight: 600;
        line-height: 1.1;
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) io!: Io
  @property() board = ''
  @property({ attribute: false }) pin!: Pin
  @state() private kind: PinKind | undefined
  @state() private draft: Draft = {}
  @state() private saved: string | undefined
  @query('probe-picker') private picker!: ProbePicker | null

  protected override render() {
    const there = occupants(this.board, this.pin, this.house.brewery)
    const made = there.find(({ thing }) => thing.id === this.saved)
    if (this.saved !== undefined) return this.live(made)
    return this.kind ? this.form(this.kind) : this.choice(there)
  }

  private choice(there: Occupant[]) {
    const kinds = fitting(
      this.pin,
      there.map(({ thing }) => thing.driver.kind),
    )
    return html`
      <p class="quiet">This pin can serve: ${abilities(this.pin)}.</p>
      <ul aria-label="What hangs here">
        ${there.map(
          one => html`<li>
            <button @click=${() => this.dispatchEvent(new CustomEvent('edit', { detail: one }))}>
              ${icon(one.kind === 'sensor' ? 'probe' : 'power')}<span class="grow">${one.thing.name}</span>
              <span class="number">${this.now(one)}</span>${icon('edit')}
            </button>
          </li>`,
        )}
      </ul>
      ${kinds.length > 0 ? html`<h3>${there.length > 0 ? 'One more' : 'What hangs on it?'}</h3>` : nothing}
      <ul aria-label="What may hang here">
        ${kinds.map(
          kind => html`<li>
            <button @click=${() => this.choose(kind)}>
              ${icon(kind.icon)}<span class="grow"><span>${kind.text}</span><span class="hint">${kind.hint}</span></span>
            </button>
          </li>`,
        )}
      </ul>
    `
  }

  private form(kind: PinKind) {
    const { brewery } = this.house
    return html`
      <wiring-sketch .kind=${kind} pin="pin ${pinName(this.pin)}"></wiring-sketch>
      ${
        kind.id === 'ds18b20'
          ? html`<probe-picker
              board=${this.board}
              .pin=${this.pin.pin}
              .sensors=${brewery.sensors.filter(({ board }) => board === this.board)}
              .rom=${(this.draft.driver as { rom: string | null }).rom}
              @rom=${(event: CustomEvent<string>) => {
                this.draft = withValue(this.draft, '/driver/rom', event.detail)
              }}
            ></probe-picker>`
          : nothing
      }
      <thing-form
        label=${kind.collection === 'sensors' ? 'Save and measure' : 'Save'}
        .fields=${[nameField, ...kind.fields]}
        .draft=${this.draft}
        .unit=${brewery.settings.unit}
        .save=${(draft: Draft) => this.save(kind, draft)}
        @draft=${(event: CustomEvent<Draft>) => {
          this.draft = event.detail
        }}
      ></thing-form>
      <button @click=${() => (this.kind = undefined)}>Choose something else</button>
    `
  }

  private live(made: Occupant | undefined) {
    const doubt = this.doubt(made)
    return html`
      ${
        doubt
          ? html`<p class="problem" role="alert">
              ${icon('warning')}<span>${made?.thing.name} is saved, but does not measure: ${doubt}</span>
            </p>`
          : html`<p>${icon('check')} ${made?.thing.name} is in service.</p>`
      }
      <p class="value number" role="status">${made ? this.now(made) : '–'}</p>
      ${doubt ? html`<button @click=${() => this.dispatchEvent(new CustomEvent('edit', { detail: made }))}>Change it</button>` : nothing}
      <button class="loud" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>Done</button>
    `
  }

  /** Why what was just saved does not measure; empty while it does, or nobody knows yet. */
  private doubt(made: Occupant | undefined): string {
    const reading = made?.kind === 'sensor' ? this.io.readings[made.thing.id] : undefined
    return !reading || reading.quality === 'good' ? '' : (reading.reason ?? reading.quality)
  }

  private now(one: Occupant) {
    const { outputs, settings } = this.house.brewery
    return occupantText(one, this.io.readings, outputs, settings.unit)
  }

  private choose(kind: PinKind) {
    this.kind = kind
    this.draft = { name: '', board: this.board, ...kind.fresh(this.pin) }
  }

  private async save({ collection }: PinKind, draft: Draft) {
    this.picker?.demandChoice()
    const id = idFor(String(draft.name), this.house.brewery[collection])
    await createThing(collection, { ...draft, id })
    this.saved = id
  }
}
