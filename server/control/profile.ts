import type { Profile } from '../../data/model/profile.ts'
import type { Celsius, Instant } from '../../data/model/units.ts'

/** Where a profile stands: the set point now, and when and to what it next changes (null after the last point). */
export interface ProfilePosition {
  setPoint: Celsius
  next: { at: Instant; setPoint: Celsius } | null
}

/** The position at `now` of a profile started at `startedAt`; both in ms since 1970. */
export function positionAt(profile: Profile, startedAt: Instant, now: Instant): ProfilePosition {
  const points = instants(profile, startedAt)
  const passed = points.findLastIndex(point => point.at <= now)
  const from = points[Math.max(passed, 0)]!
  const target = points[passed + 1]
  const ramps = passed >= 0 && target?.approach === 'ramp'
  const done = ramps ? (now - from.at) / (target.at - from.at) : 0
  const setPoint = ramps ? from.temperature + done * (target.temperature - from.temperature) : from.temperature
  // Points that only end a hold change nothing.
  const change = points.slice(passed + 1).find(point => point.temperature !== setPoint)
  return { setPoint, next: change ? { at: change.at, setPoint: change.temperature } : null }
}

type Points = { at: Instant; temperature: Celsius; approach: 'step' | 'ramp' }[]

function instants(profile: Profile, startedAt: Instant): Points {
  const { by, points } = profile
  return by === 'date' ? points : points.map(point => ({ ...point, at: startedAt + point.at * 1000 }))
}
