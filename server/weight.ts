import { Fault } from '../data/model/fault.ts'

/** Data may nest so deep: much more would exhaust the stack of whoever writes it down. */
const deepest = 32
/** What V8 takes for an object, an array or a text beside what is in it, and for a number or a reference, about. */
const head = 24
const word = 8

/**
 * About how many bytes of memory data from outside takes; lists and objects that are almost empty take many times what
 * their JSON does. Fails with `invalid` for what is no JSON, or nested more than 32 deep, or has a number too large for any.
 */
export function weigh(data: unknown): number {
  const bytes = data === undefined ? Number.NaN : weighPart(data, deepest)
  if (Number.isNaN(bytes))
    throw new Fault('invalid', `data: expected JSON, nested ${deepest} deep at most, with numbers below 1.8e308`)
  return bytes
}

/** NaN where it is too deep, or what was read of `1e400`: everybody would be told null. */
function weighPart(data: unknown, depth: number): number {
  if (typeof data === 'string') return head + data.length
  if (typeof data === 'number') return Number.isFinite(data) ? word : Number.NaN
  if (typeof data !== 'object' || data === null) return word
  if (depth === 0) return Number.NaN
  let bytes = head
  if (Array.isArray(data)) for (const part of data) bytes += word + weighPart(part, depth - 1)
  // Names and values at once, in half the time that `Object.entries` takes: what JSON made inherits nothing.
  else for (const name in data) bytes += head + name.length + weighPart(data[name as keyof typeof data], depth - 1)
  return bytes
}
