import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Profile } from '../../data/model/profile.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import { setMode } from '../api.ts'
import { fromCelsius, percent, sign, toCelsius, type Unit } from '../format.ts'
import { icon } from '../icons.ts'
import { type Constant, canBoil, constant, doneWords, firstSetPoint, isSame, limited, within } from '../modes.ts'
import { undoMode } from '../vessel-api.ts'
import './boil-control.ts'
import './manual-control.ts'
import './number-stepper.ts'
import './profile-choice.ts'
import './profile-run.ts'
import './schedule-choice.ts'
import { card, shared } from './shared-styles.ts'
import { offerUndo } from './undo-toast.ts'

const kinds = [
  { kind: 'off', label: 'Off' },
  { kind: 'manual', label: 'Manual' },
  { kind: 'constant', label: 'Constant' },
  { kind: 'boil', label: 'Boil' },
  { kind: 'profile', label: 'Profile' },
  { kind: 'schedule', label: 'Schedule' },
] as const

/** Milliseconds without a further tap after which a set point is sent. */
const settle = 500

/** Tells a vessel what to do: mode, set point, manual output, profile. What is done here can be undone. */
@customElement('mode-control')
export class ModeControl extends LitElement {
  static override styles = [
    shared,
    card,
    css`
      .modes {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 4px;
        padding: 4px;
        border-radius: 14px;
        background: var(--sunken);
      }
      .modes button {
        border-color: transparent;
        background: transparent;
        padding: 0 2px;
        min-height: 48px;
        font-size: clamp(0.75rem, 4vw, 0.9375rem);
        overflow-wrap: normal;
      }
      .modes button[aria-pressed='true'] {
        background: var(--card);
        border-color: var(--control);
        font-weight: 650;
      }
      .modes button.looked {
        border-color: var(--control);
        border-style: dashed;
      }
      .panel {
        min-height: 84px;
        margin-top: 16px;
      }
      details {
        margin-top: 8px;
      }
      .problem {
        margin-top: 12px;
        display: flex;
        gap: 8px;
        font-weight: 550;
      }
      .problem .icon {
        color: var(--alarm);
      }
    `,
  ]

