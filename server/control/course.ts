import type { Profile } from '../../data/model/profile.ts'
import type { Schedule } from '../../data/model/schedule.ts'
import type { Celsius, Id, Instant } from '../../data/model/units.ts'
import type { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import { clamp } from './controller.ts'
import { standingAt } from './following.ts'
import { begun, isRunning } from './schedule.ts'
import { holdTime, rampTime, stepSetPoint } from './schedule-conditions.ts'

/** What a mode asks of its vessel at a moment: to rest, to give a share of power, to boil, or to be at a temperature. */
export interface Course {
  kind: 'rest' | 'power' | 'boil' | 'temperature'
  /** Percent, of a course by power; once it boils, of a boil. */
  output: number
  setPoint: Celsius | null
  /** Most that may be heated, percent; 0 for a vessel that is only ever cooled. */
  mostHeat: number
  next: VesselState['next']
  /** When it begins, as long as that is to come. */
  startsAt: Instant | null
  /** Why nobody knows what is asked, in a sentence. */
  problem: string | null
}

/** Where what a mode names is looked up. */
export interface Plans {
  profile: (id: Id) => Profile | undefined
  schedule: (id: Id) => Schedule | undefined
}

const rest: Course = {
  kind: 'rest',
  output: 0,
  setPoint: null,
  mostHeat: 100,
  next: null,
  startsAt: null,
  problem: null,
}

/** What a mode asks for at a time: now, or as far ahead as is known. */
export function courseAt(mode: Mode, plans: Plans, at: Instant): Course {
  switch (mode.kind) {
    case 'off':
      return rest
    case 'manual':
      return { ...rest, kind: 'power', output: mode.output }
    case 'constant':
      return { ...rest, kind: 'temperature', setPoint: mode.setPoint, mostHeat: mode.powerLimit ?? 100 }
    case 'boil':
      return { ...rest, kind: 'boil', output: mode.power, mostHeat: mode.powerLimit ?? 100 }
    case 'profile': {
      const profile = plans.profile(mode.profile)
      if (!profile) return lost('the profile it follows does not exist: outputs off')
      const { setPoint, next } = standingAt(profile, mode, at)
      if (setPoint === null) return { ...rest, next, startsAt: next?.at ?? null }
      return { ...rest, kind: 'temperature', setPoint, next }
    }
    case 'schedule': {
      const schedule = plans.schedule(mode.schedule)
      if (!schedule) return lost('the schedule it follows does not exist: outputs off')
      return scheduled(schedule, mode.run ?? begun(at), at)
    }
  }
}

/** What a vessel is held at, to a thousandth of a degree, when that is asked: never outside its range. */
export function heldAt(asked: Celsius | null, { minimum, maximum }: Vessel['range']): Celsius | null {
  return asked === null ? null : Math.round(clamp(asked, minimum, maximum) * 1000) / 1000
}

const lost = (problem: string): Course => ({ ...rest, kind: 'temperature', problem })

type Run = NonNullable<Extract<Mode, { kind: 'schedule' }>['run']>

function scheduled(schedule: Schedule, run: Run, at: Instant): Course {
  const { steps, kind } = schedule
  if (at < run.startedAt) return { ...rest, startsAt: run.startedAt }
  const done = run.phase === 'done' || run.step >= steps.length
  // Beer stays as it is at the end; what was mashed or boiled is somebody's to look after.
  const step = done ? (kind === 'fermentation' ? steps.at(-1)! : undefined) : steps[run.step]!
  if (!step) return rest
  const { target } = step
  switch (target.kind) {
    case 'rest':
      return rest
    case 'boil':
      // Its time stands still and nobody is there: it would boil dry.
      if (run.paused === 'outage') return rest
      return { ...rest, kind: 'boil', output: target.power, mostHeat: target.powerLimit ?? 100 }
    case 'free-rise':
      return { ...rest, kind: 'temperature', setPoint: target.maximum, mostHeat: 0 }
    case 'temperature': {
      const setPoint = stepSetPoint(step, done ? { ...run, phase: 'hold' } : run, at)
      const next = done ? null : nextOf(schedule, run, at)
      return { ...rest, kind: 'temperature', setPoint, mostHeat: target.powerLimit ?? 100, next }
    }
  }
}

/**
 * The mode as it will be at a time to come, as far as time alone decides: behind a hold that nothing else ends, the ramp of
 * the next step is known. What is gone to as fast as possible is no ramp, and nobody begins with it before its time.
 */
export function modeAhead(mode: Mode, { schedule: find }: Plans, at: Instant): Mode {
  const schedule = mode.kind === 'schedule' ? find(mode.schedule) : undefined
  if (mode.kind !== 'schedule' || !schedule || !mode.run) return mode
  const { run } = mode
  const end = endOfHold(schedule, run)
  const [step, following] = [schedule.steps[run.step], schedule.steps[run.step + 1]]
  if (end === null || at <= end || step?.target.kind !== 'temperature' || !following) return mode
  const from = step.target.temperature
  if (rampTime(following, from) === 0) return mode
  const next: Run = {
    ...run,
    step: run.step + 1,
    phase: 'approach',
    from,
    asOf: end,
    approached: 0,
    held: 0,
    extended: 0,
  }
  return { ...mode, run: next }
}

/** When a hold ends that only time ends; null: it is none, or its end is not known. */
function endOfHold({ steps }: Schedule, run: Run): Instant | null {
  const step = steps[run.step]
  if (!step || run.phase !== 'hold' || run.paused) return null
  const hold = holdTime(step, run)
  if (hold === null || step.until.conditions.length !== 1 || step.confirmEnd !== null) return null
  return run.asOf + hold - run.held
}

/** The change of set point that time alone brings: the end of a ramp, or of a step that waits for nothing else. */
function nextOf(schedule: Schedule, run: Run, at: Instant): VesselState['next'] {
  const { steps } = schedule
  const step = steps[run.step]!
  if (!isRunning(run, at) || step.target.kind !== 'temperature') return null
  const ramp = rampTime(step, run.from)
  if (run.phase === 'approach' && ramp > run.approached)
    return { at: Math.max(0, Math.round(run.asOf + ramp - run.approached)), setPoint: step.target.temperature }
  const end = endOfHold(schedule, run)
  const following = steps[run.step + 1]?.target
  if (end === null || following?.kind !== 'temperature') return null
  return { at: Math.max(0, end), setPoint: following.temperature }
}
