import type { LearnedKettle } from '../../../data/model/learned.ts'
import type { Plant, Seen } from '../plant.ts'
import { type KettleState, learnedByKettle, usualRoom } from './kettle.ts'

/** Where water boils when nobody has seen it boil here, °C. */
const usualBoil = 100

/** A kettle as its controller believes it to be; null: as long as nothing of it is known. */
export function kettlePlant(state: KettleState, { processValue, air, boilsAt }: Seen): Plant | null {
  const learned = learnedByKettle(state)
  if (!learned || processValue === null) return null
  const waiting = state.bank?.given.slice(-Math.round(learned.deadTime.value)) ?? []
  // What entered before the dead time and is still in the lag: a first-order low-pass of it.
  const entered = state.bank?.given.slice(0, -Math.round(learned.deadTime.value)) ?? []
  const arriving = entered.reduce((now, share) => now + (share - now) / learned.lag.value, entered[0] ?? 0)
  return kettleOf(learned, { processValue, arriving, waiting }, air ?? usualRoom, boilsAt ?? usualBoil)
}

/** What a kettle is at a moment: what was put in within its dead time, and what comes out of its lag, as shares of full power. */
interface Moment {
  processValue: number
  arriving: number
  waiting: readonly number[]
}

function kettleOf(learned: LearnedKettle, start: Moment, room: number, boilsAt: number): Plant {
  const { heatingRate, coolingTime, deadTime, lag } = learned
  const delay = Math.round(deadTime.value)
  const waiting = [...Array<number>(Math.max(0, delay - start.waiting.length)).fill(0), ...start.waiting]
  let { processValue, arriving } = start
  return {
    pace: 1,
    sure: true,
    get processValue() {
      return processValue
    },
    air: null,
    step(heat, _cool, seconds) {
      waiting.push(heat)
      arriving += (waiting.shift()! - arriving) * (1 - Math.exp(-seconds / lag.value))
      const rise = (heatingRate.value / 3600) * arriving - (processValue - room) / coolingTime.value
      processValue = Math.min(boilsAt, processValue + rise * seconds)
    },
    copy: () => kettleOf(learned, { processValue, arriving, waiting }, room, boilsAt),
    refilled: from => kettleOf(learned, { processValue: from, arriving: 0, waiting: [] }, room, boilsAt),
  }
}
