import type { Settings } from './setting.ts'
import type { Celsius } from './units.ts'

/** The temperature scale that people and older protocols are spoken to in. */
export type Scale = Settings['unit']

/** °C of what is given in `scale`. */
export function toCelsius(degrees: number, scale: Scale): Celsius {
  return scale === 'celsius' ? degrees : ((degrees - 32) * 5) / 9
}

/** °C in `scale`, to the tenth of a thousandth: what came in by `toCelsius` goes out as it was. */
export function fromCelsius(celsius: Celsius, scale: Scale): number {
  const degrees = scale === 'celsius' ? celsius : (celsius * 9) / 5 + 32
  return Math.round(degrees * 10_000) / 10_000
}
