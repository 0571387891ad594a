import type { Alarm } from '../data/model/alarm.ts'
import type { Cancel } from '../data/model/units.ts'
import { isWaiting, waiting } from './alarms.ts'

/** Whether this device may show notifications: `absent` where the browser has none, `insecure` where it has none for pages over HTTP. */
export type Permission = 'absent' | 'insecure' | 'default' | 'granted' | 'denied'

/** What signals need of the device, handed in so that a test can be the device. */
export interface Device {
  /** Makes one two-tone call. */
  play(): void
  every(ms: number, action: () => void): Cancel
  permission(): Permission
  ask(): Promise<Permission>
  /** Shows a notification for somebody who looks elsewhere; the answer takes it away again. */
  notify(alarm: Alarm): Cancel
  recall(key: string): string | null
  remember(key: string, value: string): void
}

const repeat = 4000

/** Tells people at this device of alarms until they are acknowledged: by sound and by notification, as they want it. */
export class Signals {
  #device: Device
  /** Whether the browser lets us be heard: only after somebody touched the page. */
  #unlocked = false
  #ready = false
  #cancel: Cancel | null = null
  #notices = new Map<string, Cancel>()
  #waiting: Alarm[] = []
  #watchers = new Set<() => void>()

  constructor(device: Device) {
    this.#device = device
  }

  /** Whether sound is switched off on this device. */
  get muted(): boolean {
    return this.#device.recall('muted') === 'yes'
  }

  set muted(muted: boolean) {
    this.#device.remember('muted', muted ? 'yes' : 'no')
    this.#changed()
  }

  /** Whether sound is wanted and the browser does not let it out yet. */
  get locked(): boolean {
    return !this.#unlocked && !this.muted
  }

  /** Whether it calls at the moment. */
  get sounding(): boolean {
    return this.#cancel !== null
  }

  get permission(): Permission {
    return this.#device.permission()
  }

  /** What people at this device call themselves; empty when they do not say. */
  get name(): string {
    return this.#device.recall('name') ?? ''
  }

  set name(name: string) {
    this.#device.remember('name', name.trim().slice(0, 60))
    this.#changed()
  }

  /** Calls whenever any of this changes. */
  watch(watcher: () => void): Cancel {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Somebody touched the page: from now on the browser lets sound out. */
  unlock(): void {
    if (this.#unlocked) return
    this.#unlocked = true
    this.#changed()
  }

  /** Takes what another window on this device has remembered (its silence is silence here too), and what the browser allows now. */
  refresh(): void {
    this.#changed()
  }

  /** Asks whether notifications may be shown; browsers want a tap before. */
  async ask(): Promise<void> {
    if (this.permission === 'default') await this.#device.ask()
    this.#changed()
  }

  /** Takes the alarms as they are now; those that wait already when the page is opened are shown, not notified. */
  hear(alarms: readonly Alarm[]): void {
    const before = new Set(this.#waiting.map(({ id }) => id))
    this.#waiting = waiting(alarms)
    for (const alarm of this.#waiting) {
      if (!this.#ready || before.has(alarm.id) || this.permission !== 'granted') continue
      this.#notices.set(alarm.id, this.#device.notify(alarm))
    }
    this.#ready = true
    for (const [id, close] of this.#notices) {
      if (alarms.some(alarm => alarm.id === id && isWaiting(alarm))) continue
      close()
      this.#notices.delete(id)
    }
    this.#tune()
  }

  #changed() {
    this.#tune()
    for (const watcher of this.#watchers) watcher()
  }

  #tune() {
    const wanted = this.#waiting.length > 0 && this.#unlocked && !this.muted
    if (wanted === this.sounding) return
    this.#cancel?.()
    this.#cancel = null
    if (!wanted) return
    this.#device.play()
    this.#cancel = this.#device.every(repeat, () => this.#device.play())
  }
}
