import type { Actuator, Wait } from '../../data/model/actuator.ts'
import type { Instant } from '../../data/model/units.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import type { Actuator as Device, Obstacle } from '../../hardware/device.ts'
import type { Means } from './controller.ts'
import { freshProportion, type Proportion, proportion } from './proportion.ts'

/** The time of a tick: by the clock on the wall, by the one that never jumps (both ms), and seconds since the last. */
export interface Tick {
  at: Instant
  uptime: number
  seconds: number
}

/** What an actuator is about to be told, before the power budget is shared out. */
export interface Request {
  drive: Drive
  /** Percent; 0 is always granted. */
  output: number
  /** It may not be switched off yet: its power, never more than it has now, is taken. */
  held: boolean
}

/** Why a drive must rest for the moment, besides its own minimum times. */
export interface Hindrance {
  reason: 'changeover' | 'exclusion'
  /** In uptime; null when it is not known. */
  until: number | null
}

/** Longer cycles of a slow PWM are shown as on and off, shorter ones as the power they make together. */
const longestCycleSeenAsPower = 60

/** One actuator with its constraints: the only way from a loop to a device. */
export class Drive {
  readonly actuator: Actuator
  /** What it excludes in any vessel, also in another one of a chamber that they share. */
  readonly rivals = new Set<Drive>()
  readonly #find: () => Device | undefined
  #proportion: Proportion = freshProportion
  #output = 0
  /** When it was switched on or off last, in uptime; at the start of the house it counts as just switched off. */
  #switchedAt: number
  #ran = false
  #demand = 0
  #wait: Wait | null = null

  constructor(actuator: Actuator, find: () => Device | undefined, uptime: number) {
    this.actuator = actuator
    this.#find = find
    this.#switchedAt = uptime
  }

