import type { Scale } from '../data/model/degrees.ts'
import { Fault } from '../data/model/fault.ts'
import type { Profile, ProfileEffect, ProfileTemplate } from '../data/model/profile.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Brewery } from './brewery.ts'
import { heldAt } from './control/course.ts'
import { elapsedAt, type Following, jumped, paused, resumed, type Standing, standingAt } from './control/following.ts'
import { degrees, span } from './control/words.ts'
import { profileTemplates } from './profile-templates.ts'
import { createTurns } from './turns.ts'

/** What can be done to a profile that vessels follow. */
export interface ProfileRuns {
  /** Profiles to begin with, described in the unit of the settings. */
  templates(): ProfileTemplate[]
  /** Stops the time of the vessel's profile. These three fail with `not-found` or `conflict`. */
  pause(vessel: Id): Promise<Mode>
  resume(vessel: Id): Promise<Mode>
  /** Moves to so many seconds after the start. */
  jump(vessel: Id, elapsed: number): Promise<Mode>
  /** What an edit would change for each vessel that follows the profile. Fails with `not-found`. */
  preview(edited: Omit<Profile, 'version'>): ProfileEffect[]
}

/** Everything goes through `Brewery.setMode`, which keeps, tells and publishes it. */
export function createProfileRuns({ brewery, clock }: { brewery: Brewery; clock: Pick<Clock, 'now'> }): ProfileRuns {
  const { configuration } = brewery
  /** Of two that come at once the second finds what the first one made. */
  const inTurn = createTurns()

  /** The mode of a vessel whose profile can be paused and moved now; of one that was paused before it went by date, only resumed. */
  function movable(vessel: Id, { resumes = false } = {}): Following {
    // If somebody set the clock since the last one, this moves the profile with it.
    brewery.tick()
    const mode = brewery.mode(vessel)
    if (mode.kind !== 'profile') throw new Fault('conflict', `vessel "${vessel}" follows no profile: start one first`)
    const stands = resumes && mode.pausedAt !== undefined
    if (!stands && configuration.find('profiles', mode.profile).by === 'date')
      throw new Fault(
        'conflict',
        `profile "${mode.profile}" goes by date: it cannot be paused or moved, edit it instead`,
      )
    if (elapsedAt(mode, clock.now()) < 0)
      throw new Fault('conflict', `profile "${mode.profile}" has not started yet on vessel "${vessel}"`)
    return mode
  }

  return {
    templates: () => profileTemplates(configuration.settings.unit),
    pause: vessel =>
      inTurn(() => {
        const mode = movable(vessel)
        if (mode.pausedAt !== undefined) throw new Fault('conflict', `vessel "${vessel}" is paused already`)
        return brewery.setMode(vessel, paused(mode, clock.now()))
      }),
    resume: vessel =>
      inTurn(() => {
        const mode = movable(vessel, { resumes: true })
        if (mode.pausedAt === undefined) throw new Fault('conflict', `vessel "${vessel}" is not paused`)
        return brewery.setMode(vessel, resumed(mode, clock.now()))
      }),
    jump: (vessel, elapsed) => inTurn(() => brewery.setMode(vessel, jumped(movable(vessel), elapsed, clock.now()))),
    preview(edited) {
      const before = configuration.find('profiles', edited.id)
      const after: Profile = { ...edited, version: before.version }
      const now = clock.now()
      const { unit } = configuration.settings
      return configuration.plan.vessels.flatMap(vessel => {
        const mode = brewery.mode(vessel.id)
        if (mode.kind !== 'profile' || mode.profile !== before.id) return []
        return effect(vessel, standingAt(before, mode, now), standingAt(after, mode, now), after, mode, unit)
      })
    },
  }
}

function effect(
  vessel: Vessel,
  before: Standing,
  after: Standing,
  edited: Profile,
  mode: Following,
  unit: Scale,
): ProfileEffect {
  return {
    vessel: vessel.id,
    setPoint: { before: heldAt(before.setPoint, vessel.range), after: heldAt(after.setPoint, vessel.range) },
    next: { before: before.next, after: after.next },
    problem: problemOf(vessel, edited, mode, unit),
  }
}

function problemOf({ range }: Vessel, { by, points }: Profile, mode: Following, unit: Scale): string | null {
  if (by === 'date' && mode.pausedAt !== undefined) return 'it is paused, and goes by date only once it is resumed'
  const outside = points.find(({ temperature }) => temperature < range.minimum || temperature > range.maximum)
  if (!outside) return null
  return `${degrees(outside.temperature, unit)} is outside its range: it holds ${span(range, unit)} at most`
}
