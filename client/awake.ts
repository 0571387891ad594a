import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keeps the screen on while an element is on the page and wants it; browsers that cannot, let it go dark. */
export class Awake implements ReactiveController {
  #wanted: () => boolean
  #lock: WakeLockSentinel | null = null
  #asking = false
  #connected = false
  #look = () => void this.#follow()

  constructor(host: ReactiveControllerHost, wanted: () => boolean) {
    this.#wanted = wanted
    host.addController(this)
  }

  hostConnected(): void {
    this.#connected = true
    // A browser takes the lock away when the page is hidden.
    document.addEventListener('visibilitychange', this.#look)
  }

  hostUpdated(): void {
    this.#look()
  }

  hostDisconnected(): void {
    this.#connected = false
    document.removeEventListener('visibilitychange', this.#look)
    this.#look()
  }

  async #follow(): Promise<void> {
    const wanted = this.#connected && this.#wanted()
    if (!wanted) {
      void this.#lock?.release()
      this.#lock = null
      return
    }
    const held = this.#lock !== null && !this.#lock.released
    if (held || this.#asking || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    this.#asking = true
    this.#lock = await navigator.wakeLock.request('screen').catch(() => null)
    this.#asking = false
    if (!this.#connected) this.#look()
  }
}
