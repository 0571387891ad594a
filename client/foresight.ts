import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { DryRun, DryRunBody, Forecast, LearnedAnswer } from '../data/model/forecast.ts'
import type { Learned } from '../data/model/learned.ts'
import type { Cancel } from '../data/model/units.ts'
import type { VesselState } from '../data/model/vessel.ts'
import { call } from './api.ts'
import type { Connection } from './connection.ts'
import { needsSomebody } from './words.ts'

/** Where a vessel goes, and why it is not at its temperature; a small computer thinks about it for a while. */
export const getForecast = (vessel: string): Promise<Forecast> =>
  call(`/vessels/${vessel}/forecast`, { signal: AbortSignal.timeout(60_000) })

/** What a vessel's controller learned; null: nothing. */
export const getLearned = async (vessel: string): Promise<Learned | null> =>
  (await call<LearnedAnswer>(`/vessels/${vessel}/learned`)).learned

/** Lets a vessel's controller begin anew. */
export const forgetLearned = (vessel: string): Promise<void> => call(`/vessels/${vessel}/learned`, { method: 'DELETE' })

/** How a vessel would follow a profile; months of it take minutes on a small computer. */
export const getDryRun = (vessel: string, body: DryRunBody): Promise<DryRun> =>
  call(`/vessels/${vessel}/dry-run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(180_000),
  })

/** As long as the server answers the same anyway, ms. */
const freshMs = 30_000

/** The forecast of a vessel on an element: asked for again twice a minute, after commands, after a reconnect and when somebody looks again. */
export class Foresight implements ReactiveController {
  value: Forecast | undefined
  #host: ReactiveControllerHost
  #source: () => { vessel: string; connection: Connection }
  #cancel: Cancel = () => {}
  #timer: ReturnType<typeof setInterval> | undefined
  #asked = ''
  /** How often it was asked, and the latest of these that was answered. */
  #round = 0
  #answered = 0
  #look = () => void this.#fetch()

  constructor(host: ReactiveControllerHost, source: () => { vessel: string; connection: Connection }) {
    this.#host = host
    this.#source = source
    host.addController(this)
  }

  hostConnected(): void {
    const { connection } = this.#source()
    this.#cancel = connection.watch(this.#look)
    this.#timer = setInterval(this.#look, freshMs)
    // Nobody looked, and it was not asked again whatever happened.
    document.addEventListener('visibilitychange', this.#look)
    this.#look()
  }

  hostDisconnected(): void {
    this.#cancel()
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#look)
  }

  /** Asks again when the vessel was told or does something else, or somebody has to help it. */
  observe({ mode, activity, quality, waits }: VesselState): void {
    const asked = JSON.stringify([mode, activity, quality, waits.some(needsSomebody)])
    if (asked === this.#asked) return
    this.#asked = asked
    void this.#fetch()
  }

  async #fetch(): Promise<void> {
    const { vessel, connection } = this.#source()
    if (connection.link !== 'open' || document.hidden) return
    const round = ++this.#round
    // Without a forecast the page shows what is, as it would without a model.
    const value = await getForecast(vessel).catch(() => undefined)
    // What was foreseen before a command takes longer at times than what is foreseen since.
    if (round < this.#answered) return
    this.#answered = round
    this.value = value
    this.#host.requestUpdate()
  }
}
