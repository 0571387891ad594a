import type { Actuator, Wait } from '../../data/model/actuator.ts'
import type { Scale } from '../../data/model/degrees.ts'
import type { Reason } from '../../data/model/forecast.ts'
import type { Instant } from '../../data/model/units.ts'
import type { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import type { Prospect } from './foresight.ts'
import { needsSomebody } from './loop-words.ts'
import { beginsAt } from './standstill.ts'
import { apart, degrees, lasting, waiting } from './words.ts'

/** What an explanation goes by. */
export interface Situation {
  state: VesselState
  vessel: Pick<Vessel, 'tuning' | 'heater' | 'cooler'>
  actuators: readonly Pick<Actuator, 'id' | 'name' | 'use'>[]
  /** Null: nothing can be foreseen. */
  prospect: Prospect | null
  unit: Scale
  now: Instant
}

/** Percent from which on power counts as full, up to which as none, and for how much of the way it must be full: at its end it brakes. */
const [full, none, mostly] = [95, 2, 70]
/** How much a value must still move in the last eighth of what is foreseen to be on its way, °C. */
const moving = 0.1
/** How far it may fall behind a set point that moves, °C. */
const bearable = 0.5

/** Why a vessel is not at its temperature, the most important first; empty when it is off or nothing is asked of it. */
export function explain(situation: Situation): Reason[] {
  const { state, actuators, now } = situation
  const { mode, reason } = state
  if (mode.kind === 'off') return []
  const waits = state.waits.map(wait => ({ kind: 'wait' as const, text: waitSentence(wait, actuators, now) }))
  if (reason?.startsWith('asked for ')) {
    return [...waits, { kind: 'range', text: sentence(reason) }, ...course(situation)]
  }
  if (reason?.startsWith('starts at '))
    return [{ kind: 'wait', text: `It starts in ${waiting((startOf(mode, now) - now) / 1000)}.` }]
  if (reason?.startsWith(beginsAt)) return [{ kind: 'wait', text: sentence(reason) }, ...waits, ...course(situation)]
  if (reason) return [{ kind: 'trouble', text: sentence(reason) }, ...waits]
  return state.waits.some(needsSomebody) ? waits : [...waits, ...course(situation)]
}

/** When what it is told to follow begins. */
function startOf(mode: Mode, now: Instant): Instant {
  const start = mode.kind === 'schedule' ? mode.run?.startedAt : mode.kind === 'profile' ? mode.startedAt : undefined
  return start ?? now
}

/** Where it goes; empty while its schedule asks for nothing. */
function course({ state, vessel, prospect, unit, now }: Situation): Reason[] {
  const { mode, processValue, setPoint, boil } = state
  if (mode.kind === 'manual') return [{ kind: 'manual', text: 'Its output is set by hand: no temperature is held.' }]
  if (setPoint === null && !boil) return []
  if (!prospect) return [unknown(vessel.tuning.kind)]
  if (processValue === null) return []
  if (prospect.there) return [behind(prospect, unit, now) ?? { kind: 'holding', text: 'It is where it should be.' }]
  const lags = setPoint === null ? null : behind(prospect, unit, now)
  if (prospect.reachesAt !== null && !lags) return [arriving(prospect, state, unit, now)]
  return [lags ?? notReached(prospect, state, vessel, unit)]
}

function arriving({ reachesAt, effort }: Prospect, state: VesselState, unit: Scale, now: Instant): Reason {
  const { mode, setPoint, output, boil } = state
  const left = lasting((reachesAt! - now) / 1000)
  const limit = mode.kind === 'constant' || mode.kind === 'boil' ? mode.powerLimit : undefined
  if (boil) return { kind: 'on-its-way', text: `It boils in ${left}.` }
  if (effort <= none && output === 0)
    return { kind: 'coasting', text: `It rests: by itself it gets to ${degrees(setPoint!, unit)} in ${left}.` }
  const verb = output < 0 ? 'Cools' : 'Heats'
  if (effort >= mostly && Math.abs(output) >= full)
    return { kind: 'on-its-way', text: `${verb} at full power: there in ${left}.` }
  if (limit !== undefined && effort >= (mostly / 100) * limit && output >= (full / 100) * limit)
    return { kind: 'on-its-way', text: `Heats with the ${limit} % it may give: there in ${left}.` }
  return { kind: 'on-its-way', text: `There in ${left}.` }
}

/** That it will not get there within what is foreseen, or never. */
function notReached(prospect: Prospect, state: VesselState, vessel: Situation['vessel'], unit: Scale): Reason {
  const { points, effort } = prospect
  const last = points.at(-1)!
  const cold = state.setPoint === null || last.processValue < state.setPoint
  const to = degrees(last.processValue, unit)
  if (cold ? vessel.heater === null : vessel.cooler === null)
    return { kind: 'never', text: `It is too ${cold ? 'cold' : 'warm'}, and nothing ${cold ? 'heats' : 'cools'} it.` }
  const before = points[Math.floor((points.length * 7) / 8)]!
  const closer = cold ? last.processValue - before.processValue : before.processValue - last.processValue
  const length = lasting((last.at - points[0]!.at) / 1000)
  if (closer > moving) return { kind: 'late', text: `Not within ${length}: it will be at ${to} then.` }
  const why = cold ? 'it loses as much as the heater makes' : 'the cooler takes out no more than comes in'
  return effort >= full
    ? { kind: 'never', text: `At full power it gets no further than ${to}: ${why}.` }
    : { kind: 'never', text: `It gets no further than ${to} with the power it may use.` }
}

/** That a moving set point runs away from it, at its worst. */
function behind({ points }: Prospect, unit: Scale, now: Instant): Reason | null {
  let [worst, at] = [bearable, 0]
  for (let n = 1; n < points.length; n++) {
    const [before, { at: time, processValue, setPoint, output }] = [points[n - 1]!, points[n]!]
    if (setPoint === null || before.setPoint === null) continue
    const moves = setPoint - before.setPoint
    const gap = setPoint - processValue
    // A step is no ramp: nobody expects to follow it at once.
    const ramps = Math.abs(moves) > 0 && Math.abs(moves) < 0.5 && moves * gap > 0
    if (ramps && Math.abs(output) >= full && Math.abs(gap) > worst) [worst, at] = [Math.abs(gap), time]
  }
  if (at === 0) return null
  return {
    kind: 'behind',
    text: `The profile goes faster than it can: ${apart(worst, unit)} behind in ${lasting((at - now) / 1000)}.`,
  }
}

function unknown(tuning: Vessel['tuning']['kind']): Reason {
  const learns = tuning === 'chamber' || tuning === 'kettle'
  const text = learns
    ? `It has not learned its ${tuning} yet: where it goes cannot be foreseen.`
    : 'Its control does not learn: where it goes cannot be foreseen.'
  return { kind: 'unknown', text }
}

function waitSentence(wait: Wait, actuators: Situation['actuators'], now: Instant): string {
  const actuator = actuators.find(({ id }) => id === wait.actuator)
  const what = actuator?.use === 'heater' ? 'Heating' : actuator?.use === 'cooler' ? 'Cooling' : (actuator?.name ?? '')
  const left = wait.until === null ? null : (wait.until - now) / 1000
  const soon = left === null ? 'as soon as it may' : `in ${waiting(left)}`
  switch (wait.reason) {
    case 'minimum-off':
      return `${what} starts ${soon}: ${actuator?.use === 'cooler' ? 'the compressor rests' : 'it rests after it was on'}.`
    case 'minimum-on':
      return `${what} stays on${left === null ? '' : ` for ${waiting(left)}`}: it may not be switched so often.`
    case 'changeover':
      return `${what} starts ${soon}: it rests between heating and cooling.`
    case 'exclusion':
      return `${what} waits until what must not run with it is off.`
    case 'power-budget':
      return `${what} waits for power: the budget is used up.`
    case 'starting':
      return `${what} waits until its board is ready.`
    case 'arming':
      return `${what} waits until its board confirms that its heartbeat is armed.`
    case 'board':
      return `${what} is off: its board cannot be reached.`
    case 'heartbeat':
      return `${what} is off: its board fell back to its safe state and is locked.`
    case 'trip':
      return `${what} is off: safety tripped.`
    case 'emergency-stop':
      return `${what} is off: the emergency stop is latched.`
    case 'level':
      return `${what} is off: its level switch shows no water.`
    case 'settling':
      return `${what} is off until its level switch shows water for five seconds.`
    case 'check':
      return `${what} rests for some minutes, to see whether the thermometer notices.`
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
