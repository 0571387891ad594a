import type { Wait } from '../../data/model/actuator.ts'
import type { BoardState } from '../../data/model/board.ts'
import type { Scale } from '../../data/model/degrees.ts'
import type { Reading } from '../../data/model/reading.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { type Condition, delayed, isAbove, type Sample, slid, slope } from './alarm-condition.ts'
import type { Watched } from './alarm-rules.ts'
import { apart, degrees } from './words.ts'

/** What is known of a thing that is watched. */
export type Fact =
  | { kind: 'vessel'; state: VesselState }
  /** `stale`: nothing came for longer than it may; the reading is null when none ever came. */
  | { kind: 'sensor'; reading: Reading | null; stale: boolean }
  | { kind: 'board'; state: BoardState }

/** What one watch remembers. */
export interface Watching {
  condition: Condition
  setPoint: number | null
  samples: readonly Sample[]
}

/** A set point that moves by less between two facts is on a ramp, °C. */
const ramp = 0.1

/** A watch that begins, for an alarm whose cause is known to last or not. */
export function beginWatching(standing: boolean): Watching {
  return { condition: { on: standing, since: null }, setPoint: null, samples: [] }
}

/**
 * The watch after a look at the fact at `uptime` ms.
 * @param explained whether another alarm explains whatever is seen
 */
export function look(watched: Watched, before: Watching, fact: Fact, explained: boolean, uptime: number): Watching {
  const setPoint = fact.kind === 'vessel' ? fact.state.setPoint : null
  const value = measured(fact)
  const rate = watched.condition.kind === 'rate'
  const samples = rate && value !== null ? slid(before.samples, { uptime, value }, windowOf(watched)) : before.samples
  const now = { ...before, setPoint, samples }
  if (watched.condition.kind === 'deviation' && jumped(before.setPoint, setPoint)) {
    return { ...now, condition: { on: false, since: null } }
  }
  const seen = explained ? null : see(watched, now, fact)
  return { ...now, condition: delayed(before.condition, seen, watched, uptime) }
}

function jumped(from: number | null, to: number | null): boolean {
  return from !== null && to !== null && Math.abs(from - to) >= ramp
}

function windowOf({ condition }: Watched): number {
  return condition.kind === 'rate' ? condition.window : 0
}

/** The valid value of a vessel or sensor. */
function measured(fact: Fact): number | null {
  switch (fact.kind) {
    case 'vessel':
      return fact.state.quality === 'good' ? fact.state.processValue : null
    case 'sensor':
      return fact.reading?.quality === 'good' && !fact.stale ? fact.reading.value : null
    case 'board':
      return null
  }
}

/** Whether it is so now; null when nobody can tell. */
function see({ condition }: Watched, { condition: { on }, samples }: Watching, fact: Fact): boolean | null {
  const value = measured(fact)
  switch (condition.kind) {
    case 'high':
      return value === null ? null : isAbove(value, condition.limit, condition.deadband, on)
    case 'low':
      return value === null ? null : isAbove(-value, -condition.limit, condition.deadband, on)
    case 'deviation': {
      if (fact.kind !== 'vessel') return null
      const { setPoint, mode } = fact.state
      if (setPoint === null || mode.kind === 'off' || mode.kind === 'manual') return false
      const { distance, deadband } = condition
      return value === null ? null : isAbove(Math.abs(value - setPoint), distance, Math.min(deadband, distance / 2), on)
    }
    case 'rate': {
      const rate = slope(samples, condition.window)
      if (value === null || rate === null) return null
      const { direction, limit } = condition
      const speed = direction === 'either' ? Math.abs(rate) : direction === 'rising' ? rate : -rate
      return isAbove(speed, limit, limit / 5, on)
    }
    case 'digital':
      return value === null ? null : (value !== 0) === (condition.value === 1)
    case 'lost':
      return isLost(fact)
    case 'tripped':
      return fact.kind === 'board' && fact.state.heartbeat.state === 'tripped'
    case 'dry':
      return waitsFor(fact, 'level') || waitsFor(fact, 'settling')
    case 'fault':
      return (
        fact.kind === 'vessel' && (fact.state.activity === 'fault' ? true : isUnmeasured(fact.state) ? null : false)
      )
  }
}

const waitsFor = (fact: Fact, reason: Wait['reason']): boolean =>
  fact.kind === 'vessel' && fact.state.waits.some(wait => wait.reason === reason)

/** Right after the start nothing has come yet, and nothing is wrong yet. */
function isUnmeasured({ quality, measuredAt }: VesselState): boolean {
  return quality === 'stale' && measuredAt === null
}

function isLost(fact: Fact): boolean | null {
  switch (fact.kind) {
    case 'vessel':
      return isUnmeasured(fact.state) ? null : fact.state.quality !== 'good'
    case 'sensor':
      return fact.stale || (fact.reading ? fact.reading.quality !== 'good' : null)
    case 'board': {
      const { phase, reason } = fact.state
      return phase === 'opening' && !reason ? null : phase !== 'ready'
    }
  }
}

/** What was seen, in a sentence. */
export function describe(watched: Watched, { samples }: Watching, fact: Fact, unit: Scale): string {
  const { name, condition, delay } = watched
  if (watched.message !== null) return watched.message
  const value = degrees(measured(fact) ?? 0, unit)
  switch (condition.kind) {
    case 'high':
      return `${name}: ${value} is above the limit of ${degrees(condition.limit, unit)}.`
    case 'low':
      return `${name}: ${value} is below the limit of ${degrees(condition.limit, unit)}.`
    case 'deviation': {
      const setPoint = fact.kind === 'vessel' ? degrees(fact.state.setPoint ?? 0, unit) : ''
      return `${name}: set point ${setPoint} not reached in ${time(delay)}, it is at ${value}. Check heater and cooler.`
    }
    case 'rate': {
      const rate = slope(samples, condition.window) ?? 0
      const [speed, limit] = [rate, condition.limit].map(change => apart(change, unit, 2))
      return `${name} ${rate > 0 ? 'rises' : 'falls'} by ${speed} a minute, more than ${limit}.`
    }
    case 'digital':
      return `${name} is ${condition.value === 1 ? 'on' : 'off'}.`
    case 'lost':
      return `${name}: ${reasonOf(fact)}${fact.kind === 'board' ? ' Its outputs are at rest.' : ''}`
    case 'tripped':
      return `${name} heard nothing from this computer and put its outputs into their safe state. Check whether the computer was asleep or busy.`
    case 'dry':
      if (waitsFor(fact, 'settling'))
        return `${name}: its level switch is not calm, and its heater stays off until it shows water for five seconds. Look for waves, a loose wire and a low level.`
      return `${name}: its level switch shows no water, and its heater stays off. Fill it, or check the switch.`
    case 'fault':
      return `${name}: ${reasonOf(fact)}`
  }
}

/** That it is over. */
export const recovered = ({ name, condition }: Watched): string =>
  condition.kind === 'dry' ? `${name} waits for water no longer` : `${name} is as it should be again`

function reasonOf(fact: Fact): string {
  switch (fact.kind) {
    case 'vessel':
      return sentence(fact.state.reason ?? 'no valid reading')
    case 'sensor':
      return sentence(fact.stale ? 'no reading comes any more' : (fact.reading?.reason ?? 'no valid reading'))
    case 'board':
      return sentence(fact.state.reason ?? fact.state.phase)
  }
}

const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`)

const time = (seconds: number) => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`)
