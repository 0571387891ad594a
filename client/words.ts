import type { Actuator, Wait } from '../data/model/actuator.ts'
import type { Forecast, Reason } from '../data/model/forecast.ts'
import type { Profile } from '../data/model/profile.ts'
import type { Bucket } from '../data/model/reading.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { Mode, VesselState } from '../data/model/vessel.ts'
import type { Link } from './connection.ts'
import { clockTime, degrees, duration, percent, roughly, sign, type Unit } from './format.ts'
import type { IconName } from './icons.ts'
import { runLine } from './schedules/words.ts'
import { arrival } from './trend.ts'

/** What a colour may mean; each goes with an icon and a word. */
export type Tone = 'heating' | 'cooling' | 'resting' | 'fault' | 'manual'

/** What lasts until somebody does something; other waits pass by themselves. */
const stops: Partial<Record<Wait['reason'], string>> = {
  trip: 'Tripped',
  level: 'No water',
  'emergency-stop': 'Stopped',
  board: 'Board lost',
  heartbeat: 'Board locked',
}

/** Whether a wait lasts until somebody does something. */
export const needsSomebody = ({ reason }: Pick<Wait, 'reason'>): boolean => reason in stops

/** What keeps a vessel from working until somebody does something, in a word or two; null: nothing does. */
export function stopWords({ waits, safety }: Pick<VesselState, 'waits' | 'safety'>): string | null {
  if (safety && safety.trips.length > 0) return 'Tripped'
  const wait = waits.find(needsSomebody)
  return wait ? stops[wait.reason]! : null
}

/** What a vessel does now: a word, and the icon and tone that go with it. */
export function activityWords(state: Pick<VesselState, 'activity' | 'output' | 'waits' | 'safety'>): {
  icon: IconName
  tone: Tone
  text: string
} {
  const { activity, output } = state
  const stopped = output === 0 ? stopWords(state) : null
  if (stopped) return { icon: 'warning', tone: 'fault', text: stopped }
  switch (activity) {
    case 'heating':
      return { icon: 'flame', tone: 'heating', text: `Heating ${percent(output)}` }
    case 'cooling':
      return { icon: 'snowflake', tone: 'cooling', text: `Cooling ${percent(output)}` }
    case 'waiting':
      return { icon: 'clock', tone: 'resting', text: 'Waiting' }
    case 'resting':
      return { icon: 'pause', tone: 'resting', text: 'Resting' }
    case 'off':
      return { icon: 'power', tone: 'resting', text: 'Off' }
    case 'fault':
      return { icon: 'warning', tone: 'fault', text: 'Fault' }
  }
}

/** Why an actuator does not do what is asked of it, and how long that lasts at server time `now`. */
export function waitWords(wait: Wait, actuator: Pick<Actuator, 'use' | 'name'> | undefined, now: number): string {
  const what = actuatorWord(actuator, wait.actuator)
  const left = wait.until === null ? null : wait.until - now
  const rest = actuator?.use === 'cooler' ? 'compressor rest' : 'minimum time off'
  switch (wait.reason) {
    case 'minimum-off':
      return `${what} ${mayStart(left)} (${rest})`
    case 'changeover':
      return `${what} ${mayStart(left)} (rest between heating and cooling)`
    case 'minimum-on':
      return `${what} stays on ${left === null || left <= 0 ? 'a little longer' : `for ${duration(left)}`} (minimum time on)`
    case 'exclusion':
      return `${what} waits until what must not run with it is off`
    case 'power-budget':
      return `${what} waits for power: the budget is used up`
    case 'starting':
      return `${what} waits until its board is ready`
    case 'arming':
      return `${what} waits until its board confirms that its heartbeat is armed`
    case 'board':
      return `${what} is off: its board cannot be reached`
    case 'heartbeat':
      return `${what} is off: its board fell back to its safe state and is locked`
    case 'trip':
      return `${what} is off: safety tripped. The vessel’s page tells what to check, and resets it`
    case 'emergency-stop':
      return `${what} is off: the emergency stop is latched`
    case 'level':
      return `${what} is off: its level switch shows no water. Fill it, or check the switch`
    case 'settling':
      return `${what} is off until its level switch shows water for five seconds: it is not calm yet`
    case 'check':
      return `${what} rests for some minutes, to see whether the thermometer notices`
  }
}

