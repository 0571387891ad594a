import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Cancel } from '../data/model/units.ts'
import type { Signals } from './signals.ts'

/** Draws an element again whenever the signals of this device change, for as long as it is on the page. */
export class Heeding implements ReactiveController {
  #host: ReactiveControllerHost
  #signals: () => Signals
  #cancel: Cancel = () => {}

  constructor(host: ReactiveControllerHost, signals: () => Signals) {
    this.#host = host
    this.#signals = signals
    host.addController(this)
  }

  hostConnected(): void {
    this.#cancel = this.#signals().watch(() => this.#host.requestUpdate())
  }

  hostDisconnected(): void {
    this.#cancel()
  }
}