  /** The same actuator with changed settings, or on another device: what it is doing, and since when, goes on. */
  reconfigured(actuator: Actuator, find = this.#find): Drive {
    const drive = new Drive(actuator, find, this.#switchedAt)
    drive.#output = this.#output
    drive.#proportion = this.#proportion
    drive.#ran = this.#ran
    return drive
  }

  get on(): boolean {
    return this.#output > 0
  }

  /** Whether it was ever on: one that never ran keeps nobody waiting. */
  get ran(): boolean {
    return this.#ran
  }

  get wait(): Wait | null {
    return this.#wait
  }

  /** Why nothing can move it, as its gate says; null: nothing keeps it. */
  get obstacle(): Obstacle | null {
    return this.#find()?.obstacle ?? null
  }

  /** When it was last switched off, in uptime; null while it is on. */
  get offSince(): number | null {
    return this.on ? null : this.#switchedAt
  }

  /** What a controller may count on. `opposite` is what the actuator it excludes keeps it from. */
  means(uptime: number, opposite: Hindrance | null): Means {
    const { power, minimumOn, minimumOff, driver } = this.actuator
    const output = this.#output
    const shares = driver.kind !== 'relay' && minimumOn + minimumOff === 0
    const left = (until: number) => Math.max(0, (until - uptime) / 1000)
    const switched = (minimum: number) => left(this.#switchedAt + minimum * 1000)
    const readyIn = this.on ? 0 : Math.max(switched(minimumOff), left(opposite?.until ?? 0))
    const boundFor = this.on ? switched(minimumOn) : 0
    return { power, on: this.on, output, shares, readyIn, boundFor, minimumOn, minimumOff }
  }

  /** What it delivers on average, percent: what is asked of it, unless constraints keep it from that. */
  get achieved(): number {
    const { driver } = this.actuator
    // At full power it is on or kept off: there is nothing to average.
    const averages = driver.kind === 'slow-pwm' && this.#demand < 100
    const follows = averages && !this.#proportion.behind && this.#reached
    return follows ? this.#demand : this.#output
  }

  /** What it is doing as a person would say it, percent. */
  get shown(): number {
    const { driver } = this.actuator
    const power = driver.kind === 'slow-pwm' && driver.period <= longestCycleSeenAsPower && !this.#wait
    return power && this.#reached ? this.#demand : this.#output
  }

  /** What the device was told last, percent; null when it is out of reach. */
  get told(): number | null {
    return this.#find()?.output ?? null
  }

  get #reached(): boolean {
    const device = this.#find()
    return device !== undefined && device.obstacle === null
  }

  /** Works out what to ask for. `rest` switches off at once, minimum time or not. */
  plan(demand: number, tick: Tick, { rest = false, hindrance = null as Hindrance | null } = {}): Request {
    const device = this.#find()
    // A board that was reset or lost switched it off by itself.
    if (this.on && !(device?.output && device.output > 0)) this.#switch(0, tick.uptime)
    this.#demand = rest ? 0 : demand
    this.#wait = null
    const wanted = this.#wanted(tick.seconds)
    const sinceSwitch = (tick.uptime - this.#switchedAt) / 1000
    const barred = rest || device?.obstacle != null
    if (this.on && wanted === 0 && !barred && sinceSwitch < this.actuator.minimumOn) {
      this.#waitFor('minimum-on', this.#switchedAt + this.actuator.minimumOn * 1000, tick)
      return { drive: this, output: this.#output, held: true }
    }
    // Why it is kept off is told all the time, not only in the part of each period in which it would be on.
    const asked = wanted > 0 || (this.#demand > 0 && device?.obstacle != null)
    if (asked && !this.#mayRun(device, sinceSwitch, hindrance, tick)) return { drive: this, output: 0, held: false }
    // One that rises is no worse off than before when it gets less than that.
    const held = this.on && wanted > 0 && wanted <= this.#output && !barred && sinceSwitch < this.actuator.minimumOn
    return { drive: this, output: wanted, held }
  }

  /** Asks for nothing, for as long as a relay in front of it waits. */
  behind({ wait }: Drive): Request {
    this.#wait = wait && { ...wait, actuator: this.actuator.id }
    return { drive: this, output: 0, held: false }
  }

  /** Tells the device. `budgeted` means that it gets less than it asked for because of the power budget. */
  commit(output: number, uptime: number, budgeted: boolean): void {
    if (budgeted) this.#wait = { actuator: this.actuator.id, reason: 'power-budget', until: null }
    this.#switch(output, uptime)
    this.#find()?.write(output)
  }

  #wanted(seconds: number): number {
    const { driver } = this.actuator
    switch (driver.kind) {
      case 'relay':
        return this.#demand >= 50 ? 100 : 0
      case 'pwm':
        return this.#demand
      case 'slow-pwm':
        this.#proportion = proportion(this.#proportion, this.#demand, driver.period, seconds, this.on)
        return this.#proportion.on ? 100 : 0
    }
  }

  #mayRun(device: Device | undefined, sinceSwitch: number, hindrance: Hindrance | null, tick: Tick): boolean {
    if (!device || device.obstacle) this.#waitFor(device?.obstacle?.reason ?? 'board', null, tick)
    else if (hindrance) this.#waitFor(hindrance.reason, hindrance.until, tick)
    else if (!this.on && sinceSwitch < this.actuator.minimumOff) {
      this.#waitFor('minimum-off', this.#switchedAt + this.actuator.minimumOff * 1000, tick)
    }
    return this.#wait === null
  }

  #waitFor(reason: Wait['reason'], until: number | null, tick: Tick): void {
    // Whole seconds, so that the same end is the same message at every tick.
    const at = until === null ? null : Math.round((tick.at + until - tick.uptime) / 1000) * 1000
    this.#wait = { actuator: this.actuator.id, reason, until: at }
  }

  #switch(output: number, uptime: number): void {
    if (output > 0 !== this.on) this.#switchedAt = uptime
    this.#output = output
    this.#ran ||= output > 0
  }
}

/** Heating and cooling exclude each other, and rest between them; `other` is what does the opposite in the same vessel. */
export function opposed(
  drive: Drive | undefined,
  other: Drive | undefined,
  { changeover }: Pick<Vessel, 'changeover'>,
  uptime: number,
): Hindrance | null {
  const rivals = [...(drive?.rivals ?? []), ...(other ? [other] : [])]
  if (rivals.some(({ on }) => on)) return { reason: 'exclusion', until: null }
  const until = Math.max(0, ...rivals.map(({ ran, offSince }) => (ran ? offSince! + changeover * 1000 : 0)))
  return until > uptime ? { reason: 'changeover', until } : null
}
