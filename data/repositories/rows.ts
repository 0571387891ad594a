import type { z } from 'zod'
import { Fault, type Issue } from '../model/fault.ts'

/** A row as SQLite keeps it. */
export type Row = Record<string, string | number | null>

/** The model of a row; fails with `unusable`, naming table and id, when somebody else has written something into it. */
export function read<T>(schema: z.ZodType<T>, table: string, id: unknown, values: () => unknown): T {
  try {
    return schema.parse(values())
  } catch (error) {
    throw new Fault(
      'unusable',
      `The database holds something in ${table} under "${id}" that this program cannot read. Restore a backup, or correct the row.`,
      issues(error),
    )
  }
}

/** Makes sure that what is written can be read again; fails with `invalid`. */
export function check<T>(schema: z.ZodType<T>, what: string, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Fault('invalid', `The ${what} is not of the form that can be kept.`, issues(result.error))
}

function issues(error: unknown): Issue[] {
  if (!(error instanceof Error) || !('issues' in error)) return [{ pointer: '', message: String(error) }]
  return (error as z.ZodError).issues.map(({ path, message }) => ({
    pointer: path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message,
  }))
}
