import type { Scale } from '../../data/model/degrees.ts'
import type { Condition, Schedule, Step } from '../../data/model/schedule.ts'
import type { ScheduleRun, ScheduleState } from '../../data/model/schedule-run.ts'
import type { Instant } from '../../data/model/units.ts'
import { attenuationOf, gravityNow } from './gravity.ts'
import { asksOf, dueAfter } from './schedule.ts'
import { holdTime, type Observation, timesOf } from './schedule-conditions.ts'
import { dateAndTime, degrees } from './words.ts'

/** A run as people and scripts see it. What is measured changes it, time alone does not. */
export function scheduleState(schedule: Schedule, run: ScheduleRun, seen: Observation, unit: Scale): ScheduleState {
  const { at } = seen
  const { steps } = schedule
  const scheduled = at < run.startedAt
  const over = run.step >= steps.length || run.phase === 'done'
  const step = over ? undefined : steps[run.step]
  const gravity = gravityNow(seen.gravity)
  const runs = !scheduled && !run.paused
  const later = scheduled ? steps : steps.slice(run.step + 1)
  const original = run.originalGravity
  const state: ScheduleState = {
    schedule: schedule.id,
    name: schedule.name,
    kind: schedule.kind,
    phase: scheduled ? 'scheduled' : phaseOf(step, run),
    step: scheduled || over ? null : run.step,
    steps: steps.length,
    stepName: scheduled ? null : (step?.name ?? null),
    paused: run.paused,
    endsAt: null,
    left: null,
    until: step?.until.conditions.map(condition => conditionWords(condition, gravity)) ?? [],
    asks: scheduled ? [] : asksOf(schedule, run),
    addition: null,
    upcoming: over ? [] : later.slice(0, 2).map(next => ({ name: next.name, text: stepWords(next, unit) })),
    gravity: gravity === null ? null : Math.round(gravity * 10_000) / 10_000,
    attenuation: gravity === null || original === null ? null : Math.round(attenuationOf(original, gravity) * 10) / 10,
  }
  if (!step || scheduled) return state
  return { ...state, ...timesLeft(step, run, at, runs && run.phase === 'hold') }
}

/** When the step and its next addition are due while time runs, or how long they take from when it does, in whole seconds. */
function timesLeft(step: Step, run: ScheduleRun, at: Instant, runs: boolean) {
  const { held } = timesOf(run, at)
  const time = holdTime(step, run)
  const until = (due: number) => {
    const left = Math.max(0, due - held)
    // From the moment the run is kept as of, so that the same end is the same message at every tick.
    return runs
      ? { endsAt: Math.max(0, run.asOf + due - run.held), left: null }
      : { endsAt: null, left: Math.ceil(left / 1000) }
  }
  const waiting = [...step.additions.keys()].filter(n => !run.due.includes(n))
  const [next] = waiting.sort((a, b) => dueAfter(step, run, a) - dueAfter(step, run, b))
  const addition = () => {
    const { endsAt, left } = until(dueAfter(step, run, next!))
    return { text: step.additions[next!]!.text, at: endsAt, left }
  }
  return { ...(time === null ? {} : until(time)), addition: next === undefined ? null : addition() }
}

function phaseOf(step: Step | undefined, run: ScheduleRun): ScheduleState['phase'] {
  if (!step) return 'done'
  if (run.paused) return 'paused'
  const { target } = step
  switch (run.phase) {
    case 'confirm-start':
    case 'confirm-end':
      return 'waiting'
    case 'hold':
      return target.kind === 'boil' ? 'boiling' : target.kind === 'rest' ? 'resting' : 'holding'
    case 'entering':
    case 'approach':
      if (target.kind !== 'temperature') return target.kind === 'boil' ? 'heating' : 'resting'
      return run.from !== null && run.from > target.temperature ? 'cooling' : 'heating'
    case 'done':
      return 'done'
  }
}

/** What a step does, in a few words. */
export function stepWords({ target, until }: Pick<Step, 'target' | 'until'>, unit: Scale): string {
  const waits = until.conditions.map(condition => conditionWords(condition, null))
  const joined = waits.join(until.match === 'all' ? ' and ' : ' or ')
  return [targetWords(target, unit), joined].filter(word => word !== '').join(', ')
}

function targetWords(target: Step['target'], unit: Scale): string {
  switch (target.kind) {
    case 'temperature':
      return degrees(target.temperature, unit)
    case 'boil':
      return `boil at ${target.power} %`
    case 'free-rise':
      return `free rise up to ${degrees(target.maximum, unit)}`
    case 'rest':
      return 'everything off'
  }
}

function conditionWords(condition: Condition, gravity: number | null): string {
  const now = gravity === null ? '' : ` (now ${gravity.toFixed(3)})`
  switch (condition.kind) {
    case 'time':
      return lengthWords(condition.seconds)
    case 'date':
      return `until ${dateAndTime(condition.at)}`
    case 'gravity':
      return `gravity at most ${condition.atMost.toFixed(3)}${now}`
    case 'attenuation':
      return `attenuation at least ${condition.atLeast} %`
    case 'stable-gravity':
      return `gravity stable for ${lengthWords(condition.seconds)}${now}`
  }
}

function lengthWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 360) / 10} h` : `${Math.round(seconds / 8640) / 10} d`
}
