import type { Draft, Field } from './fields.ts'
import { fromCelsius, number, sign, toCelsius, type Unit } from './format.ts'

/** The value a JSON pointer names; undefined where there is none. */
export function valueAt(draft: unknown, pointer: string): unknown {
  return steps(pointer).reduce<unknown>((value, step) => (value as Draft | undefined)?.[step], draft)
}

/** The document with another value at a JSON pointer. */
export function withValue<T>(draft: T, pointer: string, value: unknown): T {
  const [step, ...rest] = steps(pointer)
  if (step === undefined) return value as T
  const inner = rest.map(name => `/${name}`).join('')
  return { ...draft, [step]: withValue((draft as Draft)[step] ?? {}, inner, value) } as T
}

/** The pointer of what a value is part of. */
export const around = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'))

/** A number as people type it, with a comma or a true minus; NaN when it is none. */
export const typedNumber = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.').replace('−', '-'))

/** A number of a document as a field shows it. */
export function shownIn({ kind }: Pick<Field, 'kind'>, value: number, unit: Unit): number {
  if (unit === 'celsius' || (kind !== 'temperature' && kind !== 'difference')) return value
  return kind === 'temperature' ? fromCelsius(value, unit) : value * 1.8
}

function keptOf({ kind }: Pick<Field, 'kind'>, shown: number, unit: Unit): number {
  if (kind === 'temperature') return toCelsius(shown, unit)
  return kind === 'difference' && unit === 'fahrenheit' ? Math.round((shown / 1.8) * 1000) / 1000 : shown
}

/** The unit a field shows. */
export const measureOf = ({ kind, unit: own }: Field, unit: Unit): string | undefined =>
  kind === 'temperature' || kind === 'difference' ? sign(unit) : own

/** What was typed into a field for a number, as the document has it; and what is wrong with it, empty: nothing. */
export function numberOf(field: Field, text: string, unit: Unit): { value: number; problem: string } {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = field
  const value = keptOf(field, typedNumber(text), unit)
  if (value >= least && value <= most) return { value, problem: '' }
  if (least === Number.NEGATIVE_INFINITY) return { value, problem: 'Expected a number.' }
  const said = (bound: number) => {
    const shown = shownIn(field, bound, unit)
    return number(shown, Number.isInteger(shown) ? 0 : 2)
  }
  const measure = measureOf(field, unit)
  return { value, problem: `Expected ${said(least)} to ${said(most)}${measure ? `\u00a0${measure}` : ''}.` }
}

const steps = (pointer: string) => pointer.split('/').filter(step => step !== '')
