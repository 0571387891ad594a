import type { z } from 'zod'
import type { Issue } from './fault.ts'

/** What a value of the vocabulary is checked against. */
export type Schema<T> = z.ZodType<T>

/** What is wrong with a value, field by field; where it may have one of several shapes, by the one it is nearest to. */
export function issuesOf({ issues }: Pick<z.ZodError, 'issues'>): Issue[] {
  return issues.flatMap(issue => {
    const { path, message } = issue
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({ pointer: pointer([...path, key]), message: 'there is no such field' }))
    const meant = issue.code === 'invalid_union' ? nearest(issue.errors) : undefined
    if (meant) return issuesOf({ issues: meant.map(part => ({ ...part, path: [...path, ...part.path] })) })
    return [{ pointer: pointer(path), message }]
  })
}

/** Of several shapes the one whose own fields fit best; none where that is not clear. */
function nearest(shapes: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const wrong = shapes.map(issues => issues.filter(({ path }) => path.length < 2).length)
  const fewest = Math.min(...wrong)
  return wrong.filter(count => count === fewest).length === 1 ? shapes[wrong.indexOf(fewest)] : undefined
}

/** A path as a JSON pointer (RFC 6901). */
function pointer(path: PropertyKey[]): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
