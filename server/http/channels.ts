import { z } from 'zod'
import { Batch, Channel, ChannelInfo, Data, Message } from '../../data/model/channels.ts'
import { Fault } from '../../data/model/fault.ts'
import { emergencyCommandOf } from '../../data/model/safety.ts'
import type { Hub } from '../hub.ts'
import type { Publishing } from '../publishing.ts'
import type { Buckets } from '../token-bucket.ts'
import { page } from './paging.ts'
import { type Route, route } from './route.ts'

/** The hub for those who have nothing but HTTP. */
export function channelRoutes(hub: Hub, publishing: Publishing, buckets: Pick<Buckets, 'address'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/channels',
      summary: 'List the channels that were published on, with their rates in messages per second',
      tag: 'channels',
      answer: page(ChannelInfo),
      handle: () => ({ body: { items: hub.channels(), next: null } }),
    }),
    route({
      method: 'post',
      path: '/channels/:name',
      summary: 'Publish any JSON on a channel; answered when what a sensor or the log made of it is on the disk',
      tag: 'channels',
      body: Data,
      answer: z.object({ channel: Channel, sequence: z.int() }),
      limited: true,
      async handle({ params, body, address }) {
        const channel = params.name!
        // No limit keeps anybody from stopping everything.
        if (!emergencyCommandOf(channel, body)) buckets.address(address).take(1)
        return { body: { channel, sequence: await publishing.one({ channel, data: body }) } }
      },
    }),
    route({
      method: 'post',
      path: '/channels',
      summary: 'Publish several messages at once, or none of them',
      tag: 'channels',
      body: Batch,
      answer: z.object({ sequences: z.array(z.int()) }),
      limited: true,
      async handle({ body, address }) {
        buckets.address(address).take(body.length)
        return { body: { sequences: await publishing.all(body) } }
      },
    }),
    route({
      method: 'get',
      path: '/channels/:name',
      summary: 'Read the last message of a channel',
      tag: 'channels',
      answer: Message,
      handle({ params }) {
        const message = hub.retained(params.name!).find(({ channel }) => channel === params.name)
        if (!message) throw new Fault('not-found', `nothing was published on channel "${params.name}" yet`)
        return { body: message }
      },
    }),
    route({
      method: 'delete',
      path: '/channels/:name',
      summary: 'Forget the last message of a channel',
      tag: 'channels',
      status: 204,
      handle({ params }) {
        publishing.admit(params.name!)
        hub.forget(params.name!)
        return {}
      },
    }),
  ]
}
