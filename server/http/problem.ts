import { STATUS_CODES } from 'node:http'
import type { Middleware } from 'koa'
import { z } from 'zod'
import { Fault, type FaultCode, type Issue } from '../../data/model/fault.ts'
import { issuesOf } from '../../data/model/schema.ts'
import type { Log } from '../log.ts'

/** An error as it is answered: problem details of RFC 9457, with the house's code and the fields that are wrong. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  issues: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
})
type Problem = z.infer<typeof Problem>

const statusOf: Record<FaultCode, number> = {
  invalid: 400,
  refused: 403,
  'not-found': 404,
  conflict: 409,
  outdated: 412,
  'too-many': 429,
  unusable: 500,
  unavailable: 503,
}

/** Turns whatever is thrown further in into a problem document; what nobody foresaw is logged and told as little of. */
export function problems(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null) throw new Fault('not-found', `there is nothing at ${ctx.path}`)
      if (ctx.status === 405 || ctx.status === 501) {
        send(describe(405, 'method', `${ctx.method} is not possible here: expected ${ctx.response.get('Allow')}`))
      }
    } catch (error) {
      if (error instanceof Fault && error.retryAfter !== undefined) ctx.set('Retry-After', String(error.retryAfter))
      send(toProblem(error, log))
    }
    function send(problem: Problem) {
      ctx.status = problem.status
      ctx.body = JSON.stringify(problem)
      ctx.type = 'application/problem+json'
    }
  }
}

function toProblem(error: unknown, log: Log): Problem {
  if (error instanceof Fault) return describe(statusOf[error.code], error.code, error.message, error.issues)
  const { status, expose, message } = error as { status?: number; expose?: boolean; message?: string }
  // Koa and its body parser throw errors that carry a status and say whether their message is for the asker.
  if (status && status < 500 && expose !== false) return describe(status, 'invalid', message ?? 'invalid request')
  log('error', 'http', error instanceof Error ? (error.stack ?? error.message) : String(error))
  return describe(500, 'internal', 'the server failed; its log says why')
}

function describe(status: number, code: string, detail: string, issues: Issue[] = []): Problem {
  const title = STATUS_CODES[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, code, ...(issues.length > 0 ? { issues } : {}) }
}

/** Issues that are told of one request: nobody reads more, and each takes many times the bytes it was made with. */
const mostIssues = 100

/** A value checked against a schema. Fails with `invalid` and a pointer to each field that is wrong, of the first hundred. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const all = issuesOf(result.error)
  const issues = all.slice(0, mostIssues)
  const fields = issues.map(({ pointer: at, message }) => (at ? `${at}: ${message}` : message))
  if (all.length > mostIssues) fields.push(`and ${all.length - mostIssues} more`)
  throw new Fault('invalid', `the ${what} is not valid: ${fields.join('; ')}`, issues)
}
