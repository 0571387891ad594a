import Router, { type RouterMiddleware } from '@koa/router'
import type { Context, Middleware } from 'koa'
import { Fault } from '../../../data/model/fault.ts'
import { bodyOf, readBody } from './body.ts'
import type { ClassicControllers } from './controllers.ts'
import type { ClassicProfiles } from './profiles.ts'
import type { ClassicSettings } from './settings.ts'

const done = { status: 'success' }

/** The original's REST interface; a change is a POST. */
export function classicRest(parts: {
  profiles: ClassicProfiles
  controllers: ClassicControllers
  settings: ClassicSettings
}): Middleware[] {
  const { profiles, controllers, settings } = parts
  const router = new Router()
  router.use(answerMissing)
  router.use(readBody)

  const get = (path: string, answer: (id: string) => Promise<object>) =>
    router.get(path, async ctx => {
      ctx.body = await answer(ctx.params.id!)
    })
  const change = (method: 'post' | 'delete', path: string, act: (body: unknown, id: string) => Promise<void>) =>
    router[method](path, async ctx => {
      await act(method === 'post' ? bodyOf(ctx as unknown as Context) : undefined, ctx.params.id!)
      ctx.body = done
    })

  get('/appsettings', async () => ({ appsettings: await settings.all() }))
  change('post', '/appsettings', body => settings.change(body))

  get('/profiles', async () => ({ profiles: await profiles.all() }))
  change('post', '/profiles', body => profiles.create(body))
  get('/profile/:id', async id => ({ profile: await profiles.get(numberOf(id)) }))
  change('post', '/profile/:id', (body, id) => profiles.update(numberOf(id), body))
  change('delete', '/profile/:id', (_, id) => profiles.remove(numberOf(id)))

  get('/iocontrollers', async () => ({ controllers: await controllers.all() }))
  change('post', '/iocontrollers', body => controllers.create(body))
  get('/iocontroller/:id', async id => ({ controller: await controllers.get(numberOf(id)) }))
  change('post', '/iocontroller/:id', (body, id) => controllers.update(numberOf(id), body))
  change('delete', '/iocontroller/:id', (_, id) => controllers.remove(numberOf(id)))

  return [router.routes() as unknown as Middleware, router.allowedMethods() as unknown as Middleware]
}

/** What is not there is answered as the original did; everything else is a problem document like at our own doors. */
const answerMissing: RouterMiddleware = async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'not-found')) throw error
    ctx.status = 404
    ctx.body = { error: 'Not found' }
  }
}

function numberOf(id: string): number {
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id)
  throw new Fault('not-found', `"${id}" is no number`)
}
