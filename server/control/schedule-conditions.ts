import type { Condition, Step } from '../../data/model/schedule.ts'
import type { ScheduleRun } from '../../data/model/schedule-run.ts'
import type { Celsius, Instant } from '../../data/model/units.ts'
import { attenuationOf, type GravityPoint, gravityNow, isSettled, isStable } from './gravity.ts'

/** What is known of a vessel when its schedule looks. */
export interface Observation {
  at: Instant
  /** null: no valid reading. */
  temperature: Celsius | null
  /** Empty while nobody can tell. */
  gravity: readonly GravityPoint[]
  /** Whether it was seen to boil. */
  boils: boolean
}

/** How long a step's temperature was led and held up to now, ms. */
export function timesOf(run: ScheduleRun, now: Instant): { approached: number; held: number } {
  const { paused, phase, approached, held } = run
  const since = paused ? 0 : Math.max(0, now - run.asOf)
  return { approached: approached + (phase === 'approach' ? since : 0), held: held + (phase === 'hold' ? since : 0) }
}

/** How long the step is to be held, ms, with what it was extended by; null when that is not a matter of time alone. */
export function holdTime(step: Step, { extended }: Pick<ScheduleRun, 'extended'>): number | null {
  const time = step.until.conditions.find(({ kind }) => kind === 'time')
  return time?.kind === 'time' ? time.seconds * 1000 + extended : null
}

/** Whether what the step waits for has come. */
export function isOver(step: Step, run: ScheduleRun, seen: Observation): boolean {
  const { match, conditions } = step.until
  const holds = (condition: Condition) => isMet(condition, step, run, seen)
  return match === 'all' ? conditions.every(holds) : conditions.length === 0 || conditions.some(holds)
}

function isMet(condition: Condition, step: Step, run: ScheduleRun, seen: Observation): boolean {
  const { at, gravity } = seen
  const now = isSettled(gravity, at) ? gravityNow(gravity) : null
  switch (condition.kind) {
    case 'time':
      return timesOf(run, at).held >= holdTime(step, run)!
    case 'date':
      return at >= condition.at
    case 'gravity':
      return now !== null && now <= condition.atMost
    case 'attenuation':
      return (
        now !== null && run.originalGravity !== null && attenuationOf(run.originalGravity, now) >= condition.atLeast
      )
    case 'stable-gravity':
      return isStable(gravity, condition, run.originalGravity, at)
  }
}

/** How a step's set point is led, ms: 0 at once. */
export function rampTime({ ramp, target }: Step, from: Celsius | null): number {
  if (target.kind !== 'temperature' || from === null) return 0
  switch (ramp.kind) {
    case 'fast':
      return 0
    case 'rate':
      return (Math.abs(target.temperature - from) / ramp.rate) * 60_000
    case 'duration':
      return ramp.seconds * 1000
  }
}

/** The set point of a step whose target is a temperature, on its way or there. */
export function stepSetPoint(step: Step, run: ScheduleRun, at: Instant): Celsius | null {
  const { target } = step
  if (target.kind === 'free-rise') return target.maximum
  if (target.kind !== 'temperature') return null
  const length = rampTime(step, run.from)
  const done = run.phase === 'approach' && length > 0 ? Math.min(1, timesOf(run, at).approached / length) : 1
  const from = run.from ?? target.temperature
  return from + done * (target.temperature - from)
}

/** Whether a vessel that came from above is colder than what counts as there. */
export function fellPast({ target, tolerance }: Step, { from }: ScheduleRun, { temperature }: Observation): boolean {
  if (target.kind !== 'temperature' || from === null || temperature === null) return false
  return from > target.temperature && temperature < target.temperature - tolerance
}

/** A vessel that comes from below is there when it gets so close, and stays so if it gets past. */
export function isThere(step: Step, run: ScheduleRun, { at, temperature, boils }: Observation): boolean {
  const { target, tolerance } = step
  switch (target.kind) {
    case 'rest':
    case 'free-rise':
      return true
    case 'boil':
      return boils
    case 'temperature': {
      if (temperature === null || run.from === null) return false
      if (timesOf(run, at).approached < rampTime(step, run.from)) return false
      const short = run.from < target.temperature ? target.temperature - temperature : temperature - target.temperature
      return short <= tolerance
    }
  }
}