function mayStart(left: number | null): string {
  if (left === null) return 'may not start yet'
  return left <= 0 ? 'may start any moment' : `may start in ${duration(left)}`
}

function actuatorWord(actuator: Pick<Actuator, 'use' | 'name'> | undefined, id: string): string {
  if (actuator?.use === 'heater') return 'Heating'
  if (actuator?.use === 'cooler') return 'Cooling'
  return actuator?.name ?? id
}

/** What a vessel is told to do. */
export function modeWords(mode: Mode, profiles: Pick<Profile, 'id' | 'name'>[]): string {
  switch (mode.kind) {
    case 'off':
      return 'Off'
    case 'manual':
      return mode.output === 0 ? 'Manual, resting' : `Manual ${percent(mode.output)}`
    case 'constant':
      return mode.powerLimit === undefined ? 'Constant' : `Constant, at most ${percent(mode.powerLimit)}`
    case 'boil':
      return `Boil ${percent(mode.power)}`
    case 'profile':
      return `Profile “${profiles.find(({ id }) => id === mode.profile)?.name ?? mode.profile}”`
    case 'schedule':
      return 'Schedule'
  }
}

/** How far a boil is: `boiling at 98.6 °C`. */
export function boilWords({ phase, boilsAt }: NonNullable<VesselState['boil']>, unit: Unit): string {
  switch (phase) {
    case 'approach':
      return 'heating up'
    case 'guard':
      return 'held back, it may foam over'
    case 'hot-break':
      return 'hot break, boils gently'
    case 'boiling':
      return boilsAt === null ? 'boiling' : `boiling at ${degrees(boilsAt, unit)}`
  }
}

const hour = 3_600_000
const day = 24 * hour

/** How far a profile is: `day 3 of 10`, `20 min of 1 h 30 min`, or null when it has no length. */
export function profileProgress(profile: Profile | undefined, startedAt: number | undefined, now: number) {
  if (!profile) return null
  const { by, points } = profile
  const last = points.at(-1)!.at
  const start = by === 'date' ? points[0]!.at : startedAt
  if (start === undefined) return null
  const length = by === 'date' ? last - start : last * 1000
  const elapsed = now - start
  if (length <= 0 || elapsed < 0) return null
  if (elapsed >= length) return 'finished, holds the last temperature'
  if (length <= 2 * day) return `${duration(Math.floor(elapsed / 60_000) * 60_000)} of ${duration(length)}`
  return `day ${Math.floor(elapsed / day) + 1} of ${Math.ceil(length / day)}`
}

/** What a profile does next: `next 18.5 °C at 18:00`. */
export const nextWords = (next: NonNullable<VesselState['next']>, now: number, unit: Unit): string =>
  `next ${degrees(next.setPoint, unit)} at ${clockTime(next.at, now)}`

/** Why the process value is missing or not to be relied on; null when all is well. */
export function readingWords(
  state: Pick<VesselState, 'processValue' | 'quality' | 'measuredAt'>,
  sensor: Pick<Sensor, 'name' | 'staleAfter'> | undefined,
  now: number,
): string | null {
  if (!sensor) return 'No sensor yet: nothing is measured here'
  const age = state.measuredAt === null ? null : now - state.measuredAt
  if (state.quality === 'bad') return `${sensor.name} gives no usable reading`
  if (age === null) return `No reading from ${sensor.name} yet`
  if (state.quality === 'stale' || age > sensor.staleAfter * 1000)
    return `No reading from ${sensor.name} for ${roughly(age)}`
  return null
}

