import type { Condition, Schedule, Step } from '../../data/model/schedule.ts'
import type { ScheduleState } from '../../data/model/schedule-run.ts'
import { clockTime, degrees, duration, percent, type Unit } from '../format.ts'
import { timeOf } from './draft.ts'

/** What a step brings its vessel to: `67.0 °C`. */
export function targetWords({ target }: Pick<Step, 'target'>, unit: Unit): string {
  switch (target.kind) {
    case 'temperature':
      return degrees(target.temperature, unit)
    case 'boil':
      return `boil at ${percent(target.power)}`
    case 'free-rise':
      return `free rise up to ${degrees(target.maximum, unit)}`
    case 'rest':
      return 'everything off'
  }
}

/** What a step waits for: `1 h`, `gravity at most 1.012 or 7 d`. */
export function untilWords({ until }: Pick<Step, 'until'>, now: number): string {
  if (until.conditions.length === 0) return 'until it is there'
  return until.conditions
    .map(condition => conditionWords(condition, now))
    .join(until.match === 'all' ? ' and ' : ' or ')
}

function conditionWords(condition: Condition, now: number): string {
  switch (condition.kind) {
    case 'time':
      return duration(condition.seconds * 1000)
    case 'date':
      return `until ${clockTime(condition.at, now)}`
    case 'gravity':
      return `gravity at most ${condition.atMost.toFixed(3)}`
    case 'attenuation':
      return `attenuation at least ${percent(condition.atLeast)}`
    case 'stable-gravity':
      return `gravity stable for ${duration(condition.seconds * 1000)}`
  }
}

/** How long a schedule takes at least, and how many steps it has: `4 steps · 1 h 50 min`. */
export function lengthWords({ steps }: Pick<Schedule, 'steps'>): string {
  const count = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`
  const seconds = steps.reduce((sum, step) => sum + (timeOf(step) ?? 0), 0)
  return seconds === 0 ? count : `${count} · ${duration(seconds * 1000)} and the ways between`
}

/** What goes on in a step, in a word or two. */
export function phaseWords({ phase, paused }: Pick<ScheduleState, 'phase' | 'paused'>): string {
  switch (phase) {
    case 'scheduled':
      return 'Not started yet'
    case 'heating':
      return 'Heating up'
    case 'cooling':
      return 'Cooling down'
    case 'waiting':
      return 'Waiting for you'
    case 'holding':
      return 'Holding'
    case 'boiling':
      return 'Boiling'
    case 'resting':
      return 'Resting'
    case 'paused':
      return paused === 'outage' ? 'Paused after an outage' : 'Paused'
    case 'done':
      return 'Done'
  }
}

/** What the time of a step is counted from: `left`, or `once it is there` while it is still on its way. */
export const leftWords = ({ phase }: Pick<ScheduleState, 'phase'>): string =>
  phase === 'heating' || phase === 'cooling' ? 'once it is there' : 'left'

/** Milliseconds that are left of a step at server time `now`; null when it does not end by time. */
export function timeLeft({ endsAt, left }: Pick<ScheduleState, 'endsAt' | 'left'>, now: number): number | null {
  if (endsAt !== null) return Math.max(0, endsAt - now)
  return left === null ? null : left * 1000
}

/** A countdown: `42:05`, `1:03:09`; in days and hours when it is long. */
export function countdown(ms: number): string {
  const all = Math.ceil(ms / 1000)
  if (all >= 2 * 86_400) return duration(ms)
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60), all % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** One line on where a schedule stands: `step 2 of 5, Saccharification · Holding · 42 min left`. */
export function runLine(state: ScheduleState, now: number): string {
  const left = timeLeft(state, now)
  const step = state.step === null ? '' : `step ${state.step + 1} of ${state.steps}, ${state.stepName}`
  const ask = state.asks[0]?.text ?? ''
  return [step, phaseWords(state), ask, left === null || left === 0 ? '' : `${duration(left)} ${leftWords(state)}`]
    .filter(part => part !== '')
    .join(' · ')
}
