import type { Actuator } from '../data/model/actuator.ts'
import type { Learned } from '../data/model/learned.ts'
import { number, sign, type Unit } from './format.ts'

type Figure = { value: number; uncertainty: number }
type Power = Pick<Actuator, 'power'> | undefined

/** J that warm a litre of water by 1 K. */
const waterJoules = 4186

/** What a controller learned, in sentences a brewer understands, each with how sure it is. */
export function learnedWords(
  learned: Learned,
  { unit, heater, cools, heats }: { unit: Unit; heater: Power; cools: boolean; heats: boolean },
): string[] {
  switch (learned.kind) {
    case 'chamber':
      return [
        `The beer follows the air within ${time(learned.beerTime)}.`,
        `The air loses what it has to the room within ${time(learned.airRoomTime)}.`,
        ...(cools ? [`The cooler alone would cool its evaporator by ${rate(learned.coolingRate, unit)}.`] : []),
        ...(cools ? [`Its cold lasts for ${time(learned.wallTime)} after it stops.`] : []),
        ...(heats ? [`The heater alone would warm the air by ${rate(learned.heatingRate, unit)}.`] : []),
      ]
    case 'kettle':
      return [
        `Full power heats by ${rate(learned.heatingRate, unit)}${volume(learned.heatingRate, heater)}.`,
        `The thermometer sees it after ${time(learned.deadTime)}, most of it ${time(learned.lag)} later.`,
        `Left alone, it loses half its warmth to the room in ${time(halved(learned.coolingTime))}.`,
      ]
  }
}

/** Whether most of it is not more than typical yet. */
export const isVague = (learned: Learned): boolean => {
  const { uncertainty } = learned.kind === 'chamber' ? learned.beerTime : learned.heatingRate
  return uncertainty > 0.35
}

/** What decays by e in this time halves in that. */
const halved = ({ value, uncertainty }: Figure): Figure => ({ value: Math.LN2 * value, uncertainty })

function volume({ value }: Figure, heater: Power): string {
  if (!heater || heater.power === 0) return ''
  const litres = (heater.power * 3600) / (value * waterJoules)
  return `: like ${number(litres, litres < 10 ? 1 : 0)} L of water with its ${number(heater.power / 1000, 1)} kW`
}

function rate({ value, uncertainty }: Figure, unit: Unit): string {
  const shown = unit === 'celsius' ? value : value * 1.8
  return `${number(shown, shown < 10 ? 1 : 0)} ${sign(unit)} an hour${doubt(uncertainty)}`
}

function time({ value, uncertainty }: Figure): string {
  return `${length(value)}${doubt(uncertainty)}`
}

/** One unit, two digits: nobody learns to the second. */
function length(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  const hours = seconds / 3600
  return hours < 48 ? `${number(hours, hours < 10 ? 1 : 0)} h` : `${number(hours / 24, 1)} days`
}

const doubt = (uncertainty: number): string =>
  uncertainty >= 0.5 ? ' (a guess yet)' : ` (±\u00a0${Math.max(1, Math.round(100 * uncertainty))}\u00a0%)`
