import type { Scale } from '../data/model/degrees.ts'
import { Fault } from '../data/model/fault.ts'
import type { DryRun, DryRunBody, Forecast } from '../data/model/forecast.ts'
import type { Profile } from '../data/model/profile.ts'
import type { Schedule } from '../data/model/schedule.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Brewery } from './brewery.ts'
import { dryRun } from './control/dry-run.ts'
import { explain } from './control/explain.ts'
import { cameTrue, foresee, type Prospect, reachOf } from './control/foresight.ts'
import { needsSomebody } from './control/loop-words.ts'
import type { Powers } from './control/meter.ts'
import { type Rehearsal, rehearse, type Trial } from './control/rehearsal.ts'
import { dryRunSchedule, unattended } from './control/schedule-dry-run.ts'
import { span } from './control/words.ts'
import { inSlices } from './slices.ts'
import { createTurns } from './turns.ts'

/** Where vessels go, and where they would. */
export interface Foresight {
  /** Fails with `not-found`. */
  forecast(vessel: Id): Promise<Forecast>
  /** Fails with `not-found`, with `invalid`, or with `conflict` when nothing is known of the vessel. */
  dryRun(vessel: Id, trial: DryRunBody): Promise<DryRun>
}

/** For how long a forecast is answered again, ms: in any case, and while it comes true. A slow vessel's is half a second of work. */
const freshMs = 30_000
const trueMs = (pace: number) => Math.max(freshMs, reachOf(pace).spacing * 1000)

interface Kept {
  at: number
  /** What it was made for. */
  of: string
  /** For how long it is good while it comes true, ms. */
  goodFor: number
  prospect: Promise<Prospect | null>
}

/** Worked out on demand, in slices, and one after the other: a small computer has a brewery to run. */
export function createForesight({ brewery, clock }: { brewery: Brewery; clock: Clock }): Foresight {
  const { configuration } = brewery
  const kept = new Map<Id, Kept>()
  const inTurn = createTurns()

  function play(vessel: Id, trial?: Trial): Rehearsal | null {
    const { powerBudget } = configuration.settings
    return rehearse(brewery.loop(vessel), { at: clock.now(), uptime: clock.uptime(), powerBudget }, trial)
  }

  /** What a vessel follows or works through. */
  function followed(mode: Mode): Profile | Schedule | undefined {
    const { profiles, schedules } = configuration.plan
    if (mode.kind === 'profile') return profiles.find(({ id }) => id === mode.profile)
    return mode.kind === 'schedule' ? schedules.find(({ id }) => id === mode.schedule) : undefined
  }

  async function foreseen(vessel: Vessel): Promise<{ at: number; prospect: Prospect | null }> {
    const state = brewery.vessel(vessel.id)
    const { mode, quality } = state
    const stands = mode.kind === 'off' || quality !== 'good' || state.waits.some(needsSomebody)
    const knows = brewery.loop(vessel.id).learned !== null
    const of = JSON.stringify([mode, stands, vessel.version, followed(mode)?.version, knows])
    const known = kept.get(vessel.id)
    const now = clock.now()
    if (known?.of === of && Math.abs(now - known.at) < known.goodFor) {
      const { at } = known
      const prospect = await known.prospect
      if (Math.abs(now - at) < freshMs || (prospect && cameTrue(prospect, now, state))) return { at, prospect }
    }
    const rehearsal = stands ? null : play(vessel.id)
    const prospect = rehearsal
      ? inTurn(() => inSlices(foresee(rehearsal, reachOf(rehearsal.pace))))
      : Promise.resolve(null)
    kept.set(vessel.id, { at: now, of, goodFor: rehearsal ? trueMs(rehearsal.pace) : freshMs, prospect })
    return { at: now, prospect: await prospect }
  }

  return {
    async forecast(id) {
      const vessel = configuration.find('vessels', id)
      const { at, prospect } = await foreseen(vessel)
      const state = brewery.vessel(id)
      const { plan, settings } = configuration
      const { actuators } = plan
      const reasons = explain({ state, vessel, actuators, prospect, unit: settings.unit, now: clock.now() })
      const { points = [], reachesAt = null, next = null, sure = false } = prospect ?? {}
      return { vessel: id, at, points, reachesAt, next, sure, reasons }
    },
    async dryRun(id, body) {
      const vessel = configuration.find('vessels', id)
      const start = body.from ?? brewery.vessel(id).processValue
      const { plan, settings } = configuration
      const watts = (actuator: Id | null) => plan.actuators.find(({ id }) => id === actuator)?.power ?? 0
      const powers = { heater: watts(vessel.heater), cooler: watts(vessel.cooler) }
      const from = start ?? Number.NaN
      let work: Generator<void, Omit<DryRun, 'vessel' | 'assumptions'>>
      if ('profile' in body) {
        checkRange(vessel, body.profile, settings.unit)
        const profile: Profile = { ...body.profile, id: 'dry-run', events: [], version: 1 }
        work = dryRun(known(vessel, start, { profile, from }), profile, powers, settings.unit)
      } else {
        const schedule = unattended({ ...body.schedule, id: 'dry-run', version: 1 })
        work = dryRunSchedule(known(vessel, start, { schedule, from }), schedule, powers, settings.unit)
      }
      const result = await inTurn(() => inSlices(work))
      return { vessel: id, ...result, assumptions: assumptionsOf(vessel, powers, result.sure, 'schedule' in body) }
    },
  }

  function known(vessel: Vessel, start: number | null, trial: Trial): Rehearsal {
    const rehearsal = start === null ? null : play(vessel.id, trial)
    if (!rehearsal) throw new Fault('conflict', unknown(vessel))
    return rehearsal
  }
}

function checkRange({ range, id }: Vessel, { points }: Pick<Profile, 'points'>, unit: Scale): void {
  const outside = points.findIndex(({ temperature }) => temperature < range.minimum || temperature > range.maximum)
  if (outside < 0) return
  const message = `vessel "${id}" holds ${span(range, unit)} at most`
  throw new Fault('invalid', 'the vessel cannot follow this profile', [
    { pointer: `/profile/points/${outside}/temperature`, message },
  ])
}

function unknown({ id, tuning }: Vessel): string {
  return tuning.kind === 'chamber' || tuning.kind === 'kettle'
    ? `the controller of vessel "${id}" has not learned its ${tuning.kind} yet: let it heat or cool once`
    : `the controller of vessel "${id}" does not learn: choose one that does`
}

function assumptionsOf({ tuning, heater, cooler }: Vessel, powers: Powers, sure: boolean, attended: boolean) {
  const silent = (actuator: Id | null, watts: number) => actuator !== null && watts === 0
  return [
    ...(attended ? ['What somebody has to confirm is done at once, and no gravity is waited for.'] : []),
    ...(sure ? [] : ['The chamber is hardly known yet: these are typical figures.']),
    ...(tuning.kind === 'chamber' && tuning.holds === 'beer'
      ? ['The warmth of fermentation is not counted: strong fermentation needs more cooling.']
      : []),
    ...(tuning.kind === 'kettle' ? ['As much is in it as when it was heated last, and nothing is poured in.'] : []),
    ...(silent(heater, powers.heater) || silent(cooler, powers.cooler)
      ? ['Energy is counted only of what has a power in the settings of its output.']
      : []),
  ]
}
