import type { Settings } from '../data/model/setting.ts'

/** The unit people read temperatures in; inside the house all is °C. */
export type Unit = Settings['unit']

/** Keeps a number and its unit on one line. */
const space = '\u00a0'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Whether this is a time, ms, that a date can be made of: anybody may publish anything. */
export const isTime = (at: unknown): at is number => typeof at === 'number' && Math.abs(at) <= 8.64e15

/** °C in the unit people read. */
export const fromCelsius = (celsius: number, unit: Unit): number => (unit === 'celsius' ? celsius : celsius * 1.8 + 32)

/** What people typed, in °C to a hundredth. */
export const toCelsius = (value: number, unit: Unit): number =>
  Math.round((unit === 'celsius' ? value : (value - 32) / 1.8) * 100) / 100

/** A number with so many decimals and a true minus sign; a dash where there is none. */
export function number(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  const text = value.toFixed(decimals)
  const signed = text.startsWith('-') ? (Number(text) === 0 ? text.slice(1) : `−${text.slice(1)}`) : text
  return signed.replace('.', point)
}

/** A temperature to a tenth, without its unit. */
export const temperature = (celsius: number | null | undefined, unit: Unit): string =>
  celsius === null || celsius === undefined ? '–' : number(fromCelsius(celsius, unit), 1)

/** `°C` or `°F`. */
export const sign = (unit: Unit): string => (unit === 'celsius' ? '°C' : '°F')

/** A share of full power. */
export const percent = (share: number): string => `${number(Math.abs(share))}${space}%`

/** A temperature to a tenth with its unit, never torn apart at the end of a line. */
export const degrees = (celsius: number | null | undefined, unit: Unit): string =>
  `${temperature(celsius, unit)}${space}${sign(unit)}`

/** A difference of temperatures with its unit; to a tenth where that matters, unless `decimals` are given. */
export function apart(celsius: number, unit: Unit, decimals?: number): string {
  const size = unit === 'celsius' ? celsius : celsius * 1.8
  return `${number(size, decimals ?? (Number.isInteger(size) ? 0 : 1))}${space}${sign(unit)}`
}

/** A length of time in its two largest units: `3 min 12 s`, `2 d 3 h`. */
export function duration(ms: number): string {
  const left = Math.max(0, ms)
  if (left < minute) return `${Math.ceil(left / second)}${space}s`
  if (left < hour) return pair(Math.floor(left / minute), 'min', Math.floor((left % minute) / second), 's')
  if (left < day) return pair(Math.floor(left / hour), 'h', Math.floor((left % hour) / minute), 'min')
  return pair(Math.floor(left / day), 'd', Math.floor((left % day) / hour), 'h')
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string) =>
  small === 0 ? `${large}${space}${largeUnit}` : `${large}${space}${largeUnit} ${small}${space}${smallUnit}`

/** A length of time in its largest unit only: `14 s`, `3 min`. */
export function roughly(ms: number): string {
  const left = Math.max(0, ms)
  if (left < minute) return `${Math.floor(left / second)}${space}s`
  if (left < hour) return `${Math.floor(left / minute)}${space}min`
  if (left < day) return `${Math.floor(left / hour)}${space}h`
  return `${Math.floor(left / day)}${space}d`
}

let { time, seconds, weekday, date, dated, month, year, point } = writtenIn('en-GB')

/** Writes dates and numbers as of a BCP 47 tag from now on; null: as this browser does. */
export function applyLocale(locale: Settings['locale']): void {
  ;({ time, seconds, weekday, date, dated, month, year, point } = writtenIn(locale ?? undefined))
}

function writtenIn(locale: string | undefined) {
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5)
  return {
    time: dates({ hour: '2-digit', minute: '2-digit' }),
    seconds: dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    weekday: dates({ weekday: 'short' }),
    date: dates({ day: 'numeric', month: 'short' }),
    dated: dates({ day: 'numeric', month: 'short', year: 'numeric' }),
    month: dates({ month: 'short', year: 'numeric' }),
    year: dates({ year: 'numeric' }),
    point: parts.find(({ type }) => type === 'decimal')?.value ?? '.',
  }
}

/** When something is, as far away as it is: `18:00`, `Tue 18:00`, `12 Mar 18:00`, `12 Mar 2025 18:00`. */
export function clockTime(at: number, now: number): string {
  const apart = Math.abs(at - now)
  if (apart < 20 * hour && new Date(at).getDate() === new Date(now).getDate()) return time.format(at)
  return `${dayName(at, now)} ${time.format(at)}`
}

/** What the server says, which knows nobody's time zone, with its times as this browser tells them. */
export const inLocalTime = (text: string, now: number): string =>
  text.replace(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, date, time) => clockTime(Date.parse(`${date}T${time}Z`), now))

/** The day something is on, as far away as it is: `Tue`, `12 Mar`, `12 Mar 2025`. */
export const dayName = (at: number, now: number): string =>
  Math.abs(at - now) < 6 * day ? weekday.format(at) : dateOf(at, now)

/** A date with its year where that could be another one. */
const dateOf = (at: number, now: number): string => (Math.abs(at - now) < 180 * day ? date : dated).format(at)

/** How finely a time axis is divided. */
export type Division = 'second' | 'minute' | 'day' | 'month' | 'year'

/** A moment on a time axis: `18:05:30`, `18:05`, `12 Mar`, `Mar 2026`, `2026`. */
export const axisTime = (at: number, division: Division): string =>
  ({ second: seconds, minute: time, day: date, month, year })[division].format(at)

/** A moment on a chart: with seconds within half a day, with the date before and after. */
export const moment = (at: number, now: number): string =>
  Math.abs(now - at) < 12 * hour ? seconds.format(at) : `${dateOf(at, now)} ${time.format(at)}`
