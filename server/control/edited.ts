import type { Addition, Schedule, Step } from '../../data/model/schedule.ts'
import type { ScheduleRun } from '../../data/model/schedule-run.ts'
import { entering } from './schedule.ts'

/**
 * A run after its schedule was edited: in the step that it was in and with what was added there, wherever in the schedule that
 * is now. Of a step that is gone, it begins the one in its place. The same object when nothing changed.
 */
export function edited(run: ScheduleRun, before: Schedule, after: Schedule): ScheduleRun {
  const was = before.steps[run.step]
  if (!was || run.phase === 'done') return run
  const { place, gone } = placeOf(run.step, before.steps, after.steps, ({ name }: Step) => name)
  if (gone) return { ...entering(run, place, run.asOf), paused: run.paused }
  const { additions } = after.steps[place]!
  const carried = (numbers: readonly number[]) =>
    numbers
      .filter(n => n < was.additions.length)
      .map(n => placeOf(n, was.additions, additions, ({ text }: Addition) => text))
      .flatMap(addition => (addition.gone ? [] : addition.place))
  const [due, added] = [carried(run.due), carried(run.added)]
  const same = place === run.step && String(due) === String(run.due) && String(added) === String(run.added)
  return same ? run : { ...run, step: place, due, added }
}

/**
 * Where the n-th of some things is in a list that was edited: what is equal at either end stayed, what lies between is known
 * by its name, or was edited where it is. Of what is gone: where it would be.
 */
function placeOf<T>(n: number, before: readonly T[], after: readonly T[], nameOf: (thing: T) => string) {
  const grown = after.length - before.length
  const shorter = Math.min(before.length, after.length)
  const alike = (at: number, shift: number) => JSON.stringify(before[at]) === JSON.stringify(after[at + shift])
  let head = 0
  while (head < shorter && alike(head, 0)) head += 1
  let tail = 0
  while (tail < shorter - head && alike(before.length - 1 - tail, grown)) tail += 1
  if (n < head) return { place: n, gone: false }
  if (n >= before.length - tail) return { place: n + grown, gone: false }
  const isIt = (thing: T) => nameOf(thing) === nameOf(before[n]!)
  if (grown === 0 && isIt(after[n]!)) return { place: n, gone: false }
  const known = after.slice(head, after.length - tail).findIndex(isIt)
  if (known >= 0) return { place: head + known, gone: false }
  return grown === 0 ? { place: n, gone: false } : { place: head, gone: true }
}
