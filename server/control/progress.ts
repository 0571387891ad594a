import type { Scale } from '../../data/model/degrees.ts'
import { Fault } from '../../data/model/fault.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { ScheduleState } from '../../data/model/schedule-run.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Id } from '../../data/model/units.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { edited } from './edited.ts'
import { type GravityPoint, since, tracked } from './gravity.ts'
import { advance, begun, type Told } from './schedule.ts'
import type { Observation } from './schedule-conditions.ts'
import { scheduleState } from './schedule-view.ts'
import { standstill } from './standstill.ts'
import { sameSource } from './validity.ts'

/** What a vessel works through its schedule with. */
interface Worked {
  schedule: (id: Id) => Schedule | undefined
  gravity: Sensor | undefined
}

/** A mode that is being stored, and whether that is to be done once more. */
interface Asked {
  mode: Mode
  again: boolean
}

/** Works a vessel through its schedule: remembers the gravity, gets on, and what is to be kept and told of that. */
export class Progress {
  #gravity: readonly GravityPoint[] = []
  #seen: Observation = { at: 0, temperature: null, gravity: [], boils: false }
  #told: Told[] = []
  #moved = false
  readonly #asked = new Set<Asked>()
  #newest: Asked | null = null
  #offs = 0

  /** Takes in a reading of the vessel's hydrometer, or one that was kept; a bad one counts for nothing. */
  observe({ at, value, quality }: Pick<Reading, 'at' | 'value' | 'quality'>): void {
    if (quality === 'good' && value !== null) this.#gravity = tracked(this.#gravity, { at, value })
  }

  /** The mode after settings were changed: in the step it was in, wherever that is now. Another hydrometer begins anew. */
  reconfigure(mode: Mode, before: Worked, after: Worked): Mode {
    if (!sameSource(after.gravity, before.gravity)) this.#gravity = []
    if (mode.kind !== 'schedule' || !mode.run) return mode
    const [was, is] = [before.schedule(mode.schedule), after.schedule(mode.schedule)]
    const run = was && is && was !== is ? edited(mode.run, was, is) : mode.run
    if (run === mode.run) return mode
    this.#moved = true
    return { ...mode, run }
  }

  /**
   * The clock was set: what was measured moves with it, so that its age stays, and what is being stored is by `move`. It is
   * stored once more, as the mode before it, which moves too, may be stored after it.
   */
  shift(by: number, move: (mode: Mode) => Mode): void {
    this.#gravity = this.#gravity.map(({ at, value }) => ({ at: at + by, value }))
    for (const asked of this.#asked) Object.assign(asked, { mode: move(asked.mode), again: true })
  }

  /** Whether a mode is being stored, which must not be overtaken. */
  get stores(): boolean {
    return this.#asked.size > 0
  }

  /**
   * Does not get on while a mode is being stored: somebody's command would be overtaken. Fails with `conflict` when the vessel
   * was switched off meanwhile: what was asked for before that must not come on. Answers the mode as it is by then.
   */
  async standStill(mode: Mode, store: (mode: Mode) => Promise<void>): Promise<Mode> {
    if (mode.kind === 'off') this.#offs += 1
    const offs = this.#offs
    const asked: Asked = { mode, again: false }
    this.#asked.add(asked)
    this.#newest = asked
    try {
      do {
        asked.again = false
        await store(asked.mode)
        // Once more it would come after what was asked for since, and undo that.
      } while (asked.again && this.#newest === asked)
    } finally {
      this.#asked.delete(asked)
    }
    if (mode.kind !== 'off' && offs !== this.#offs)
      throw new Fault('conflict', 'it was switched off meanwhile, and stays so')
    return asked.mode
  }

  /** The mode as it goes on now. `staleAfter`: seconds for which a gravity is believed. */
  advance(
    mode: Mode,
    schedule: Schedule | undefined,
    { staleAfter, ...seen }: Omit<Observation, 'gravity'> & { staleAfter: number },
  ): Mode {
    const { at } = seen
    const fresh = at - (this.#gravity.at(-1)?.at ?? 0) <= staleAfter * 1000
    const before = (mode.kind === 'schedule' && mode.run) || begun(at)
    // What a hydrometer showed before was another beer.
    this.#seen = { ...seen, gravity: fresh ? since(this.#gravity, before.startedAt) : [] }
    if (mode.kind !== 'schedule' || !schedule || this.stores) return mode
    const { run, told } = advance(schedule, before, this.#seen)
    if (run === mode.run) return mode
    this.#told.push(...told)
    this.#moved = true
    return { ...mode, run }
  }

  /** What is to be told since the last time, once the mode is kept; null when nothing changed, or a newer mode is being stored. */
  take(): Told[] | null {
    if (!this.#moved || this.stores) return null
    const told = this.#told
    this.#told = []
    this.#moved = false
    return told
  }

  /** What was taken could not be kept. */
  keepAgain(): void {
    this.#moved = true
  }

  /** Where the schedule stands; undefined without one, and before the first look at it. */
  state(mode: Mode, schedule: Schedule | undefined, unit: Scale): ScheduleState | undefined {
    if (mode.kind !== 'schedule' || !schedule || this.#seen.at === 0) return undefined
    return scheduleState(schedule, mode.run ?? begun(this.#seen.at), this.#seen, unit)
  }

  /** Why it does not do what it is told, or does not get on by itself; undefined: it does. */
  standstill(mode: Mode, schedule: Schedule | undefined, vessel: Vessel, unit: Scale): string | undefined {
    return standstill(mode, schedule, this.#seen, vessel, unit)
  }
}
