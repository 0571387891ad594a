import { fileURLToPath } from 'node:url'
import { send } from '@koa/send'
import type { Middleware } from 'koa'

/** A client as it was built into a folder. File names below `/assets/` carry a hash of their content: they never change. */
export const pagesIn =
  (root: string): Middleware =>
  async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    try {
      await send(ctx, ctx.path, {
        root,
        index: 'index.html',
        setHeaders: res => {
          res.setHeader(
            'Cache-Control',
            ctx.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          )
        },
      })
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error
      return next()
    }
  }

/** The client of this program. */
export const pages = pagesIn(fileURLToPath(new URL('../../client/dist/', import.meta.url)))
