import type { Plant } from './plant.ts'

/** An actuator at work, seen so that its success is always a rise: a cooler's temperatures have their sign turned. */
export interface Effort {
  /** ms of uptime; seconds since the look before. */
  uptime: number
  seconds: number
  /** 1 for a heater, −1 for a cooler. */
  sign: 1 | -1
  /** Share of full power, 0–1, and that in W. */
  share: number
  power: number
  /** What the vessel's probe shows; null when it shows nothing. */
  value: number | null
  /** Whether it works at its limit to come closer to the set point, or is there; null when there is no set point. */
  task: 'far' | 'there' | null
}

/** How an actuator's work is answered. */
export interface Response {
  /** °C that an adiabatic vessel would have moved since it was last seen to move, and seconds of work. */
  owed: number
  worked: number
  rested: number
  /** Where it began, the lowest since, and the highest. */
  start: number | null
  low: number
  peak: number
  /** Where it was lately: its mean, in which what is older fades. */
  lately: number
  /** Everything rests to see whether the vessel falls back: since when, from where, and how it moved before, °C/ms. */
  check: { since: number; from: number; slope: number } | null
  /** A check proved that it works at the limit of what it can do: it owes so many times more before the next. */
  patience: number
}

/** Nothing is owed. */
export const freshResponse: Response = {
  owed: 0,
  worked: 0,
  rested: 0,
  start: null,
  low: 0,
  peak: 0,
  lately: 0,
  check: null,
  patience: 1,
}

/** At its limit, as a share of full power. */
const flatOut = 0.9
/** What is lately, as a share of the time for which its plant is deaf. */
const lately = 0.5
/** At a boil the temperature stays within this of its peak. */
const boilDip = 1

/** The response after another look, and whether the actuator is found to have no effect. */
export function respond(before: Response, effort: Effort, plant: Plant): { state: Response; failed: boolean } {
  const { value, sign } = effort
  if (value === null) return { state: { ...before, check: null }, failed: false }
  const y = sign * value
  if (before.check) return checked(before, before.check, y, effort, plant)
  const state = accrue(before, y, effort, plant)
  if (answered(state, y, effort, plant)) return { state: { ...freshResponse, peak: y }, failed: false }
  if (state.start === null) return { state, failed: false }
  if (state.worked < plant.deaf) return { state, failed: false }
  if (state.owed < plant.due) return { state, failed: false }
  // It has power to spare, or it went far the wrong way: a pause would tell nothing more.
  const atItsLimit = effort.power <= plant.loss * Math.max(1, sign * y)
  if (!atItsLimit || y <= state.start - plant.retreat) return { state, failed: true }
  if (state.owed < plant.due * state.patience) return { state, failed: false }
  // A fridge that has just begun may still be on its way down to that: how it moves now counts, not since the start.
  const slope = (y - state.lately) / (lately * plant.deaf * 1000)
  return { state: { ...state, check: { since: effort.uptime, from: y, slope } }, failed: false }
}

function accrue(before: Response, y: number, effort: Effort, plant: Plant): Response {
  const { share, power, seconds, sign, task } = effort
  if (task === 'there') return { ...freshResponse, peak: y }
  const rested = share > 0 ? 0 : before.rested + seconds
  if (rested > plant.deaf) return { ...freshResponse, peak: y }
  // Near its set point what is put in may only make up for what is lost.
  const lost = task === 'far' ? 0 : Math.min(power, plant.loss * Math.max(1, sign * y))
  const spent = power - lost
  const begun = before.start === null ? { ...before, start: y, low: y, peak: y, lately: y } : before
  return {
    ...begun,
    owed: begun.owed + (spent * seconds) / plant.capacity,
    worked: begun.worked + (spent > 0 ? seconds : 0),
    rested,
    low: Math.min(begun.low, y),
    peak: Math.max(begun.peak, y),
    lately: begun.lately + (y - begun.lately) * Math.min(1, seconds / (lately * plant.deaf)),
  }
}

function answered(state: Response, y: number, { sign }: Effort, plant: Plant): boolean {
  return y >= state.low + plant.step || (sign > 0 && y >= plant.boils && y > state.peak - boilDip)
}

function checked(
  before: Response,
  check: NonNullable<Response['check']>,
  y: number,
  { uptime }: Effort,
  plant: Plant,
): { state: Response; failed: boolean } {
  // Further than it would have gone by itself: what was on had been holding it.
  const drift = Math.min(0, check.slope) * (uptime - check.since)
  if (y > check.from + drift - plant.step / 2)
    return { state: before, failed: uptime - check.since >= plant.check * 1000 }
  // It works, and what it loses all the same goes on being counted from where it began.
  const { start, patience } = before
  const goesOn = { start, low: y, peak: y, lately: y, patience: Math.min(8, patience * 2) }
  return { state: { ...freshResponse, ...goesOn }, failed: false }
}

/** What an actuator at such a share of full power works for. */
export function taskOf(
  sign: number,
  share: number,
  setPoint: number | null,
  value: number | null,
  band: number,
): Effort['task'] {
  if (setPoint === null || value === null) return null
  if (sign * (setPoint - value) <= band) return 'there'
  return share >= flatOut ? 'far' : null
}
