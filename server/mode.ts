import type { Actuator } from '../data/model/actuator.ts'
import { Fault } from '../data/model/fault.ts'
import type { Profile } from '../data/model/profile.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Plan } from './configuration.ts'

/** Water boils at this temperature on a mountain of 3000 m, °C. */
const coolestBoil = 90

/** Refuses what the vessel cannot or must not do: `invalid` with a pointer to the field, or `conflict`. */
export function checkMode(mode: Mode, vessel: Vessel, plan: Plan): void {
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
      if (vessel.heater === null) throw new Fault('conflict', `vessel "${vessel.id}" has no heater: assign one first`)
      if (vessel.range.maximum < coolestBoil)
        throw new Fault(
          'conflict',
          `the range of vessel "${vessel.id}" ends at ${vessel.range.maximum} °C: it may not boil`,
        )
      return
    case 'constant':
      checkRange(vessel, mode.setPoint, '/setPoint')
      return
    case 'profile': {
      const profile = plan.profiles.find(({ id }) => id === mode.profile)
      if (!profile) {
        const known = plan.profiles.map(({ id }) => id).join(', ') || 'none'
        throw new Fault('invalid', `there is no profile "${mode.profile}"`, [
          { pointer: '/profile', message: `expected one of: ${known}` },
        ])
      }
      for (const { temperature } of profile.points) checkRange(vessel, temperature, '/profile')
      if (mode.pausedAt !== undefined) checkPause(mode.pausedAt, mode.startedAt, profile)
    }
  }
}

function checkPause(pausedAt: number, startedAt: number | undefined, { id, by }: Profile): void {
  if (by === 'date') throw new Fault('conflict', `profile "${id}" goes by date: it cannot be paused`)
  if (startedAt !== undefined && pausedAt >= startedAt) return
  throw new Fault('invalid', 'a profile cannot be paused before it starts', [
    { pointer: '/pausedAt', message: 'expected a time at or after startedAt' },
  ])
}

function checkRange({ id, range }: Vessel, temperature: number, pointer: string): void {
  if (temperature >= range.minimum && temperature <= range.maximum) return
  const message = `expected ${range.minimum} to ${range.maximum} °C, the range of vessel "${id}"`
  throw new Fault('invalid', `${temperature} °C is outside the vessel's range`, [{ pointer, message }])
}

/** A mode in words, for the log. */
export function describeMode(mode: Mode): string {
  switch (mode.kind) {
    case 'off':
      return 'switched off'
    case 'manual':
      return `manual output ${mode.output} %`
    case 'constant':
      return `set point ${mode.setPoint} °C`
    case 'boil':
      return `boils at ${mode.power} %`
    case 'profile':
      return `follows profile ${mode.profile}${mode.pausedAt === undefined ? '' : ', paused'}`
  }
}

/** Whether an actuator may be switched by hand. Fails with `conflict` or `refused`. */
export function checkSwitch({ id, use }: Actuator, vessel: Vessel | undefined): void {
  if (vessel)
    throw new Fault('conflict', `actuator "${id}" is driven by vessel "${vessel.id}": set its mode to manual instead`)
  if (use !== 'heater' && use !== 'cooler') return
  const advice = `a ${use} is switched only by a vessel, which watches its temperature: assign "${id}" to one`
  throw new Fault('refused', advice)
}
