import { z } from 'zod'
import { alarmCommandOf } from '../../data/model/alarm.ts'
import { Channel, ChannelInfo, Message } from '../../data/model/channels.ts'
import { Fault } from '../../data/model/fault.ts'
import type { Alarms } from '../alarms.ts'
import type { Brewery } from '../brewery.ts'
import type { Hub } from '../hub.ts'
import type { Recorder } from '../recorder.ts'
import { page } from './collection.ts'
import { type Route, route } from './route.ts'

/** The hub for those who have nothing but HTTP. */
export function channelRoutes(parts: {
  hub: Hub
  brewery: Pick<Brewery, 'owns'>
  alarms: Pick<Alarms, 'obey'>
  recorder: Pick<Recorder, 'keep'>
}): Route[] {
  const { hub, brewery, alarms, recorder } = parts
  const refuseOwn = (channel: string) => {
    if (brewery.owns(channel))
      throw new Fault('refused', `channel "${channel}" is the brewery's own: publish on another one`)
  }
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
      body: z.json(),
      answer: z.object({ channel: Channel, sequence: z.int() }),
      async handle({ params, body }) {
        const channel = params.name!
        refuseOwn(channel)
        const command = alarmCommandOf(channel, body)
        if (command) {
          await alarms.obey(command)
          return { body: { channel, sequence: hub.sequence(channel) } }
        }
        const { sequence } = await recorder.keep(() => hub.publish(channel, body))
        return { body: { channel, sequence } }
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
        refuseOwn(params.name!)
        hub.forget(params.name!)
        return {}
      },
    }),
  ]
}
