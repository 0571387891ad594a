/** Checked JSON: its value, or where it first goes wrong (line and column from 1) and what was expected. */
export type Checked =
  | { ok: true; value: unknown }
  | { ok: false; offset: number; line: number; column: number; message: string }

const mostNested = 500
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const word = /true|false|null/y

class Misfit extends Error {
  readonly offset: number
  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

/** Checks what people typed; browsers tell the position in words of their own, or not at all. */
export function checkJson(text: string): Checked {
  try {
    const end = skip(text, value(text, skip(text, 0), 0))
    if (end < text.length) throw new Misfit(end, 'expected nothing more here')
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    const { offset = 0, message } = error as Misfit
    const before = text.slice(0, offset).split('\n')
    return { ok: false, offset, line: before.length, column: before.at(-1)!.length + 1, message }
  }
}

function value(text: string, at: number, depth: number): number {
  if (depth > mostNested) throw new Misfit(at, `nested deeper than ${mostNested} levels`)
  switch (text[at]) {
    case '{':
      return list(text, at, '}', next => member(text, next, depth))
    case '[':
      return list(text, at, ']', next => value(text, next, depth + 1))
    case '"':
      return quoted(text, at)
    case "'":
      throw new Misfit(at, 'expected " around text, not \'')
    case undefined:
      throw new Misfit(at, 'expected a value, the text ends here')
    default: {
      const end = match(number, text, at) ?? match(word, text, at)
      if (end === null || /\w/.test(text[end] ?? '')) {
        throw new Misfit(at, 'expected a value: { } [ ] "text", a number, true, false or null')
      }
      return end
    }
  }
}

/** A list or an object, from its opening bracket to behind its closing one. */
function list(text: string, open: number, close: string, item: (at: number) => number): number {
  let at = skip(text, open + 1)
  if (text[at] === close) return at + 1
  for (;;) {
    at = skip(text, item(at))
    if (text[at] === close) return at + 1
    if (text[at] !== ',') throw new Misfit(at, `expected , or ${close}`)
    at = skip(text, at + 1)
    if (text[at] === close) throw new Misfit(at, `expected one more after the comma, or no comma before ${close}`)
  }
}

function member(text: string, at: number, depth: number): number {
  if (text[at] !== '"') throw new Misfit(at, 'expected a name in "quotes"')
  const colon = skip(text, quoted(text, at))
  if (text[colon] !== ':') throw new Misfit(colon, 'expected : after the name')
  return value(text, skip(text, colon + 1), depth + 1)
}

function quoted(text: string, at: number): number {
  const end = match(string, text, at)
  if (end !== null) return end
  const line = text.indexOf('\n', at)
  const close = text.indexOf('"', at + 1)
  if (close < 0 || (line >= 0 && line < close)) throw new Misfit(at, 'expected a closing " on the same line')
  throw new Misfit(at, 'expected no control characters in the text, and only \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u1234')
}

function match(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

function skip(text: string, from: number): number {
  let at = from
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1
  return at
}
