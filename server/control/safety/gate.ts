import type { Id } from '../../../data/model/units.ts'
import type { Actuator as Device, Obstacle } from '../../../hardware/device.ts'

/** Seconds for which an actuator stays on without being told so again. */
export const commandTtl = 5

/**
 * What stands between a drive and its device: the last word on every output, whoever gives it. Nothing else in this
 * program writes to a device.
 */
export class Gate implements Device {
  readonly id: Id
  readonly #find: () => Device | undefined
  /** Why it must be off now, if it must. */
  readonly #bar: () => Obstacle | null
  /** Whether what must never run together with it is on. */
  readonly #excluded: () => boolean
  #uptime = 0
  /** Until when it may stay on, ms of uptime. */
  #expires = 0

  constructor(id: Id, find: () => Device | undefined, bar: () => Obstacle | null, excluded: () => boolean) {
    this.id = id
    this.#find = find
    this.#bar = bar
    this.#excluded = excluded
  }

  /** The gate, when there is a device behind it. */
  get open(): Gate | undefined {
    return this.#find() ? this : undefined
  }

  get obstacle(): Obstacle | null {
    return this.#bar() ?? this.#find()?.obstacle ?? null
  }

  get output(): number | null {
    return this.#find()?.output ?? null
  }

  write(output: number): void {
    const passes = output > 0 && output <= 100 && this.#bar() === null && !this.#excluded()
    if (passes) this.#expires = this.#uptime + commandTtl * 1000
    this.#find()?.write(passes ? output : 0)
  }

  /** Takes note of the time, ms of uptime, and switches off what must not be on any longer. */
  enforce(uptime: number): void {
    this.#uptime = uptime
    const device = this.#find()
    if (!device?.output) return
    if (uptime > this.#expires || this.#bar() !== null) device.write(0)
  }
}
