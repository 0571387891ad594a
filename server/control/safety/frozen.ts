import type { Plant } from './plant.ts'

/** A probe that shows the same, bit for bit. */
export interface Stillness {
  value: number | null
  since: number
  readings: number
  /** °C that an adiabatic vessel would have moved since, either way. */
  owed: number
  /** Everything rests, to see whether that changes anything. */
  check: { since: number; for: number } | null
  patience: number
}

/** Nothing seen yet. */
export const freshStillness: Stillness = { value: null, since: 0, readings: 0, owed: 0, check: null, patience: 1 }

/** A tick as far as a frozen probe shows in it. */
export interface Stirring {
  uptime: number
  seconds: number
  value: number | null
  /** W that heat and cool, together. */
  power: number
  /** Whether something works at its limit to come closer to the set point. */
  far: boolean
  /** Its steps are larger than a sixteenth of a degree. */
  coarse: boolean
}

/** A live probe may stand still while its vessel is held; so it owes more then. */
const held = 3
const coarseSteps = 6
const leastReadings = 5
/** °C that a check waits for: three steps of a DS18B20. */
const visible = 0.19

/** The stillness after a reading; a value that differs by a bit ends it, and proves a check right. */
export function heard(before: Stillness, value: number, uptime: number): Stillness {
  if (before.value === value) return { ...before, readings: before.readings + 1 }
  const patience = before.check ? Math.min(8, before.patience * 2) : before.patience
  return { ...freshStillness, value, since: uptime, readings: 1, patience }
}

/** The stillness after a tick, and whether the probe is found to be frozen. */
export function still(before: Stillness, stirring: Stirring, plant: Plant): { state: Stillness; failed: boolean } {
  const { uptime, seconds, value, power, far, coarse } = stirring
  if (before.check) return { state: before, failed: uptime - before.check.since >= before.check.for * 1000 }
  if (value === null || value >= plant.boils) return { state: { ...before, owed: 0, since: uptime }, failed: false }
  const owed = before.owed + (power * seconds) / plant.capacity
  const state = { ...before, owed }
  const age = (uptime - before.since) / 1000
  const due = (plant.due / 4) * (far ? 1 : held) * (coarse ? coarseSteps : 1) * before.patience
  if (owed < due || age < plant.deaf / 2 || before.readings < leastReadings) return { state, failed: false }
  const wait = Math.min(plant.check, plant.check / 3 + (visible * age) / owed)
  return { state: { ...state, check: { since: uptime, for: wait } }, failed: false }
}