/** How far the value is from where it should be, for those who cannot see the bar. */
export function deviationWords(processValue: number, setPoint: number, unit: Unit): string {
  const apart = processValue - setPoint
  if (Math.abs(apart) < 0.05) return 'at set point'
  const size = Math.abs(unit === 'celsius' ? apart : apart * 1.8).toFixed(1)
  return `${size}\u00a0${sign(unit)} ${apart > 0 ? 'above' : 'below'} set point`
}

/** One line on what a vessel follows: `Constant`, `Profile “Ale” · day 3 of 10 · next 18.5 °C at 18:00`. */
export function modeLine(state: VesselState, profiles: Profile[], now: number, unit: Unit): string {
  const { mode, next, boil } = state
  if (state.schedule) return `Schedule “${state.schedule.name}” · ${runLine(state.schedule, now)}`
  const parts = [modeWords(mode, profiles)]
  if (boil) parts.push(boilWords(boil, unit))
  if (mode.kind === 'profile') {
    const profile = profiles.find(({ id }) => id === mode.profile)
    const { startedAt = now, pausedAt } = mode
    parts.push(
      startedAt > now
        ? `starts ${clockTime(startedAt, now)}`
        : (profileProgress(profile, startedAt, pausedAt ?? now) ?? ''),
    )
    if (pausedAt !== undefined) parts.push('paused')
    // The set point stands still until it goes on.
    if (next && pausedAt === undefined) parts.push(nextWords(next, now, unit))
  }
  return parts.filter(part => part !== '').join(' · ')
}

/**
 * What is wrong with a vessel, in sentences: the reason the brewery gives, else what the reading tells; without a
 * connection only that, because the reason is old.
 */
export function troubles({ reason }: Pick<VesselState, 'reason'>, missing: string | null, link: Link): string[] {
  // A start to come is no trouble: the line on the mode tells it.
  const trouble = reason?.startsWith('starts at ') ? undefined : reason
  if (trouble && link !== 'lost') return [trouble.charAt(0).toUpperCase() + trouble.slice(1)]
  return missing === null ? [] : [missing]
}

/** Reasons that the page does not show already: it counts down waits itself, and tells of troubles at once. */
export const newReasons = (forecast: Forecast | undefined): Reason[] =>
  (forecast?.reasons ?? []).filter(({ kind }) => ['coasting', 'late', 'behind', 'never'].includes(kind))

/** `there in 11 min` by what the controller foresees; by the trend where nothing is foreseen. */
export function foreseenWords(
  forecast: Forecast | undefined,
  state: VesselState,
  trend: readonly Bucket[],
  now: number,
): string | null {
  // Near enough for its step, which asks already: more to come would make people wait before they answer.
  if (state.schedule?.phase === 'waiting') return null
  if (!forecast || forecast.points.length === 0) return arrivalWords(state, trend, now)
  const { reachesAt, reasons } = forecast
  // What is behind a ramp is told in a sentence.
  if (reachesAt === null || reachesAt < now || reasons.some(({ kind }) => kind === 'behind')) return null
  return `${state.boil ? 'boils' : 'there'} in ${duration(Math.max(1, Math.round((reachesAt - now) / 60_000)) * 60_000)}`
}

/** `there in 11 min` while it heats or cools towards its set point. */
export function arrivalWords(
  { activity, processValue, setPoint }: Pick<VesselState, 'activity' | 'processValue' | 'setPoint'>,
  trend: readonly Bucket[],
  now: number,
): string | null {
  if ((activity !== 'heating' && activity !== 'cooling') || processValue === null || setPoint === null) return null
  const left = arrival(trend, processValue, setPoint, now)
  return left === null ? null : `there in about ${roughly(Math.max(left, 60_000))}`
}

/** `12 lines were not shown`, when a page read too slowly for them. */
export const notShown = (count: number, what: 'line' | 'message'): string =>
  `${count} ${count === 1 ? `${what} was` : `${what}s were`} not shown: this page was too slow for them.`
