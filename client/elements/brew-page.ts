import { html, LitElement, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import type { ScheduleState } from '../../data/model/schedule-run.ts'
import type { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import { setMode } from '../api.ts'
import { Awake } from '../awake.ts'
import { Foresight } from '../foresight.ts'
import { degrees, inLocalTime } from '../format.ts'
import { icon } from '../icons.ts'
import type { House } from '../pages.ts'
import { confirmAsk, extendStep, moveSchedule } from '../schedules/api.ts'
import { countdown, leftWords, phaseWords, timeLeft } from '../schedules/words.ts'
import { Ticking } from '../ticking.ts'
import { foreseenWords, needsSomebody, readingWords, stopWords, troubles, waitWords } from '../words.ts'
import { brewLayout } from './brew-page-styles.ts'
import './confirm-button.ts'
import './deviation-bar.ts'
import './fit-text.ts'
import './process-value.ts'
import { shared } from './shared-styles.ts'
import { titleLine } from './title-styles.ts'
import './undo-toast.ts'
import type { Offer } from './undo-toast.ts'

/** Taps closer together than this, ms, are one, and one sooner after something else is asked for was not meant for that. */
const thinkFor = 350

/** For wet hands: what to do now, how long it takes, how warm it is, and one button. */
@customElement('brew-page')
export class BrewPage extends LitElement {
  static override styles = [shared, titleLine, brewLayout]

  @property({ attribute: false }) house!: House
  @property({ attribute: false }) vesselId = ''
  @state() private offer: Offer | undefined
  @state() private problem = ''
  private tapped = 0
  private asked: string | undefined
  private foresight = new Foresight(this, () => ({ vessel: this.vesselId, connection: this.house.connection }))

  constructor() {
    super()
    new Ticking(this)
    new Awake(this, () => this.run !== undefined && this.run.phase !== 'done')
  }

  protected override willUpdate(): void {
    const state = this.house.brewery.states[this.vesselId]
    if (state) this.foresight.observe(state)
    const asked = state?.schedule?.asks[0]?.id
    if (asked !== this.asked) this.tapped = performance.now()
    this.asked = asked
  }

  private get run(): ScheduleState | undefined {
    return this.house.brewery.states[this.vesselId]?.schedule
  }

  protected override render() {
    const { brewery } = this.house
    const vessel = brewery.vessels.find(({ id }) => id === this.vesselId)
    const state = brewery.states[this.vesselId]
    if (!vessel || !state?.schedule)
      return html`<h1>${vessel ? `${vessel.name} works through no schedule` : `There is no vessel “${this.vesselId}”`}</h1>
        <p class="choose"><a href="#/schedules">Choose a schedule</a></p>`
    return this.page(vessel, state, state.schedule)
  }

  protected override updated(): void {
    const brew = this.renderRoot.querySelector('.brew')
    if (brew) this.style.setProperty('--above', `${brew.getBoundingClientRect().top + scrollY}px`)
  }

  private page(vessel: Vessel, state: VesselState, run: ScheduleState) {
    const { brewery, connection, link } = this.house
    const now = connection.now()
    const { unit } = brewery.settings
    const sensor = brewery.sensors.find(({ id }) => id === vessel.sensor)
    const missing = readingWords(state, sensor, now)
    const left = timeLeft(run, now)
    const [ask] = run.asks
    const stopped = stopWords(state)
    const step = run.step === null ? run.name : `Step ${run.step + 1} of ${run.steps} · ${run.stepName}`
    return html`<div class="title">
        <a class="back" href="#/vessels/${vessel.id}" aria-label=${vessel.name}>${icon('back')}</a>
        <p>${vessel.name} · ${run.name}</p>
        <undo-toast inline .offer=${this.offer}></undo-toast>
      </div>
      <div class="brew">
        <p class="step">${step}</p>
        <h1 aria-live="assertive"><fit-text text=${ask?.text ?? stopped ?? this.doing(run)}></fit-text></h1>
        <div class="figures number">
          <p class="time" aria-label="Time left in the step">
            ${left === null ? html`<small>${inLocalTime(run.until.join(', '), now) || foreseenWords(this.foresight.value, state, [], now) || (stopped ? '' : phaseWords(run))}</small>` : html`${countdown(left)} <small>${leftWords(run)}</small>`}
          </p>
          <process-value .value=${state.processValue} .unit=${unit} ?unsure=${missing !== null}></process-value>
          ${state.setPoint === null ? nothing : html`<p class="target">${icon('target')}${degrees(state.setPoint, unit)}</p>`}
        </div>
        ${state.setPoint === null ? nothing : html`<deviation-bar .value=${missing === null ? state.processValue : null} .setPoint=${state.setPoint} .unit=${unit}></deviation-bar>`}
        <div>
          ${this.addition(run, now)}
          ${[...troubles(state, missing, link), ...this.stops(state, now)].map(text => html`<p class="problem">${icon('warning')}<span>${text}</span></p>`)}
          <ol class="upcoming" aria-label="Next steps">
            ${run.upcoming.map(({ name, text }) => html`<li>then ${name}: ${text}</li>`)}
          </ol>
          <div role="alert">
            ${this.problem ? html`<p class="problem">${icon('warning')}<span>${this.problem}</span></p>` : nothing}
          </div>
        </div>
        <div class="actions">${this.button(run)}${this.smaller(run)}</div>
      </div>`
  }

  /** Why it stands still until somebody does something. */
  private stops({ waits }: VesselState, now: number): string[] {
    const { actuators } = this.house.brewery
    const of = (id: string) => actuators.find(actuator => actuator.id === id)
    return waits.filter(needsSomebody).map(wait => waitWords(wait, of(wait.actuator), now))
  }

  /** What goes on, when nothing is asked of anybody. */
  private doing(run: ScheduleState): string {
    if (run.phase === 'done') return `${run.name} is done`
    return run.gravity === null ? phaseWords(run) : `${phaseWords(run)} · ${run.gravity.toFixed(3)}`
  }

  private addition({ addition }: ScheduleState, now: number) {
    if (!addition) return nothing
    const left = timeLeft({ endsAt: addition.at, left: addition.left }, now) ?? 0
    return html`<p class="addition number">${icon('clock')} ${addition.text} in ${countdown(left)}</p>`
  }

  private button(run: ScheduleState) {
    const [ask] = run.asks
    if (ask)
      return html`<button class="act" @click=${() => this.act('confirmed', () => confirmAsk(this.vesselId, ask.id, this.house.signals.name))}>
        ${icon('check')} Done
      </button>`
    if (run.phase === 'paused')
      return html`<button class="act" @click=${() => this.act('goes on', () => moveSchedule(this.vesselId, 'resume'))}>
        ${icon('play')} Go on
      </button>`
    if (run.phase === 'done' || run.phase === 'scheduled')
      return html`<a class="act" style="display:grid;place-items:center;text-decoration:none" href="#/vessels/${this.vesselId}">To the vessel</a>`
    // When a step ends by itself, the first of two taps was meant for that one.
    return keyed(
      run.step,
      html`<confirm-button symbol="next" label="Next step"
        @confirm=${() => this.act('next step', () => moveSchedule(this.vesselId, 'skip'))}></confirm-button>`,
    )
  }

  private smaller(run: ScheduleState) {
    const begun = run.phase !== 'scheduled'
    const runs = begun && run.phase !== 'done'
    const paused = run.phase === 'paused'
    const timed = run.endsAt !== null || run.left !== null
    return html`<div class="small" role="group" aria-label="Schedule">
      <button ?disabled=${!begun} @click=${() => this.act('one step back', () => moveSchedule(this.vesselId, 'back'))}>
        ${icon('previous')} Back
      </button>
      <button ?disabled=${!runs} @click=${() => this.act(paused ? 'goes on' : 'paused', () => moveSchedule(this.vesselId, paused ? 'resume' : 'pause'))}>
        ${icon(paused ? 'play' : 'pause')} ${paused ? 'Resume' : 'Pause'}
      </button>
      <button ?disabled=${!runs || !timed} @click=${() => this.act('5 min longer', () => extendStep(this.vesselId, 300))}>
        ${icon('plus')} 5 min
      </button>
    </div>`
  }

  private async act(text: string, action: () => Promise<Mode>) {
    const tap = performance.now()
    if (tap - this.tapped < thinkFor) return
    this.tapped = tap
    const state = this.house.brewery.states[this.vesselId]!
    this.problem = ''
    try {
      await action()
    } catch (error) {
      this.problem = (error as Error).message
      return
    }
    // Below, where it is shown elsewhere, are the buttons.
    this.offer = { text, undo: () => setMode(this.vesselId, state.mode) }
  }
}
