import type { Profile, ProfileEvent } from '../data/model/profile.ts'
import type { Cancel, Clock, Id, Instant } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Change, Configuration } from './configuration.ts'
import { dueEvents, progressAt, toldFrom } from './control/announcing.ts'
import type { Following } from './control/following.ts'
import { shifted } from './control/shifting.ts'
import { dateAndTime } from './control/words.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'

/** Announces the events of profiles. What was announced is kept in the row of the vessel's mode, so both change at once. */
export interface Announcer {
  /** What the brewery keeps, through here. */
  store: { modes: Pick<Store['modes'], 'all' | 'set'>; switches: Store['switches'] }
  /** The clock was set by so many ms when it was `before`: nothing is due or missed because of it. */
  shift(by: number, before: Instant): void
  open(): void
  close(): Promise<void>
}

interface Run {
  mode: Following
  /** Up to where events were announced, as `progressAt` counts. */
  told: number
  /** The profile as it was last looked at. */
  profile?: Profile
}

type Due = Omit<ProfileEvent, 'vessel' | 'profile'>

const every = 1000

/**
 * @param due hears of each event when it is due, once it is known to be kept; for alarms
 * @param notice finds out whether somebody set the clock, before it is asked what is due
 */
export function createAnnouncer(parts: {
  clock: Clock
  hub: Pick<Hub, 'publish' | 'subscribe'>
  log: Log
  store: Pick<Store, 'modes' | 'switches'>
  configuration: Pick<Configuration, 'plan'>
  due?: (event: ProfileEvent) => void
  notice?: () => void
}): Announcer {
  const { clock, hub, log, configuration, due, notice } = parts
  const { modes, switches } = parts.store
  const runs = new Map<Id, Run>()
  let cancels: Cancel[] = []
  let last: Promise<unknown> = Promise.resolve()

  const isThere = (vessel: Id) => configuration.plan.vessels.some(({ id }) => id === vessel)
  const profileOf = (id: Id) => configuration.plan.profiles.find(profile => profile.id === id)

  function look(vessel: Id, run: Run): void {
    const profile = profileOf(run.mode.profile)
    const now = clock.now()
    const progress = profile ? progressAt(profile, run.mode, now) : null
    if (!profile || progress === null) return
    const edited = run.profile !== undefined && run.profile !== profile
    // Told in one measure of time means nothing in the other.
    if (edited && run.profile?.by !== profile.by) run.told = progress
    const events = dueEvents(profile, run.mode, run.told, now)
    // After an edit all that lies ahead is to come, also when the clock was set back since.
    run.told = edited ? progress + 1 : Math.max(run.told, progress + 1)
    run.profile = profile
    if (events.length > 0 || edited) last = Promise.all([last, tell(vessel, profile, run.told, events)])
  }

  /** Kept first, so that nothing is announced twice. */
  async function tell(vessel: Id, profile: Profile, told: number, events: Due[]): Promise<void> {
    await keep(vessel, told)
    for (const event of events) announce(vessel, profile, event)
  }

  /** A disk that fails must not keep anybody from hearing what is due. */
  async function keep(vessel: Id, told: number): Promise<void> {
    await modes.tell(vessel, told).catch(error => {
      log('warning', `vessel ${vessel}`, `what was announced cannot be kept: ${(error as Error).message}`)
    })
  }

  function announce(vessel: Id, { id, name }: Profile, found: Due): void {
    const event: ProfileEvent = { vessel, profile: id, ...found }
    const missed = `${name}, missed, was due at ${dateAndTime(event.at)}: ${event.text}`
    if (event.missed) log('warning', `vessel ${vessel}`, missed)
    else log('info', `vessel ${vessel}`, `${name}: ${event.text}`)
    hub.publish('events', event)
    due?.(event)
  }

  const start = (before: Run | undefined, mode: Following, profile: Profile): Run => ({
    mode,
    profile,
    told: toldFrom(before, mode, profile, clock.now()),
  })

  const kept: Announcer['store'] = {
    modes: {
      async all() {
        const all = await modes.all()
        for (const { vessel, mode, told } of all) {
          if (mode.kind !== 'profile') continue
          const profile = profileOf(mode.profile)
          // Without a mark, as before the first release that kept one, nothing of the past is due.
          if (profile) runs.set(vessel, { mode, told: told ?? toldFrom(undefined, mode, profile, clock.now()) })
        }
        return all
      },
      async set(vessel, mode) {
        const before = runs.get(vessel)
        const profile = mode.kind === 'profile' ? profileOf(mode.profile) : undefined
        const run = mode.kind === 'profile' && profile ? start(before, mode, profile) : undefined
        // What is announced meanwhile would be kept over what is set here.
        runs.delete(vessel)
        try {
          await modes.set(vessel, mode, run?.told)
        } catch (error) {
          if (before && isThere(vessel)) runs.set(vessel, before)
          throw error
        }
        if (run) runs.set(vessel, run)
      },
    },
    switches,
  }

  return {
    store: kept,
    shift(by, before) {
      const plans = { profile: profileOf, schedule: () => undefined }
      for (const run of runs.values()) run.mode = shifted(run.mode, plans, by, before) as Following
    },
    open() {
      cancels = [
        clock.every(every, () => {
          notice?.()
          for (const [vessel, run] of runs) look(vessel, run)
        }),
        hub.subscribe('configuration.vessels', ({ data }) => {
          const { event, id } = data as unknown as Change
          if (event === 'deleted') runs.delete(id)
        }),
      ]
    },
    async close() {
      for (const cancel of cancels) cancel()
      await last
      for (const [vessel, { told, profile }] of runs) if (profile) await keep(vessel, told)
    },
  }
}
