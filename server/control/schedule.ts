import type { Schedule, Step } from '../../data/model/schedule.ts'
import type { Ask, ScheduleEvent, ScheduleRun } from '../../data/model/schedule-run.ts'
import type { Instant } from '../../data/model/units.ts'
import { gravityAtFirst, isSettled } from './gravity.ts'
import { fellPast, holdTime, isOver, isThere, type Observation, timesOf } from './schedule-conditions.ts'

/** What people are told when a run gets on. */
export type Told = Pick<ScheduleEvent, 'what' | 'step' | 'text'>

/** A run that begins at a time, now or to come. */
export function begun(startedAt: Instant, originalGravity: number | null = null): ScheduleRun {
  return {
    ...fresh,
    startedAt,
    step: 0,
    phase: 'entering',
    asOf: startedAt,
    paused: null,
    originalGravity,
  }
}

/** What every step begins with. */
const fresh = { approached: 0, held: 0, from: null, extended: 0, due: [], added: [] }

/** The same run with its times as of now. */
export function anchored(run: ScheduleRun, now: Instant): ScheduleRun {
  return { ...run, ...timesOf(run, now), asOf: now }
}

/** The run about to begin a step; behind the last one it is about to be done. */
export function entering(run: ScheduleRun, step: number, now: Instant): ScheduleRun {
  return { ...run, ...fresh, step, phase: 'entering', asOf: now, paused: null }
}

/** Whether a run's time goes on by itself. */
export function isRunning({ startedAt, phase, paused }: ScheduleRun, now: Instant): boolean {
  return now >= startedAt && phase !== 'done' && !paused
}

/** Gets a run on as far as it goes now, at most into the next step; the same object when nothing changed. */
export function advance(
  schedule: Schedule,
  before: ScheduleRun,
  seen: Observation,
): { run: ScheduleRun; told: Told[] } {
  const told: Told[] = []
  let run = before
  // Also one that is paused begins the step it was sent to, so that its set point is led from where it is.
  while (isRunning(run, seen.at) || (run.paused && run.phase === 'entering')) {
    const [next, news] = once(schedule, run, seen)
    if (next === run) break
    // What is to be added at the very end, or came due while the house was out, is asked for before its step is left.
    const asks = told.some(({ what }) => what === 'addition')
    if (next.step !== run.step && (run.step !== before.step || asks)) break
    told.push(...news)
    run = next
  }
  return { run, told }
}

function once(schedule: Schedule, run: ScheduleRun, seen: Observation): [ScheduleRun, Told[]] {
  const { steps } = schedule
  const step = steps[run.step]
  const tell = (what: Told['what'], text: string): Told => ({ what, step: run.step, text })
  const beginHold = (there: ScheduleRun): [ScheduleRun, Told[]] => [
    { ...there, phase: 'hold' },
    [tell('there', `${step!.name} begins`)],
  ]
  // Behind the last one, also when steps were taken out of the schedule meanwhile.
  if (!step) {
    const done: ScheduleRun = { ...run, ...fresh, step: steps.length, phase: 'done', asOf: seen.at, paused: null }
    return [done, [{ what: 'done', step: steps.length, text: `${schedule.name} is done` }]]
  }
  if (run.originalGravity === null && isSettled(seen.gravity, seen.at))
    return [{ ...run, originalGravity: gravityAtFirst(seen.gravity) }, []]
  switch (run.phase) {
    case 'entering': {
      const title = tell('step', `Step ${run.step + 1} of ${steps.length}: ${step.name}`)
      return [{ ...run, ...fresh, phase: 'approach', from: seen.temperature, asOf: seen.at }, [title]]
    }
    case 'approach': {
      const measured = run.from === null && step.target.kind === 'temperature' && seen.temperature !== null
      // Before that nobody could lead it.
      if (measured) return [{ ...run, approached: 0, from: seen.temperature, asOf: seen.at }, []]
      // Cold grain in hot water: what fell past its target has to be heated from there.
      if (fellPast(step, run, seen)) return [{ ...run, from: seen.temperature }, []]
      if (!isThere(step, run, seen)) return [run, []]
      const there = anchored(run, seen.at)
      if (step.confirmStart === null) return beginHold(there)
      return [{ ...there, phase: 'confirm-start' }, [tell('confirm', step.confirmStart)]]
    }
    case 'hold': {
      const due = dueAdditions(step, run, seen.at)
      if (due.length > 0)
        return [{ ...run, due: [...run.due, ...due] }, due.map(n => tell('addition', step.additions[n]!.text))]
      if (!isOver(step, run, seen)) return [run, []]
      const over = anchored(run, seen.at)
      if (step.confirmEnd !== null) return [{ ...over, phase: 'confirm-end' }, [tell('confirm', step.confirmEnd)]]
      return [entering(over, run.step + 1, seen.at), []]
    }
    // Nobody can confirm what was asked for once it was taken out of the schedule.
    case 'confirm-start':
      return step.confirmStart === null ? beginHold(anchored(run, seen.at)) : [run, []]
    case 'confirm-end':
      return step.confirmEnd === null ? [entering(run, run.step + 1, seen.at), []] : [run, []]
    case 'done':
      return [run, []]
  }
}

/** When an addition is due, ms after its step's hold began. */
export function dueAfter(step: Step, run: Pick<ScheduleRun, 'extended'>, n: number): number {
  const { at, from } = step.additions[n]!
  return from === 'start' ? at * 1000 : (holdTime(step, run) ?? 0) - at * 1000
}

function dueAdditions(step: Step, run: ScheduleRun, now: Instant): number[] {
  const { held } = timesOf(run, now)
  const wait = [...step.additions.keys()].filter(n => !run.due.includes(n) && dueAfter(step, run, n) <= held)
  return wait.sort((a, b) => dueAfter(step, run, a) - dueAfter(step, run, b))
}

/** What somebody has to do and confirm now, most pressing first. */
export function asksOf({ steps }: Schedule, run: ScheduleRun): Ask[] {
  const step = steps[run.step]
  if (!step || run.phase === 'done') return []
  const additions = run.due
    .filter(n => !run.added.includes(n) && step.additions[n])
    .map((n): Ask => ({ id: `${run.step}.addition-${n}`, kind: 'addition', text: step.additions[n]!.text }))
  if (run.phase === 'confirm-start' && step.confirmStart !== null)
    additions.push({ id: `${run.step}.start`, kind: 'start', text: step.confirmStart })
  if (run.phase === 'confirm-end' && step.confirmEnd !== null)
    additions.push({ id: `${run.step}.end`, kind: 'end', text: step.confirmEnd })
  return additions
}
