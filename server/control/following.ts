import type { Profile } from '../../data/model/profile.ts'
import type { Celsius, Instant } from '../../data/model/units.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { type ProfilePosition, positionAt } from './profile.ts'

/** The mode of a vessel that follows a profile. */
export type Following = Extract<Mode, { kind: 'profile' }>

/** Where a vessel's profile stands; the set point is null until it starts. */
export type Standing = Omit<ProfilePosition, 'setPoint'> & { setPoint: Celsius | null }

/** Milliseconds a profile has run for at `now`: negative before its start, standing still while it is paused. */
export const elapsedAt = ({ startedAt, pausedAt }: Following, now: Instant): number =>
  (pausedAt ?? now) - (startedAt ?? now)

/** Where the profile of a vessel stands at `now`. While it is paused no change is to come. */
export function standingAt(profile: Profile, mode: Following, now: Instant): Standing {
  const { startedAt = now, pausedAt } = mode
  if (pausedAt !== undefined) return { ...positionAt(profile, startedAt, pausedAt), next: null }
  if (startedAt <= now) return positionAt(profile, startedAt, now)
  return { setPoint: null, next: { at: startedAt, setPoint: positionAt(profile, startedAt, startedAt).setPoint } }
}

/** Stops the profile's time. */
export const paused = (mode: Following, now: Instant): Following => ({ ...mode, pausedAt: now })

/** Lets the profile's time go on from where it was stopped. */
export function resumed(before: Following, now: Instant): Following {
  const { pausedAt: _, ...mode } = before
  return { ...mode, startedAt: now - elapsedAt(before, now) }
}

/** Moves to `seconds` after the start; what is paused stays so. */
export function jumped(mode: Following, seconds: number, now: Instant): Following {
  return { ...mode, startedAt: Math.round((mode.pausedAt ?? now) - seconds * 1000) }
}