  @property({ attribute: false }) vessel!: Vessel
  @property({ attribute: false }) state!: VesselState
  @property({ attribute: false }) profiles: Profile[] = []
  @property({ attribute: false }) schedules: Schedule[] = []
  @property({ attribute: false }) unit: Unit = 'celsius'
  /** The mode whose settings are looked at but not in force yet. */
  @state() private looked: 'manual' | 'boil' | 'profile' | 'schedule' | undefined
  /** A set point, °C, or a limit of power on its way. */
  @state() private draft: Constant | undefined
  @state() private problem = ''
  /** The mode that was in force when it was sent: any other that is heard of is newer than the draft. */
  private replaced = ''
  private timer: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.timer !== undefined && this.draft !== undefined) void this.send(this.draft)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return
    const { mode } = this.state
    if (mode.kind === this.looked) this.looked = undefined
    // Somebody else has switched it off, or on to a schedule, since this set point was tapped.
    if (mode.kind !== 'constant') this.drop()
    if (this.timer === undefined && (isSame(mode, this.draft) || JSON.stringify(mode) !== this.replaced))
      this.draft = undefined
  }

  protected override render() {
    const kind = this.state.mode.kind
    return html`
      <div class="modes" role="group" aria-label="Mode of ${this.vessel.name}">
        ${this.kinds.map(
          choice => html`<button
            class=${this.looked === choice.kind ? 'looked' : ''}
            aria-pressed=${kind === choice.kind}
            @click=${() => this.choose(choice.kind)}
          >
            ${choice.label}
          </button>`,
        )}
      </div>
      <div class="panel">${this.panel(this.looked ?? kind)}</div>
      <div role="alert">
        ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
      </div>
    `
  }

  private get kinds() {
    return kinds.filter(({ kind }) => kind !== 'boil' || kind === this.state.mode.kind || canBoil(this.vessel))
  }

  private panel(kind: Mode['kind']) {
    switch (kind) {
      case 'off':
        return html`<p class="quiet">Off: nothing heats or cools this vessel. Its temperature is still measured.</p>`
      case 'constant':
        return this.setPoint()
      case 'manual':
        return html`<manual-control .vessel=${this.vessel} .mode=${this.state.mode} @chosen=${this.chosen}></manual-control>`
      case 'boil':
        return html`<boil-control .mode=${this.state.mode} @chosen=${this.chosen}></boil-control>`
      case 'profile':
        return html`${this.run()}<profile-choice
          .vessel=${this.vessel}
          .profiles=${this.profiles}
          .mode=${this.state.mode}
          @chosen=${this.chosen}
        ></profile-choice>`
      case 'schedule':
        return html`<schedule-choice
          .vessel=${this.vessel}
          .schedules=${this.schedules}
          .mode=${this.state.mode}
          @chosen=${this.chosen}
        ></schedule-choice>`
    }
  }

  private run() {
    const { mode } = this.state
    if (mode.kind !== 'profile') return nothing
    const profile = this.profiles.find(({ id }) => id === mode.profile)
    return html`<profile-run .vessel=${this.vessel} .mode=${mode} .profile=${profile} .unit=${this.unit}></profile-run>`
  }

  private setPoint() {
    const { minimum, maximum } = this.vessel.range
    const now = this.draft ?? constant(this.state.mode, this.state.setPoint ?? minimum)
    const limit = now.powerLimit ?? 100
    return html`<number-stepper
        label="Set point"
        unit=${sign(this.unit)}
        .value=${fromCelsius(now.setPoint, this.unit)}
        .minimum=${fromCelsius(minimum, this.unit)}
        .maximum=${fromCelsius(maximum, this.unit)}
        .step=${this.unit === 'celsius' ? 0.5 : 1}
        .decimals=${1}
        @value=${(event: CustomEvent<number>) => this.soon({ ...now, setPoint: within(this.vessel.range, toCelsius(event.detail, this.unit)) })}
      ></number-stepper>
      ${
        this.vessel.heater === null
          ? nothing
          : html`<details ?open=${limit < 100}>
              <summary>Power at most: ${percent(limit)}</summary>
              <number-stepper
                label="Power at most, against scorching"
                unit="%"
                .value=${limit}
                .minimum=${5}
                .maximum=${100}
                .step=${5}
                @value=${(event: CustomEvent<number>) => this.soon(limited(now, event.detail))}
              ></number-stepper>
            </details>`
      }`
  }

  private chosen = ({ detail }: CustomEvent<Mode>) => this.apply(detail)

  private choose(kind: Mode['kind']) {
    this.problem = ''
    this.looked = undefined
    if (kind === this.state.mode.kind) return
    if (kind === 'off') void this.apply({ kind })
    else if (kind === 'constant') void this.apply(constant(this.state.mode, firstSetPoint(this.vessel, this.state)))
    else this.looked = kind
  }

  private soon(mode: Constant) {
    this.draft = mode
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.send(mode), settle)
  }

  private async send(mode: Constant) {
    clearTimeout(this.timer)
    this.timer = undefined
    this.replaced = JSON.stringify(this.state.mode)
    if (!(await this.apply(mode))) this.draft = undefined
  }

  private async apply(mode: Mode): Promise<boolean> {
    const before = this.state.mode
    const { id, name } = this.vessel
    this.problem = ''
    if (mode.kind !== 'constant') this.drop()
    try {
      await setMode(id, mode)
    } catch (error) {
      this.problem = (error as Error).message
      return false
    }
    const text = `${name}: ${doneWords(mode, this.profiles, this.unit)}`
    offerUndo(this, { text, undo: () => undoMode(id, mode, before) })
    return true
  }

  /** Forgets a set point that was not sent yet: something else was chosen. */
  private drop() {
    clearTimeout(this.timer)
    this.timer = undefined
    this.draft = undefined
  }
}
