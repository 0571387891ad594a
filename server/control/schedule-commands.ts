import { Fault } from '../../data/model/fault.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { ScheduleRun } from '../../data/model/schedule-run.ts'
import type { Instant } from '../../data/model/units.ts'
import { anchored, asksOf, entering, isRunning } from './schedule.ts'
import { holdTime, timesOf } from './schedule-conditions.ts'

/** What can be done to a run; each fails with `conflict` when it means nothing now. */
export type RunCommand =
  | { kind: 'pause' }
  | { kind: 'resume' }
  /** To the next step at once; behind the last one the run is done. */
  | { kind: 'skip' }
  /** To the beginning of the step before, or of the first; from the end to the last. */
  | { kind: 'back' }
  | { kind: 'extend'; seconds: number }
  /** Confirms what is asked for; without `ask` the most pressing. */
  | { kind: 'confirm'; ask?: string | undefined }

/** The run after a command. */
export function commanded(schedule: Schedule, run: ScheduleRun, command: RunCommand, now: Instant): ScheduleRun {
  if (now < run.startedAt) throw conflict('the schedule has not started yet: stop it, or wait')
  if (run.phase === 'done' && command.kind !== 'back') throw conflict('the schedule is done: start it anew')
  const { steps } = schedule
  switch (command.kind) {
    case 'pause':
      if (!isRunning(run, now)) throw conflict('the schedule is paused already')
      return { ...anchored(run, now), paused: 'by-hand' }
    case 'resume':
      if (!run.paused) throw conflict('the schedule is not paused')
      return { ...run, paused: null, asOf: now }
    case 'skip':
      return entering(run, Math.min(run.step + 1, steps.length), now)
    case 'back':
      return entering(run, Math.min(steps.length - 1, Math.max(0, run.step - 1)), now)
    case 'extend':
      return extended(schedule, run, command.seconds, now)
    case 'confirm':
      return confirmed(schedule, run, command.ask, now)
  }
}

/** Makes the step's time longer; one that is over begins to hold again for as long. */
function extended(schedule: Schedule, run: ScheduleRun, seconds: number, now: Instant): ScheduleRun {
  const step = schedule.steps[run.step]
  const time = step ? holdTime(step, run) : null
  if (time === null) throw conflict('this step ends by no time that could be extended: skip it when it is enough')
  const overdue = Math.max(0, timesOf(run, now).held - time)
  const more = Math.round(run.extended + overdue + seconds * 1000)
  return { ...anchored(run, now), extended: more, phase: run.phase === 'confirm-end' ? 'hold' : run.phase }
}

function confirmed(schedule: Schedule, run: ScheduleRun, wanted: string | undefined, now: Instant): ScheduleRun {
  const asks = asksOf(schedule, run)
  const ask = wanted === undefined ? asks[0] : asks.find(({ id }) => id === wanted)
  if (!ask)
    throw conflict(wanted === undefined ? 'there is nothing to confirm now' : `"${wanted}" is not asked for any more`)
  switch (ask.kind) {
    case 'addition':
      return { ...run, added: [...run.added, Number(ask.id.split('-')[1])] }
    case 'start':
      return { ...anchored(run, now), phase: 'hold' }
    case 'end':
      // What was done by hand says nothing of the time: only `resume` lets that go on.
      return { ...entering(run, run.step + 1, now), paused: run.paused }
  }
}

const conflict = (message: string) => new Fault('conflict', message)
