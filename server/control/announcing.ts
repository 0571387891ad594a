import type { Profile, ProfileEvent } from '../../data/model/profile.ts'
import type { Instant } from '../../data/model/units.ts'
import { elapsedAt, type Following } from './following.ts'

/** An event that is announced later than this, ms, was missed. */
const punctual = 60_000

/** A profile that began less than this ago, ms, begins now: it takes a moment to write it down. */
const beginning = 1_000

/** Where a profile's events stand at `now`: ms since the start, or since 1970 in one by date; null before the start. */
export function progressAt({ by }: Pick<Profile, 'by'>, mode: Following, now: Instant): number | null {
  const elapsed = elapsedAt(mode, now)
  if (elapsed < 0) return null
  return by === 'date' ? now : elapsed
}

/** The events that are due from `told` (ms, as `progressAt` counts) up to now, in order of time. */
export function dueEvents(
  profile: Profile,
  mode: Following,
  told: number,
  now: Instant,
): Omit<ProfileEvent, 'vessel' | 'profile'>[] {
  const progress = progressAt(profile, mode, now)
  if (progress === null) return []
  const scale = profile.by === 'date' ? 1 : 1000
  return profile.events
    .map(({ at, text, alarm = false }) => ({ at: Math.round(at * scale), text, alarm }))
    .filter(({ at }) => at >= told && at <= progress)
    .sort((a, b) => a.at - b.at)
    .map(({ at, text, alarm }) => ({
      at: profile.by === 'date' ? at : now - (progress - at),
      text,
      missed: progress - at > punctual,
      alarm,
    }))
}

/**
 * From where on events are announced once a vessel is told to follow a profile: where that stands then, since what is
 * past was not due here. When it goes on almost where it was (paused, resumed, taken back), so does the telling.
 */
export function toldFrom(
  before: { mode: Following; told: number } | undefined,
  after: Following,
  profile: Pick<Profile, 'by'>,
  now: Instant,
): number {
  const goesOn =
    before?.mode.profile === after.profile && Math.abs(elapsedAt(before.mode, now) - elapsedAt(after, now)) < punctual
  if (goesOn) return before.told
  const starts = profile.by === 'date' ? Math.max(now, after.startedAt ?? now) : 0
  const progress = progressAt(profile, after, now)
  return progress === null || (profile.by === 'elapsed' && progress < beginning) ? starts : progress
}
