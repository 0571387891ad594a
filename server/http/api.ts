import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import { Fault } from '../../data/model/fault.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { openApiDocument } from './openapi.ts'
import { parse } from './problem.ts'
import type { Download, Route } from './route.ts'

/** Largest body, as `@koa/bodyparser` takes it. */
const largestBody = '1mb'

/** The router of `/api/v1`, with the descriptions of REST and WebSocket; `/api/docs` leads to the page that shows them. */
export function apiRouter(routes: Route[]): Middleware[] {
  const router = new Router({ prefix: '/api/v1' })
  const document = onceAsked(() => openApiDocument(routes))
  router.get('/openapi.json', ctx => {
    ctx.body = document()
  })
  const socketDocument = onceAsked(asyncApiDocument)
  router.get('/asyncapi.json', ctx => {
    ctx.body = socketDocument()
  })
  const docs = new Router().get('/api/docs', ctx => ctx.redirect('/#/api'))
  router.use(bodyParser({ enableTypes: ['json'], jsonStrict: false, jsonLimit: largestBody, onError: noteUnreadable }))
  for (const route of routes) router[route.method](route.path, ctx => serve(route, ctx))
  return [
    docs.routes() as unknown as Middleware,
    router.routes() as unknown as Middleware,
    router.allowedMethods() as unknown as Middleware,
  ]
}

/** Descriptions take a quarter of a second and 20 MB to make: not at the start of a house that nobody asks for them. */
function onceAsked<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

async function serve(route: Route, ctx: Context): Promise<void> {
  const bodiless = route.bodyOptional === true && isEmpty(ctx)
  if (!route.anyBody) {
    requireReadable(ctx)
    if (route.body && !bodiless) requireJson(ctx)
  }
  if (route.conditional) refuseToCreate(ctx)
  const answer = await route.handle({
    params: ctx.params as Record<string, string>,
    query: route.query && parse(route.query, ctx.query, 'query'),
    body: route.body && parse(route.body, bodiless ? {} : ctx.request.body, 'body'),
    version: versionOf(ctx.get('If-Match')),
    address: ctx.ip,
    head: ctx.method === 'HEAD',
  })
  if (answer.download) return send(answer.download, ctx)
  if (answer.location) ctx.set('Location', answer.location)
  if (answer.version !== undefined) ctx.etag = `"${answer.version}"`
  ctx.status = answer.status ?? (answer.body === undefined ? 204 : 200)
  if (answer.body !== undefined) ctx.body = answer.body
  if (ctx.fresh) ctx.status = 304
}

/** Koa pipes it at the speed of the reader, and destroys it when the reader leaves. */
function send({ type, name, content, length, headers = {} }: Download, ctx: Context): void {
  ctx.set({ 'Cache-Control': 'no-store', ...headers })
  ctx.type = type
  if (name !== undefined) ctx.attachment(name)
  ctx.body = content
  if (length !== undefined) ctx.length = length
  // The status is sent: only a connection that breaks off can tell that the rest is missing.
  content.once('error', () => ctx.res.destroy())
}

/** A body that comes in chunks does not say how long it is. */
function isEmpty({ request }: Context): boolean {
  return !(request.length ?? request.rawBody)
}

/** Other types a browser sends across origins without asking first. */
function requireJson(ctx: Context): void {
  const type = ctx.get('Content-Type') || 'none'
  // Null: there is no body at all.
  const isJson = ctx.is('application/json')
  if (isJson === false) ctx.throw(415, `expected a body with Content-Type: application/json, got ${type}`)
  if (isJson === null || isEmpty(ctx)) ctx.throw(400, 'the body is empty: expected JSON')
  if (!isUtf8(ctx)) ctx.throw(400, 'the body is not UTF-8, as JSON is: its umlauts would be lost')
}

/** Of a body of known length: what could not be read stands there as U+FFFD, which is longer. */
function isUtf8(ctx: Context): boolean {
  const { rawBody = '', length } = ctx.request
  const isPlain = length !== undefined && ctx.get('Content-Encoding') === ''
  return !isPlain || !rawBody.includes('\ufffd') || Buffer.byteLength(rawBody) === length
}

function versionOf(header: string): number | null {
  if (header === '' || header === '*') return null
  const match = /^"(\d+)"$/.exec(header)
  if (match) return Number(match[1])
  throw new Fault('invalid', `If-Match: ${header} is no version: expected the ETag of an earlier answer, e.g. "3"`)
}

/** What is there must not be written over by who means something new. */
function refuseToCreate(ctx: Context): void {
  if (ctx.get('If-None-Match') !== '*') return
  throw new Fault('outdated', `If-None-Match: * asks for something new, and ${ctx.method} adds nothing: POST does`)
}

/** A body that cannot be read is the route's to refuse. */
function noteUnreadable(error: Error, ctx: Context): void {
  ctx.state.unreadable = error
}

function requireReadable(ctx: Context): void {
  const error: (Error & { type?: string }) | undefined = ctx.state.unreadable
  if (!error) return
  if (error.type === 'entity.too.large') ctx.throw(413, `the body is larger than ${largestBody}`)
  ctx.throw(400, `the body is not valid JSON: ${error.message}`)
}
