import type { BoilPhase, Vessel, VesselState } from '../../data/model/vessel.ts'
import { clamp } from './controller.ts'

/** Where a boil stands; temperatures in °C, times in s. */
export interface BoilState {
  phase: BoilPhase
  /** Seconds the phase has lasted. */
  lasted: number
  /** The temperature at which this vessel was seen to boil: it falls by 1 K for every 300 m of altitude. */
  boilsAt: number | null
  /** Measured since the phase began, at most for as long as a slope needs; latest last. */
  seen: readonly number[]
  /** How fast full power heats, K/s; 0 until that was seen. */
  rise: number
  /** The power that comes up to the boil, percent. */
  held: number
}

/** What a boil goes by at a tick. */
export interface BoilInput {
  processValue: number
  seconds: number
  /** The power that is wanted once it boils, and the most that may be used on the way there, percent. */
  power: number
  most: number
  /** What the heater really gave since the tick before, percent. */
  achieved: number
}

/** Seconds over which a slope is measured: 0.02 °C of noise make 0.0001 K/s of it. */
const window = 120
/** Water boils at 90 °C on a mountain of 3000 m: nothing foams over below, as long as nothing is known. */
const lowestBoil = 90
/** How far below the known boiling point the foam is expected, and how far it may fall without a new hot break, K. */
const margin = 3
const setback = 5
/** Half the power lets the foam rise slowly enough to be seen, and makes a boil out of most kettles. */
const gentle = 50
/** The hot break is over when it has boiled for so long, s: the foam falls once the proteins have coagulated. */
const hotBreak = 300
/** A plateau: it rises by less than a quarter of what its power should do, or by less than 0.05 K a minute. */
const stalled = 0.25
const flat = 8e-4
/** What rises above its boiling point by more than that was not boiling, K; then more power is needed to get there. */
const mistaken = 1
const firmer = 1.4

/** Less power than was asked for, percent: it may stand still without boiling. */
const starved = 1

/** Whether the vessel's range lets it boil anywhere. */
export const mayBoil = ({ range }: Pick<Vessel, 'range'>): boolean => range.maximum >= lowestBoil

/** A boil that begins. */
export const freshBoil: BoilState = { phase: 'approach', lasted: 0, boilsAt: null, seen: [], rise: 0, held: gentle }

/**
 * Brings a kettle to the boil without boiling over: full power up to where it might foam, gently until the temperature
 * stops rising — whatever that temperature is — and through the hot break, then the power that is wanted.
 */
export function boil(before: BoilState, input: BoilInput): { demand: number; state: BoilState } {
  const { processValue, seconds, most, achieved } = input
  const seen = achieved < demandOf(before, input) - starved ? [] : [...before.seen, processValue].slice(-window)
  const state = { ...before, seen, lasted: before.lasted + seconds }
  const rise = state.phase === 'approach' ? Math.max(state.rise, (slope(seen) * 100) / Math.max(most, 1)) : state.rise
  const next = follow({ ...state, rise }, input)
  return { demand: demandOf(next, input), state: next }
}

function demandOf({ phase, held }: BoilState, { power, most }: BoilInput): number {
  return clamp({ approach: 100, guard: held, 'hot-break': held, boiling: power }[phase], 0, most)
}

/** How far a boil is, as it is published. */
export const progress = ({ phase, boilsAt }: BoilState): NonNullable<VesselState['boil']> => ({
  phase,
  boilsAt: boilsAt === null ? null : Math.round(boilsAt * 10) / 10,
})

function follow(state: BoilState, { processValue, most }: BoilInput): BoilState {
  const { phase, boilsAt, lasted } = state
  switch (phase) {
    case 'approach':
      return processValue >= (boilsAt ?? lowestBoil + margin) - margin ? enter(state, 'guard') : state
    case 'guard':
      return isFlat(state, most) ? { ...enter(state, 'hot-break'), boilsAt: mean(state.seen) } : state
    case 'hot-break':
    case 'boiling':
      if (processValue < boilsAt! - setback) return enter(state, 'approach')
      if (processValue > boilsAt! + mistaken)
        return { ...enter(state, 'guard'), held: Math.min(100, state.held * firmer) }
      return phase === 'hot-break' && lasted >= hotBreak ? enter(state, 'boiling') : state
  }
}

const enter = (state: BoilState, phase: BoilPhase): BoilState => ({ ...state, phase, lasted: 0, seen: [] })

function isFlat({ seen, rise, held }: BoilState, most: number): boolean {
  const expected = (rise * Math.min(held, most)) / 100
  return seen.length >= window && slope(seen) < Math.max(flat, stalled * expected)
}

/** By least squares over a full window, K/s; 0 before. */
function slope(values: readonly number[]): number {
  if (values.length < window) return 0
  const middle = (window - 1) / 2
  const sum = values.reduce((total, value, n) => total + (n - middle) * value, 0)
  return sum / ((window * (window ** 2 - 1)) / 12)
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
