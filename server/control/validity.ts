import type { Quality, Reading } from '../../data/model/reading.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Instant } from '../../data/model/units.ts'

/** The process value a loop goes by: the last good one for as long as it may be believed. */
export interface ProcessValue {
  value: number | null
  quality: Quality
  measuredAt: Instant | null
  reason?: string
  /** In uptime. */
  receivedAt: number
  /** Good readings, and bad ones, in a row. */
  good: number
  bad: number
}

/** Nothing measured yet. */
export const unmeasured: ProcessValue = {
  value: null,
  quality: 'stale',
  measuredAt: null,
  reason: 'waiting for the first readings',
  receivedAt: 0,
  good: 0,
  bad: 0,
}

/** A value is trusted from the second good reading in a row on, and up to the third bad one. */
const goodNeeded = 2
const badBorne = 2

/** Takes in a reading that was received at `uptime` ms. */
export function take(before: ProcessValue, reading: Reading, uptime: number): ProcessValue {
  if (reading.quality === 'stale') return { ...before, quality: 'stale', good: 0, reason: reading.reason ?? 'too old' }
  if (reading.quality !== 'good' || reading.value === null) {
    const bad = before.bad + 1
    if (bad <= badBorne && before.quality === 'good') return { ...before, bad }
    return { ...before, bad, good: 0, quality: 'bad', reason: reading.reason ?? 'the sensor gives no valid value' }
  }
  const good = before.good + 1
  const trusted = good >= goodNeeded
  return {
    value: reading.value,
    quality: trusted ? 'good' : before.quality,
    measuredAt: reading.at,
    ...(trusted ? {} : { reason: 'waiting for a second good reading' }),
    receivedAt: uptime,
    good,
    bad: 0,
  }
}

/** The value as long as it may be believed. */
export const good = ({ quality, value }: ProcessValue): number | null => (quality === 'good' ? value : null)

/** Grows stale: what is older than `staleAfter` seconds at `uptime` ms is no longer good. */
export function aged(value: ProcessValue, staleAfter: number, uptime: number): ProcessValue {
  if (value.quality !== 'good' || uptime - value.receivedAt <= staleAfter * 1000) return value
  return { ...value, quality: 'stale', good: 0, reason: `no reading for more than ${staleAfter} s` }
}

/** Whether two sensors measure in the same place. */
export function sameSource(a: Sensor | undefined, b: Sensor | undefined): boolean {
  return a?.id === b?.id && a?.board === b?.board && JSON.stringify(a?.driver) === JSON.stringify(b?.driver)
}

/** Why a vessel cannot be held by what its sensor shows; null: it can. */
export function troubleWith(sensor: Sensor | undefined, { quality, reason }: ProcessValue): string | null {
  if (!sensor) return 'no sensor is assigned to this vessel: outputs off'
  if (quality === 'good') return null
  return reason?.endsWith('?') ? `${reason} Outputs are off` : `${reason ?? 'no valid reading'}: outputs off`
}
