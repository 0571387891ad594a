import { bodyParser } from '@koa/bodyparser'
import type { Context } from 'koa'
import { Fault } from '../../../data/model/fault.ts'

/** Largest body: settings may carry a logo. */
const largestBody = '1mb'

/** Fields in which the original's clients sent JSON as a form, before they sent JSON itself. */
const fields = ['settings', 'profile', 'iocontroller']

const isForm = (ctx: Pick<Context, 'is'>) => Boolean(ctx.is('urlencoded'))

/** Reads the body of a change; `bodyOf` tells what it says. */
export const readBody = bodyParser({
  enableTypes: ['form'],
  detectJSON: ctx => !isForm(ctx as Context),
  jsonStrict: false,
  jsonLimit: largestBody,
  formLimit: largestBody,
  onError: rejectBody,
})

/** What a body says: JSON whatever its type, or a form with JSON in one field. Fails with `invalid`. */
export function bodyOf(ctx: Pick<Context, 'is' | 'request'>): unknown {
  const { body, rawBody } = ctx.request
  if (!isForm(ctx)) return body
  const form = body as Record<string, unknown>
  // `curl -d` calls JSON a form.
  const text = fields.map(field => form[field]).find(value => typeof value === 'string') ?? rawBody
  try {
    return JSON.parse(text as string)
  } catch (error) {
    throw invalid(error as Error)
  }
}

function rejectBody(error: Error, ctx: Context): void {
  const { type } = error as { type?: string }
  if (type === 'entity.too.large') ctx.throw(413, `the body is larger than ${largestBody}`)
  throw invalid(error)
}

const invalid = ({ message }: Error) => new Fault('invalid', `the body is not valid JSON: ${message}`)
