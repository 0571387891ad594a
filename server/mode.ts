import { type Actuator, isSwitchedByHand } from '../data/model/actuator.ts'
import type { Scale } from '../data/model/degrees.ts'
import { Fault } from '../data/model/fault.ts'
import type { Profile } from '../data/model/profile.ts'
import type { Schedule } from '../data/model/schedule.ts'
import type { Instant } from '../data/model/units.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Configuration } from './configuration.ts'
import { mayBoil } from './control/boil.ts'
import { begun } from './control/schedule.ts'
import { degrees, span } from './control/words.ts'

type Configured = Pick<Configuration, 'plan' | 'settings'>

/**
 * Refuses what the vessel cannot or must not do: `invalid` with a pointer to the field, or `conflict`. What it does `before` and
 * goes on with may ask for more since it was edited: whoever pauses, confirms or skips must not be refused for that.
 */
export function checkMode(mode: Mode, before: Mode, vessel: Vessel, { plan, settings: { unit } }: Configured): void {
  switch (mode.kind) {
    case 'off':
      return
    case 'manual':
      if (mode.output > 0 && vessel.heater === null)
        throw new Fault('conflict', `vessel "${vessel.id}" has no heater: assign one first`)
      if (mode.output < 0 && vessel.cooler === null)
        throw new Fault('conflict', `vessel "${vessel.id}" has no cooler: assign one first`)
      return
    case 'boil':
      checkBoil(vessel, '', unit)
      return
    case 'constant':
      checkRange(vessel, mode.setPoint, '/setPoint', unit)
      return
    case 'profile': {
      const profile = plan.profiles.find(({ id }) => id === mode.profile)
      if (!profile) {
        const known = plan.profiles.map(({ id }) => id).join(', ') || 'none'
        throw new Fault('invalid', `there is no profile "${mode.profile}"`, [
          { pointer: '/profile', message: `expected one of: ${known}` },
        ])
      }
      if (!goesOn(mode, before))
        for (const { temperature } of profile.points) checkRange(vessel, temperature, '/profile', unit)
      if (mode.pausedAt !== undefined) checkPause(mode.pausedAt, mode.startedAt, profile)
      return
    }
    case 'schedule': {
      const schedule = plan.schedules.find(({ id }) => id === mode.schedule)
      if (!schedule) {
        const known = plan.schedules.map(({ id }) => id).join(', ') || 'none'
        throw new Fault('invalid', `there is no schedule "${mode.schedule}"`, [
          { pointer: '/schedule', message: `expected one of: ${known}` },
        ])
      }
      if (!goesOn(mode, before)) for (const step of schedule.steps) checkStep(step, vessel, unit)
    }
  }
}

/** Whether a mode is the profile or the run of a schedule that the vessel was in before. */
function goesOn(mode: Mode, before: Mode): boolean {
  if (mode.kind === 'profile') return before.kind === 'profile' && before.profile === mode.profile
  if (mode.kind !== 'schedule' || before.kind !== 'schedule' || before.schedule !== mode.schedule) return false
  return mode.run !== undefined && mode.run.startedAt === before.run?.startedAt
}

function checkBoil({ id, heater, range }: Vessel, why: string, unit: Scale): void {
  if (heater === null) throw new Fault('conflict', `${why}vessel "${id}" has no heater: assign one first`)
  if (!mayBoil({ range }))
    throw new Fault(
      'conflict',
      `${why}the range of vessel "${id}" ends at ${degrees(range.maximum, unit)}: it may not boil`,
    )
}

function checkStep({ name, target }: Schedule['steps'][number], vessel: Vessel, unit: Scale): void {
  if (target.kind === 'temperature') checkRange(vessel, target.temperature, '/schedule', unit)
  if (target.kind === 'free-rise') checkRange(vessel, target.maximum, '/schedule', unit)
  if (target.kind === 'boil') checkBoil(vessel, `step "${name}" boils, and `, unit)
}

function checkPause(pausedAt: number, startedAt: number | undefined, { id, by }: Profile): void {
  if (by === 'date') throw new Fault('conflict', `profile "${id}" goes by date: it cannot be paused`)
  if (startedAt !== undefined && pausedAt >= startedAt) return
  throw new Fault('invalid', 'a profile cannot be paused before it starts', [
    { pointer: '/pausedAt', message: 'expected a time at or after startedAt' },
  ])
}

function checkRange({ id, range }: Vessel, temperature: number, pointer: string, unit: Scale): void {
  if (temperature >= range.minimum && temperature <= range.maximum) return
  const message = `expected ${span(range, unit)}, the range of vessel "${id}"`
  throw new Fault('invalid', `${degrees(temperature, unit)} is outside the vessel's range`, [{ pointer, message }])
}

/** A mode as it is kept: what begins without saying when begins now. */
export function begin(mode: Mode, now: Instant): Mode {
  if (mode.kind === 'profile') return { ...mode, startedAt: mode.startedAt ?? now }
  return mode.kind === 'schedule' ? { ...mode, run: mode.run ?? begun(now) } : mode
}

/** A mode in words, for the log. */
export function describeMode(mode: Mode, unit: Scale): string {
  switch (mode.kind) {
    case 'off':
      return 'switched off'
    case 'manual':
      return `manual output ${mode.output} %`
    case 'constant':
      return `set point ${degrees(mode.setPoint, unit)}`
    case 'boil':
      return `boils at ${mode.power} %`
    case 'profile':
      return `follows profile ${mode.profile}${mode.pausedAt === undefined ? '' : ', paused'}`
    case 'schedule':
      return `works through schedule ${mode.schedule}${mode.run ? `, step ${mode.run.step + 1}` : ''}${mode.run?.paused ? ', paused' : ''}`
  }
}

/** Whether an actuator may be switched by hand. Fails with `conflict` or `refused`. */
export function checkSwitch({ id, use }: Actuator, vessel: Vessel | undefined): void {
  if (vessel)
    throw new Fault('conflict', `actuator "${id}" is driven by vessel "${vessel.id}": set its mode to manual instead`)
  if (isSwitchedByHand({ use })) return
  const advice =
    use === 'master'
      ? `"${id}" is closed whenever a heater may run, and only then`
      : `a ${use} is switched only by a vessel, which watches its temperature: assign "${id}" to one`
  throw new Fault('refused', advice)
}
