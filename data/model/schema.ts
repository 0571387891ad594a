import type { z } from 'zod'
import type { Issue } from './fault.ts'

/** What a value of the vocabulary is checked against. */
export type Schema<T> = z.ZodType<T>

/** What is wrong with a value, field by field. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.flatMap(issue => {
    if (issue.code !== 'unrecognized_keys') return [{ pointer: pointer(issue.path), message: issue.message }]
    return issue.keys.map(key => ({ pointer: pointer([...issue.path, key]), message: 'there is no such field' }))
  })
}

/** A path as a JSON pointer (RFC 6901). */
function pointer(path: PropertyKey[]): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
