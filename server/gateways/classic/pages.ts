import { send } from '@koa/send'
import type { Middleware } from 'koa'

/** The original's page runs scripts of its own text and a template compiler, and its logo may be anywhere. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  'img-src * data:',
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The original's client, `/app.html` and what is below `/s/`, out of `folder` if somebody put it there. */
export function classicPages(folder: string): Middleware {
  return async (ctx, next) => {
    const isPage = ctx.path === '/app.html'
    if (!(isPage || ctx.path.startsWith('/s/')) || !['GET', 'HEAD'].includes(ctx.method)) return next()
    try {
      await send(ctx, ctx.path, { root: folder, setHeaders: res => res.setHeader('Cache-Control', 'no-cache') })
      ctx.set('Content-Security-Policy', policy)
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error
      if (!isPage) return next()
      ctx.status = 302
      ctx.redirect('/')
    }
  }
}
