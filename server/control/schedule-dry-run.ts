import type { Scale } from '../../data/model/degrees.ts'
import type { DryRun } from '../../data/model/forecast.ts'
import type { Schedule, Step } from '../../data/model/schedule.ts'
import { Meter, type Powers } from './meter.ts'
import type { Rehearsal } from './rehearsal.ts'
import { degrees } from './words.ts'

/** Seconds between two points of the curve, at first; how much of a longer schedule is played, in s. */
const spacing = 20
const longest = 40 * 86_400
/** A step that is not there after so many ticks never will be. */
const patience = 40_000

type Reached = DryRun['reached'][number]

/** The schedule as it goes when somebody confirms at once, and gravity has come by the time that is waited for besides. */
export function unattended(schedule: Schedule): Schedule {
  const steps = schedule.steps.map(({ until, ...step }): Step => {
    const conditions = until.conditions.filter(({ kind }) => kind === 'time' || kind === 'date')
    return { ...step, until: { ...until, conditions }, confirmStart: null, confirmEnd: null }
  })
  return { ...schedule, steps }
}

/** A schedule in fast motion, up to its end or to the step it never gets through; yields after each tick. */
export function* dryRunSchedule(
  rehearsal: Rehearsal,
  { steps }: Pick<Schedule, 'steps'>,
  powers: Powers,
  unit: Scale,
): Generator<void, Omit<DryRun, 'vessel' | 'assumptions'>> {
  const begin = rehearsal.at
  const meter = new Meter(begin, powers, spacing)
  const reached: Reached[] = []
  const problems: string[] = []
  let since = 0
  for (let time = 0; time <= longest; time = (rehearsal.at - begin) / 1000) {
    const moment = rehearsal.step()
    meter.add(moment)
    const { mode } = moment.state
    const run = mode.kind === 'schedule' ? mode.run : undefined
    // A step that waits for nothing is over in the tick that it is there.
    for (const stage of reached.slice(0, run?.step)) stage.reachedAt ??= time
    if (!run || run.phase === 'done') break
    const step = steps[run.step]!
    if (reached.length <= run.step) {
      const temperature = step.target.kind === 'temperature' ? step.target.temperature : null
      reached.push({ name: step.name, at: time, temperature, reachedAt: null })
      since = time
    }
    const stage = reached[run.step]!
    if (run.phase !== 'approach' && run.phase !== 'entering') stage.reachedAt ??= time
    else if (time - since > patience * moment.seconds) {
      const aim = stage.temperature === null ? 'to where it should' : `to ${degrees(stage.temperature, unit)}`
      problems.push(`“${step.name}” never gets ${aim}: it ends at ${degrees(moment.processValue, unit)}.`)
      break
    }
    yield
  }
  const length = Math.round((rehearsal.at - begin) / 1000)
  return { ...meter.taken, reached, length, problems, sure: rehearsal.sure }
}
