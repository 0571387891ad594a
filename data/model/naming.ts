import type { Id } from './units.ts'

/** An id made of a name, `Żółw Ale!` to `zolw-ale`, with a number behind it when it is taken. */
export function idFor(name: string, taken: readonly Id[]): Id {
  const plain = name
    .normalize('NFKD')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 34)
    .replace(/^-+|-+$/g, '')
  const id = plain || 'profile'
  let n = 1
  while (taken.includes(numbered(id, n))) n += 1
  return numbered(id, n)
}

/** A text without space around it, of so many characters at most; one of two halves is not cut in two. */
export function cut(text: string, longest: number): string {
  return text
    .trim()
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}

/** A text as it comes back from every database: without U+0000, which PostgreSQL refuses, and halves of characters, which no UTF-8 has. */
export function keepable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
}

function numbered(id: Id, n: number): Id {
  return n === 1 ? id : `${id}-${n}`
}
