import { outageLimitOf } from '../data/model/schedule.ts'
import type { Clock, Id, Instant } from '../data/model/units.ts'
import type { Mode } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Configuration } from './configuration.ts'
import type { Plans } from './control/course.ts'
import type { Loop } from './control/loop.ts'
import { anchored, isRunning } from './control/schedule.ts'
import { shifted } from './control/shifting.ts'
import type { Log } from './log.ts'

/** What runs goes on as it was, whatever happens to the house and to its clock. */
export interface Continuity {
  /** Modes as they go on now, after the house was out or its computer believes to be in the past. */
  modes(): ReturnType<Store['modes']['all']>
  /** Stores a mode so that what it begins is known to have begun, whatever the clock shows at the next start. */
  keep: Store['modes']['set']
  open(): void
  /** Finds out whether somebody set the clock, for whoever reckons with its time before the next tick. */
  notice(): void
  /**
   * Whether somebody set the clock since the last look: what runs is moved by as much. Comes before each tick, and
   * writes down from time to time that the house is alive.
   */
  look(loops: Iterable<Loop>): void
  close(): Promise<void>
}

/** How often it is written down that the house is alive; and while a run is on that may not be left alone for long. */
const beatEvery = 10_000
const closeBeatEvery = 1000
/** A clock that differs from uptime by more than this at once was set; less is one that is being disciplined. */
const leap = 250

/** @param leapt hears by how much the clock was set, and what it showed before. */
export function createContinuity(parts: {
  clock: Clock
  log: Log
  store: Pick<Store, 'life' | 'modes'>
  configuration: Pick<Configuration, 'plan'>
  leapt: (by: number, before: Instant) => void
}): Continuity {
  const { clock, log, store, configuration, leapt } = parts
  const ahead = () => clock.now() - clock.uptime()
  let offset = ahead()
  let beatAt = clock.uptime()
  /** What the loops were not moved by yet. */
  let owed: { by: number; before: Instant }[] = []
  /** Whose modes were moved and are not written down yet. */
  const unkept = new Set<Id>()
  let known: readonly Loop[] = []
  let beating: Promise<unknown> | null = null
  /** A disk that fails for days is said once: the log keeps its newest entries only. */
  let failing = false

  const plans: Plans = {
    profile: id => configuration.plan.profiles.find(profile => profile.id === id),
    schedule: id => configuration.plan.schedules.find(schedule => schedule.id === id),
  }

  /** Takes along what was moved, as it is by now; but nothing must come after a mode that is just being stored. */
  function beat(moved: { vessel: Id; mode: Mode }[] = []): Promise<unknown> {
    beatAt = clock.uptime()
    const late = known.filter(({ vessel, progress }) => unkept.has(vessel.id) && !progress.stores)
    const modes = [...moved, ...late.map(({ vessel, mode }) => ({ vessel: vessel.id, mode }))]
    for (const { vessel } of modes) unkept.delete(vessel)
    const mine: Promise<unknown> = store.life
      .beat(Math.max(0, clock.now()), modes)
      .then(() => {
        failing = false
      })
      .catch(error => {
        for (const { vessel } of modes) unkept.add(vessel)
        const message = `that it is alive cannot be written down: ${(error as Error).message}`
        if (!failing) log('warning', 'maelstrom', message)
        failing = true
      })
      .finally(() => {
        if (beating === mine) beating = null
      })
    beating = mine
    return mine
  }

  /** The mode after the house was out from `from` to `now`; pauses what may not be left alone for so long. */
  function afterOutage(vessel: Id, mode: Mode, from: Instant, now: Instant): Mode {
    const schedule = mode.kind === 'schedule' ? plans.schedule(mode.schedule) : undefined
    if (mode.kind !== 'schedule' || !schedule || !mode.run || !isRunning(mode.run, from)) return mode
    const limit = outageLimitOf(schedule)
    const outage = Math.round((now - from) / 1000)
    const where = `${schedule.name}, step ${mode.run.step + 1}`
    if (limit === null || outage <= limit) {
      log('info', `vessel ${vessel}`, `${where}: goes on after ${outage} s`)
      return mode
    }
    log('warning', `vessel ${vessel}`, `${where}: paused, because the house was out for ${outage} s`)
    return { ...mode, run: { ...anchored(mode.run, from), asOf: now, paused: 'outage' } }
  }

  /** Whether the time of this run has to be known to the second. */
  function isClose({ mode }: Loop): boolean {
    if (mode.kind !== 'schedule' || !mode.run || !isRunning(mode.run, clock.now())) return false
    const schedule = plans.schedule(mode.schedule)
    return schedule !== undefined && outageLimitOf(schedule) !== null
  }

  function notice(): void {
    const by = Math.round(ahead() - offset)
    offset = ahead()
    if (Math.abs(by) < leap) return
    const before = clock.now() - by
    log(
      'warning',
      'clock',
      `somebody set it ${by > 0 ? 'forward' : 'back'} by ${words(Math.abs(by))}: what runs goes on`,
    )
    owed.push({ by, before })
    leapt(by, before)
  }

  return {
    async modes() {
      const [all, beaten] = await Promise.all([store.modes.all(), store.life.last()])
      if (beaten === null) return all
      const alive = Math.max(beaten, ...all.map(({ mode }) => gotOnAt(mode) ?? beaten))
      const now = clock.now()
      const behind = Math.min(0, now - alive)
      if (behind < -leap) log('warning', 'clock', `it is ${words(-behind)} behind when the house was last alive`)
      const after = all.map(({ vessel, mode, ...rest }) => {
        const moved = shifted(mode, plans, behind, alive)
        return { vessel, mode: behind < 0 ? moved : afterOutage(vessel, mode, alive, now), ...rest }
      })
      await beat(after.filter(({ mode }, n) => mode !== all[n]!.mode))
      return after
    },
    async keep(...mode) {
      // Only by a sign of life as old as its beginning does a profile that began differ from one that is to come.
      const alive = mode[1].kind === 'profile' ? beat() : null
      await Promise.all([alive, store.modes.set(...mode)])
    },
    open() {
      offset = ahead()
      void beat()
    },
    notice,
    look(loops) {
      notice()
      known = [...loops]
      if (owed.length > 0) {
        const moved = known.filter(loop => owed.map(({ by, before }) => loop.shift(by, before)).some(Boolean))
        for (const { vessel } of moved) unkept.add(vessel.id)
        owed = []
        void beat()
        return
      }
      const every = known.some(isClose) ? closeBeatEvery : beatEvery
      // A disk that does not keep up is not asked again meanwhile.
      if (!beating && clock.uptime() - beatAt >= every - leap) void beat()
    },
    async close() {
      await beating
      await beat()
    },
  }
}

/** When a run got on last: the house was alive then, also when it was killed before it could say so. */
function gotOnAt(mode: Mode): Instant | null {
  const run = mode.kind === 'schedule' ? mode.run : undefined
  return run && run.phase !== 'entering' ? run.asOf : null
}

function words(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 120) return `${Math.round(seconds * 10) / 10} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`
}
