import { fromCelsius, type Scale } from '../../data/model/degrees.ts'
import type { Instant } from '../../data/model/units.ts'

/** Who speaks of temperatures is told in which unit. */
export interface Spoken {
  readonly unit: Scale
}

const [minute, hour, day] = [60, 3600, 86_400]

/** A temperature in the brewer's unit: `18.2 °C`. */
export const degrees = (celsius: number, unit: Scale, decimals = 1): string =>
  `${fromCelsius(celsius, unit).toFixed(decimals)} ${unit === 'celsius' ? '°C' : '°F'}`

/** A range of temperatures: `4.0 to 25.0 °C`. */
export const span = ({ minimum, maximum }: { minimum: number; maximum: number }, unit: Scale): string =>
  `${fromCelsius(minimum, unit).toFixed(1)} to ${degrees(maximum, unit)}`

/** A difference of temperatures, without its sign. */
export const apart = (celsius: number, unit: Scale, decimals = 1): string =>
  `${Math.abs(unit === 'celsius' ? celsius : celsius * 1.8).toFixed(decimals)} ${unit === 'celsius' ? '°C' : '°F'}`

/** A point in time, to the minute: `2026-01-01 18:30 UTC`. */
export const dateAndTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A length of time as people say it: `11 min`, `3 h 20 min`, `2.6 days`. */
export function lasting(seconds: number): string {
  if (seconds < 1.5 * minute) return '1 min'
  if (seconds < hour) return `${Math.round(seconds / minute)} min`
  if (seconds < day) {
    const minutes = Math.round(seconds / minute)
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  }
  const days = Math.round(seconds / (day / 10)) / 10
  return days === 1 ? '1 day' : `${days} days`
}

/** The same counted in seconds below a quarter of an hour: what people wait for. */
export function waiting(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds))
  if (left < minute) return `${left} s`
  if (left > 15 * minute || left % 60 === 0) return lasting(left)
  return `${Math.floor(left / minute)} min ${left % 60} s`
}
