import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Draws an element again every second while it is on the page: for ages and countdowns. */
export class Ticking implements ReactiveController {
  #host: ReactiveControllerHost
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.requestUpdate(), 1000)
  }

  hostDisconnected(): void {
    clearInterval(this.#timer)
  }
}
