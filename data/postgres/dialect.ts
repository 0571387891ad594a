import type { Dialect } from '../repositories/dialect.ts'
import { ask } from '../repositories/rows.ts'
import { append } from './append.ts'
import { buckets } from './buckets.ts'

/** PostgreSQL's way: many rows a statement, because each is a journey over the network. */
export const postgres: Dialect = {
  append,
  buckets,
  // Not by lower(), which knows A to Z only where the locale is C.
  holds: (knex, column, piece) => knex.raw('?? ~ ?', [column, [...piece].map(inBothCases).join('')]),
  async size(knex) {
    const [found] = await ask<{ size: number }>(knex, 'SELECT pg_database_size(current_database()) AS size', [])
    return found!.size
  },
}

/** A regular expression for a letter in both its cases, or for any other character. */
function inBothCases(letter: string): string {
  const small = letter.toLowerCase()
  const large = letter.toUpperCase()
  return large !== small && large.toLowerCase() === small
    ? `(?:${small}|${large})`
    : letter.replace(/[\\^$.|?*+()[\]{}]/, '\\$&')
}
