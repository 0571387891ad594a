import { fileURLToPath } from 'node:url'
import { send } from '@koa/send'
import type { Middleware } from 'koa'

const root = fileURLToPath(new URL('../../client/dist/', import.meta.url))

/** The client as it was built. File names below `/assets/` carry a hash of their content: they never change. */
export const pages: Middleware = async (ctx, next) => {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
  try {
    await send(ctx, ctx.path, {
      root,
      index: 'index.html',
      setHeaders: (res, path) => {
        res.setHeader('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error
    return next()
  }
}
