import { css, html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Sensor } from '../../data/model/sensor.ts'
import { getProbes } from '../api.ts'
import { icon } from '../icons.ts'
import { form } from './form-styles.ts'
import { shared } from './shared-styles.ts'

const again = 3_000

/** Searches a pin for DS18B20 probes while it is shown: one that is plugged in appears. Dispatches `rom`. */
@customElement('probe-picker')
export class ProbePicker extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      li button {
        display: flex;
        align-items: center;
        gap: 8px;
        width: 100%;
        min-height: 48px;
        margin-bottom: 6px;
        text-align: left;
      }
      .code {
        flex: 1;
        font-family: ui-monospace, monospace;
        font-size: 0.9375rem;
      }
      [aria-pressed='true'] {
        border-width: 2px;
        border-color: var(--ink);
      }
    `,
  ]

  @property() board = ''
  @property({ attribute: false }) pin = 0
  @property({ attribute: false }) sensors: Sensor[] = []
  @property({ attribute: false }) rom: string | null = null
  @state() private found: string[] | undefined
  @state() private fresh = new Set<string>()
  @state() private problem = ''
  @state() private undecided = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private here = false

  override connectedCallback(): void {
    super.connectedCallback()
    this.here = true
    void this.updateComplete.then(() => this.search())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.here = false
    clearTimeout(this.timer)
  }

  /** Fails, and says so beside the probes, while several could be meant and none is chosen. */
  demandChoice(): void {
    this.undecided = this.rom === null && this.free().length > 1
    if (!this.undecided) return
    this.scrollIntoView({ block: 'nearest' })
    throw new Error('Choose which probe it is.')
  }

  protected override render() {
    return html`<div class="field">
      <span class="label">Which probe</span>
      <p class="hint">Several on one wire? Plug them in one after the other: each appears here as it comes.</p>
      <ul aria-live="polite">
        ${this.found?.map(rom => this.probe(rom))}
      </ul>
      ${this.undecided && this.rom === null ? html`<p class="problem" role="alert">${icon('warning')}<span>Several answer. Choose which one it is.</span></p>` : nothing}
      ${this.found?.length === 0 ? html`<p>${icon('warning')} No probe answers on this pin. Check data, power and the 4.7 kΩ resistor.</p>` : nothing}
      ${this.found ? nothing : html`<p class="quiet">${this.problem || 'Searching…'}</p>`}
    </div>`
  }

  private probe(rom: string) {
    const owner = this.sensors.find(({ driver }) => driver.kind === 'ds18b20' && driver.rom === rom)
    return html`<li>
      <button type="button" aria-pressed=${rom === this.rom} ?disabled=${owner !== undefined} @click=${() => this.pick(rom)}>
        ${icon(rom === this.rom ? 'check' : 'probe')}
        <span class="code">${rom}</span>
        <span class="quiet">${owner ? owner.name : this.fresh.has(rom) ? 'new' : ''}</span>
      </button>
    </li>`
  }

  /** Probes that no sensor has yet. */
  private free(): string[] {
    const taken = this.sensors.map(({ driver }) => (driver.kind === 'ds18b20' ? driver.rom : null))
    return (this.found ?? []).filter(rom => !taken.includes(rom))
  }

  private pick(rom: string) {
    this.dispatchEvent(new CustomEvent('rom', { detail: rom }))
  }

  private async search() {
    try {
      const roms = await getProbes(this.board, this.pin)
      if (this.found) this.fresh = new Set([...this.fresh, ...roms.filter(rom => !this.found!.includes(rom))])
      this.found = roms
      this.problem = ''
      const free = this.free()
      if (this.rom === null && free.length === 1) this.pick(free[0]!)
    } catch (error) {
      this.problem = (error as Error).message
    }
    if (this.here) this.timer = setTimeout(() => void this.search(), again)
  }
}
