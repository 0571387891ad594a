import type { Draft } from './fields.ts'

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

const steps = (pointer: string) => pointer.split('/').filter(step => step !== '')
