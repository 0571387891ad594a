import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Bucket } from '../data/model/reading.ts'
import type { Cancel } from '../data/model/units.ts'
import { getBuckets } from './api.ts'
import type { Connection } from './connection.ts'
import { append, within } from './trend.ts'

/** Span and bucket width of the short trend beside a number, ms. */
export const trendSpan = 6 * 3_600_000
const count = 120
/** Milliseconds a bucket of the short trend covers. */
export const trendWidth = trendSpan / count

/** The last hours of a vessel on an element: fetched, carried on by what is measured, fetched again after a reconnect. */
export class History implements ReactiveController {
  processValue: Bucket[] = []
  setPoint: Bucket[] = []
  #host: ReactiveControllerHost
  #source: () => { vessel: string; connection: Connection }
  #cancel: Cancel = () => {}

  constructor(host: ReactiveControllerHost, source: () => { vessel: string; connection: Connection }) {
    this.#host = host
    this.#source = source
    host.addController(this)
  }

  hostConnected(): void {
    const { connection } = this.#source()
    this.#cancel = connection.watch(() => {
      if (connection.link === 'open') void this.#fetch()
    })
    void this.#fetch()
  }

  hostDisconnected(): void {
    this.#cancel()
  }

  /** Carries the trend on with what is so at server time `at`. */
  observe(at: number, processValue: number | null, setPoint: number | null): void {
    if (processValue !== null) this.processValue = carry(this.processValue, at, processValue)
    if (setPoint !== null) this.setPoint = carry(this.setPoint, at, setPoint)
  }

  async #fetch(): Promise<void> {
    const { vessel, connection } = this.#source()
    const to = connection.now()
    const span = { from: to - trendSpan, to: to + 1 }
    try {
      const [processValue, setPoint] = await Promise.all([
        getBuckets(`${vessel}.processValue`, span, count),
        getBuckets(`${vessel}.setPoint`, span, count),
      ])
      this.processValue = processValue
      this.setPoint = setPoint
      this.#host.requestUpdate()
    } catch {
      // Without a past the trend begins now; the next reconnect asks again.
    }
  }
}

const carry = (buckets: Bucket[], at: number, value: number) =>
  append(within(buckets, { from: at - trendSpan, to: at }, trendWidth), trendWidth, at, value)
