import type { ScheduleEvent } from '../data/model/schedule-run.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { Mode } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import type { Configuration } from './configuration.ts'
import type { Loop } from './control/loop.ts'
import { asksOf, type Told } from './control/schedule.ts'
import type { Hub } from './hub.ts'
import { isPassing } from './insistent-store.ts'
import type { Log } from './log.ts'

/** Keeps where vessels have got to in their schedules, tells of it, and raises an alarm for what waits for somebody. */
export interface ScheduleKeeper {
  /** Recalls what hydrometers measured before the house was closed. */
  open(loops: Iterable<Loop>): Promise<void>
  /** After each tick. */
  tick(loops: Iterable<Loop>): void
  /** Publishes on `events.schedules` and in the log. */
  tell(vessel: Id, schedule: Id, told: readonly Told[]): void
  close(): Promise<void>
}

/** The alarm of something that a vessel's schedule waits for. */
export const alarmOf = (vessel: Id, what: string): string => `schedule.${vessel}.${what}`

const day = 86_400_000

/** @param parts.store where the modes go that the loops have got on to */
export function createScheduleKeeper(parts: {
  clock: Pick<Clock, 'now'>
  hub: Pick<Hub, 'publish'>
  log: Log
  alarms: Pick<Alarms, 'raise' | 'clear' | 'list'>
  store: { modes: Pick<Store['modes'], 'set'>; readings: Pick<Store['readings'], 'buckets'> }
  configuration: Pick<Configuration, 'plan'>
}): ScheduleKeeper {
  const { clock, hub, log, alarms, store, configuration } = parts
  let raised: Set<string> | null = null
  let last: Promise<unknown> = Promise.resolve()
  const failing = new Set<Id>()

  /** Kept first, so that nothing is told twice; a disk that fails keeps nobody from hearing, and is tried again. */
  async function keep(
    { vessel: { id }, progress }: Loop,
    mode: Extract<Mode, { kind: 'schedule' }>,
    told: Told[],
  ): Promise<void> {
    try {
      await store.modes.set(id, mode)
      failing.delete(id)
    } catch (error) {
      const message = `where its schedule is cannot be kept: ${(error as Error).message}`
      if (!failing.has(id)) log('warning', `vessel ${id}`, message)
      failing.add(id)
      if (isPassing(error)) progress.keepAgain()
    }
    tell(id, mode.schedule, told)
  }

  function tell(vessel: Id, schedule: Id, told: readonly Told[]): void {
    for (const one of told) {
      log('info', `vessel ${vessel}`, one.text)
      hub.publish('events.schedules', { vessel, schedule, at: clock.now(), ...one } satisfies ScheduleEvent)
    }
  }

  /** The alarms that stand as long as a vessel waits for somebody, by id. */
  function wanted({ vessel, mode, active }: Loop): [string, string, Id, 'high' | 'medium'][] {
    const schedule = mode.kind === 'schedule' && configuration.plan.schedules.find(({ id }) => id === mode.schedule)
    if (!schedule || mode.kind !== 'schedule' || !mode.run || clock.now() < mode.run.startedAt) return []
    const asks = asksOf(schedule, mode.run).map((ask): [string, string, Id, 'high' | 'medium'] => {
      const priority = ask.kind === 'addition' ? 'high' : 'medium'
      return [alarmOf(vessel.id, ask.id), `${vessel.name}, ${schedule.name}: ${ask.text}`, vessel.id, priority]
    })
    if (mode.run.paused !== 'outage') return asks
    const paused = active ? 'is paused' : 'is paused, its outputs at rest'
    const message = `${vessel.name}: ${schedule.name} was left alone for too long and ${paused}. Look at it, then let it go on.`
    return [[alarmOf(vessel.id, 'outage'), message, vessel.id, 'high'], ...asks]
  }

  return {
    tell,
    async open(loops) {
      const to = clock.now()
      for (const { vessel, progress } of loops) {
        if (vessel.gravity === null) continue
        const query = { series: `sensors.${vessel.gravity}`, from: Math.max(0, to - 14 * day), to, count: 4000 }
        for (const { at, mean } of await store.readings.buckets(query))
          progress.observe({ at, value: mean, quality: 'good' })
      }
    },
    tick(loops) {
      raised ??= new Set(
        alarms.list('all').flatMap(({ id, standing }) => (standing && /^schedule\./.test(id) ? id : [])),
      )
      const now = new Set<string>()
      for (const loop of loops) {
        const told = loop.progress.take()
        const { mode } = loop
        if (told && mode.kind === 'schedule') last = Promise.all([last, keep(loop, mode, told)])
        for (const [id, message, subject, priority] of wanted(loop)) {
          now.add(id)
          // One that stands already only takes what is asked for since the schedule was edited.
          alarms.raise(id, `vessel ${subject}`, message, { priority, vessel: subject })
        }
      }
      for (const id of raised) if (!now.has(id)) alarms.clear(id, 'it is done, or no longer asked for')
      raised = now
    },
    async close() {
      await last
    },
  }
}
