import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Board, Pin } from '../../data/model/board.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import {
  type CollectionName,
  createThing,
  getSerialPorts,
  getThing,
  removeThing,
  replaceThing,
  setMode,
} from '../api.ts'
import { change, changedFields } from '../change.ts'
import { channelFields, freshChannelSensor } from '../channel-sensor.ts'
import { boardFields, type Draft, type Field, nameField, transports } from '../fields.ts'
import { icon } from '../icons.ts'
import { type Io, idFor, type Occupant, pinName } from '../io.ts'
import { pinKinds } from '../kinds.ts'
import type { House } from '../pages.ts'
import { freshVessel, vesselFields } from '../vessel-fields.ts'
import './calibration-panel.ts'
import './pin-panel.ts'
import { shared } from './shared-styles.ts'
import { sheet } from './sheet-styles.ts'
import './thing-form.ts'
import { offerUndo } from './undo-toast.ts'

/** What the sheet is about; a board or vessel that is null is a new one. */
export type Subject =
  | { kind: 'board'; board: Board | null }
  | { kind: 'pin'; board: string; pin: Pin }
  | { kind: 'occupant'; occupant: Occupant }
  | { kind: 'channel' }
  | { kind: 'calibration'; sensor: string }
  | { kind: 'vessel'; vessel: Vessel | null }

/** Adds, changes and removes what the brewery is put together from. */
@customElement('io-sheet')
export class IoSheet extends LitElement {
  static override styles = [
    shared,
    sheet,
    css`
      wa-dialog {
        --width: 520px;
      }
    `,
  ]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) io!: Io
  @state() private subject: Subject | undefined
  @state() private draft: Draft = {}
  @state() private ports: { value: string; text: string }[] = []

  /** Opens it. */
  show(subject: Subject): void {
    this.subject = subject
    switch (subject.kind) {
      case 'board':
        this.draft = { ...(subject.board ?? { name: '', transport: transports.serial.fresh }) }
        void this.findPorts()
        break
      case 'vessel':
        this.draft = { ...(subject.vessel ?? freshVessel) }
        break
      case 'channel':
        this.draft = { ...freshChannelSensor }
        break
      case 'occupant':
        this.draft = { ...subject.occupant.thing }
    }
  }

  private close = () => {
    this.subject = undefined
  }

  /** What is saved only now may have been closed meanwhile, and something else be open. */
  private closer(subject = this.subject) {
    return () => {
      if (this.subject === subject) this.close()
    }
  }

  protected override render() {
    const title = this.subject ? this.heading(this.subject) : ''
    return html`<wa-dialog label=${title} without-header ?open=${this.subject !== undefined} @wa-hide=${this.hide}>
      ${
        this.subject
          ? html`<div class="head">
                <h2>${title}</h2>
                <button aria-label="Close" @click=${this.close}>${icon('close')}</button>
              </div>
              ${this.content(this.subject)}`
          : nothing
      }
    </wa-dialog>`
  }

  private heading(subject: Subject): string {
    switch (subject.kind) {
      case 'board':
        return subject.board?.name ?? 'Connect a board'
      case 'pin':
        return `Pin ${pinName(subject.pin)}`
      case 'occupant':
        return subject.occupant.thing.name
      case 'channel':
        return 'Listen to a channel'
      case 'calibration':
        return `Calibrate ${this.sensor(subject.sensor)?.name ?? ''}`
      case 'vessel':
        return subject.vessel?.name ?? 'Put a vessel together'
    }
  }

  private content(subject: Subject) {
    const { brewery } = this.house
    switch (subject.kind) {
      case 'board': {
        const { kind } = this.draft.transport as Board['transport']
        return this.form('boards', boardFields(kind), subject.board, this.io.boards, 'Connect')
      }
      case 'vessel':
        return this.form(
          'vessels',
          vesselFields(brewery, subject.vessel?.id),
          subject.vessel,
          brewery.vessels,
          'Put it together',
        )
      case 'occupant': {
        const { kind, thing } = subject.occupant
        const fields = pinKinds.find(({ id }) => id === thing.driver.kind)?.fields ?? channelFields
        const collection = kind === 'sensor' ? 'sensors' : 'actuators'
        return this.form(collection, [nameField, ...fields], thing, [], '')
      }
      case 'channel':
        return this.form('sensors', [nameField, ...channelFields], null, brewery.sensors, 'Listen')
      case 'pin':
        return html`<pin-panel
          .house=${this.house}
          .io=${this.io}
          .board=${subject.board}
          .pin=${subject.pin}
          @edit=${(event: CustomEvent<Occupant>) => this.show({ kind: 'occupant', occupant: event.detail })}
          @done=${this.closer()}
        ></pin-panel>`
      case 'calibration': {
        const sensor = this.sensor(subject.sensor)
        if (!sensor) return html`<p>This sensor was removed.</p>`
        const { unit } = brewery.settings
        return html`<calibration-panel .sensor=${sensor} .reading=${this.io.readings[sensor.id]} .unit=${unit}></calibration-panel>`
      }
    }
  }

  private form(
    collection: CollectionName,
    fields: Field[],
    known: { id: string; name: string; version: number } | null,
    taken: readonly { id: string }[],
    verb: string,
  ) {
    return html`<thing-form
      label=${known ? 'Save' : verb}
      .fields=${fields}
      .draft=${this.draft}
      .unit=${this.house.brewery.settings.unit}
      .found=${{ '/transport/path': this.ports }}
      .save=${(draft: Draft) =>
        known
          ? this.replace(collection, known, draft)
          : createThing(collection, { ...draft, id: idFor(String(draft.name), taken) })}
      .discard=${known ? () => this.discard(collection, known) : undefined}
      @draft=${(event: CustomEvent<Draft>) => (this.draft = event.detail)}
      @done=${this.closer()}
    ></thing-form>`
  }

  private replace<T extends { id: string }>(collection: CollectionName, known: T, draft: Draft) {
    const door = {
      read: () => getThing(collection, known),
      write: (thing: T) => replaceThing(collection, thing),
    }
    return change(door, known, changedFields<Partial<T>>(known, draft as Partial<T>))
  }

  private async discard(collection: CollectionName, thing: { id: string; name: string; version: number }) {
    const mode = collection === 'vessels' ? this.house.brewery.states[thing.id]?.mode : undefined
    await removeThing(collection, thing)
    const { version: _, ...body } = thing
    const undo = async () => {
      await createThing(collection, body)
      if (mode) await setMode(thing.id, mode)
    }
    offerUndo(this, { text: `${thing.name} removed`, undo })
  }

  private async findPorts() {
    try {
      const ports = await getSerialPorts()
      this.ports = ports.map(({ path, manufacturer }) => ({
        value: path,
        text: manufacturer ? `${path} (${manufacturer})` : path,
      }))
    } catch {
      // The port can be typed as well.
    }
  }

  private sensor(id: string) {
    return this.house.brewery.sensors.find(sensor => sensor.id === id)
  }

  private hide(event: Event) {
    if (event.target === event.currentTarget) this.close()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'io-sheet': IoSheet
  }
}
