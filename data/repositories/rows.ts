import type { Knex } from 'knex'
import { Fault } from '../model/fault.ts'
import { issuesOf, type Schema } from '../model/schema.ts'

/** A row as the database keeps it. */
export type Row = Record<string, string | number | null>

/** The model of a row; fails with `unusable`, naming table and id, when somebody else has written something into it. */
export function read<T>(schema: Schema<T>, table: string, id: unknown, values: () => unknown): T {
  const message = `The database holds something in ${table} under "${id}" that this program cannot read. Restore a backup, or correct the row.`
  let value: unknown
  try {
    value = values()
  } catch (error) {
    throw new Fault('unusable', message, [{ pointer: '', message: String(error) }])
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Fault('unusable', message, issuesOf(result.error))
}

/** Makes sure that what is written can be read again; fails with `invalid`. */
export function check<T>(schema: Schema<T>, what: string, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Fault('invalid', `The ${what} is not of the form that can be kept.`, issuesOf(result.error))
}

/** A row whose texts both databases keep, whatever a device or a step of a schedule said: PostgreSQL has no U+0000. */
export function printable<T extends object>(row: T): T {
  const texts = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value,
  ])
  return Object.fromEntries(texts) as T
}

/** What a query in SQL finds; SQLite and PostgreSQL hand it over each in their own way. */
export async function ask<T>(
  knex: Knex,
  sql: string,
  values: readonly unknown[] | Record<string, unknown>,
): Promise<T[]> {
  const found: unknown = await knex.raw(sql, values as Knex.RawBinding[])
  return Array.isArray(found) ? found : (found as { rows: T[] }).rows
}

/** Entries that a log or journal keeps, years of them. */
const kept = 100_000

/** Lets the oldest entries go as new ones come, so that neither a fault nor a script that repeats itself can fill the disk. */
export async function dropOldest(knex: Knex, table: string): Promise<void> {
  await knex(table).whereRaw('key <= (SELECT max(key) FROM ??) - ?', [table, kept]).delete()
}
