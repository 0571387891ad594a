import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import { Fault } from '../../../data/model/fault.ts'
import { emergencyStopChannel } from '../../../data/model/safety.ts'
import type { Recorder } from '../../recorder.ts'
import type { Buckets } from '../../token-bucket.ts'
import { type Broadcast, isClassicChannel } from './broadcast.ts'
import type { Inward } from './inward.ts'

/** Largest form; a WebSocket message of our own may be as large. */
const largestForm = '256kb'

/**
 * `POST /publish`: text for old clients, exactly as it is, and what it means for the house. Anything on the channel
 * `emergency-stop` stops everything, however often somebody publishes; to clear that is for newer clients.
 */
export function classicPublish(parts: {
  broadcast: Broadcast
  inward: Inward
  recorder: Pick<Recorder, 'keep'>
  buckets: Pick<Buckets, 'address'>
  stopEverything: (by: string) => Promise<unknown>
}): Middleware[] {
  const { broadcast, inward, recorder, buckets, stopEverything } = parts
  const router = new Router()
  router.use(bodyParser({ enableTypes: ['form'], formLimit: largestForm, onError: rejectForm }))
  router.post('/publish', async ctx => {
    const channel = argument(ctx as unknown as Context, 'channel').trim()
    if (channel === emergencyStopChannel) {
      await stopEverything('an old client')
      ctx.body = 'Stopped'
      return
    }
    buckets.address(ctx.ip).take(1)
    const data = argument(ctx as unknown as Context, 'data')
    if (!isClassicChannel(channel)) {
      ctx.body = `Unsupported channel: ${channel}`
      return
    }
    await recorder.keep(() => {
      broadcast.say(channel, data)
      return inward.take(channel, data)
    })
    ctx.body = 'Posted'
  })
  return [router.routes() as unknown as Middleware, router.allowedMethods() as unknown as Middleware]
}

/** An argument of the form or, failing that, of the address; the last one when there are several. */
function argument(ctx: Context, name: string): string {
  const form = ctx.request.body as Record<string, unknown> | undefined
  const value = [ctx.query[name], form?.[name]].flat().findLast(one => one !== undefined)
  if (typeof value === 'string') return value
  throw new Fault('invalid', `missing argument ${name}: expected a form with data and channel, or both in the address`)
}

function rejectForm(error: Error, ctx: Context): void {
  const { type } = error as { type?: string }
  if (type === 'entity.too.large') ctx.throw(413, `the form is larger than ${largestForm}`)
  throw new Fault('invalid', `the form cannot be read: ${error.message}`)
}
