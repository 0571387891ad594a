import type { AutotuneResult, AutotuneState } from '../data/model/autotune.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import { clockTime, degrees, number, roughly, sign, type Unit } from './format.ts'

/** Why a vessel cannot be tuned now; null: it can. */
export function untunable({ heater, cooler }: Pick<Vessel, 'heater' | 'cooler'>, mode: Mode): string | null {
  if (heater === null && cooler === null) return 'This vessel has neither a heater nor a cooler.'
  return mode.kind === 'constant'
    ? null
    : 'Hold it at a constant set point first: the one it is to be tuned for, with what is usually in it.'
}

/** How far it is, or how it ended. */
export function tuningWords(state: AutotuneState, unit: Unit, now: number): string {
  const at = degrees(state.setPoint, unit)
  switch (state.phase) {
    case 'approach':
      return `It goes to ${at} first. Begun ${clockTime(state.startedAt, now)}.`
    case 'swings':
      return `It swings around ${at}: swing ${state.swing} of ${state.of}. Begun ${roughly(now - state.startedAt)} ago; each takes some minutes, with a slow vessel half an hour.`
    case 'found':
      return `Found at ${at}. Nothing is changed yet.`
    case 'ended':
      return `It ended because ${state.reason}. Its control is as it was.`
  }
}

/** What was found, and what it follows from, a line each. */
export function foundWords(found: AutotuneResult, unit: Unit): string[] {
  const scale = unit === 'celsius' ? 1 : 1.8
  const degree = sign(unit)
  return [
    `Gain ${digits(found.gain)} % per °C, integral time ${number(found.integralTime)} s, derivative time ${number(found.derivativeTime)} s.`,
    `The thermometer sees what is given after ${number(found.deadTime)} s, most of it ${number(found.lag)} s later.`,
    `Full power moves it by ${digits(found.fullPower * scale)} ${degree} an hour; ${digits(found.holding)} % hold it.`,
    `A controller with a gain of ${digits(found.ultimateGain)} % per °C alone would swing for ever, every ${number(found.ultimatePeriod)} s.`,
    `What was measured lies within ${number(found.error * scale, 2)} ${degree} of that.`,
  ]
}

const digits = (value: number) => number(value, value < 10 ? 1 : 0)
