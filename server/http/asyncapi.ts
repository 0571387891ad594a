import { z } from 'zod'
import { ActuatorState } from '../../data/model/actuator.ts'
import { Alarm } from '../../data/model/alarm.ts'
import { BoardState } from '../../data/model/board.ts'
import { Answer, ClientMessage, Dropped, Message } from '../../data/model/channels.ts'
import { standardLimits } from '../../data/model/limits.ts'
import { LogEntry } from '../../data/model/log.ts'
import { MarkChange } from '../../data/model/mark.ts'
import { ProfileEvent } from '../../data/model/profile.ts'
import { Reading } from '../../data/model/reading.ts'
import { EmergencyStop, Trip } from '../../data/model/safety.ts'
import { ScheduleEvent } from '../../data/model/schedule-run.ts'
import { Simulation } from '../../data/model/simulation.ts'
import { Id } from '../../data/model/units.ts'
import { VesselState } from '../../data/model/vessel.ts'
import { bare } from './json-schema.ts'

type Json = Record<string, unknown>

/** A change of the configuration, as published. */
const Change = z.object({
  event: z.enum(['created', 'updated', 'deleted']),
  id: Id,
  item: z.json().optional().describe('the thing as it is now; absent when it was deleted'),
})

/** Every channel of the house, and what it carries. */
const channels = [
  { address: 'data.{vessel}', name: 'VesselState', carries: VesselState, when: 'at every reading and change' },
  { address: 'data.sensors.{sensor}', name: 'Reading', carries: Reading, when: 'whenever a sensor measured' },
  { address: 'data.actuators.{actuator}', name: 'ActuatorState', carries: ActuatorState, when: 'at every change' },
  { address: 'data.boards.{board}', name: 'BoardState', carries: BoardState, when: 'at every change' },
  { address: 'data.simulations.{board}', name: 'Simulation', carries: Simulation, when: 'once a second' },
  { address: 'alarms', name: 'Alarm', carries: Alarm, when: 'when an alarm comes and when it goes' },
  { address: 'emergency-stop', name: 'EmergencyStop', carries: EmergencyStop, when: 'when it is pressed or cleared' },
  { address: 'trips', name: 'Trip', carries: Trip, when: 'when something trips or is reset' },
  { address: 'logs', name: 'LogEntry', carries: LogEntry, when: 'whenever something is said' },
  { address: 'events', name: 'ProfileEvent', carries: ProfileEvent, when: 'when an event of a profile is due' },
  { address: 'events.schedules', name: 'ScheduleEvent', carries: ScheduleEvent, when: 'when a schedule gets on' },
  { address: 'marks.{vessel}', name: 'MarkChange', carries: MarkChange, when: 'after something was marked or noted' },
  { address: 'configuration.{kind}', name: 'Change', carries: Change, when: 'after a change was stored' },
  { address: '{channel}', name: 'Anything', carries: z.json(), when: 'when anybody publishes on it' },
]

/** The description of the WebSocket interface (AsyncAPI 3.0), made from the schemas that check its messages. */
export function asyncApiDocument(): Json {
  const { messageRate, messageBurst, queue } = standardLimits
  const requests = ClientMessage.options.map(option => [option.shape.action.value, option] as const)
  const answers = Answer.options.map(option => [option.shape.action.value, option] as const)
  const socket = [...requests, ...answers, ['dropped', Dropped] as const]
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Maelstrom',
      version: '1',
      description:
        'One JSON object a text frame. Subscribe a channel and hear it with all below it. Temperatures are in °C, times in ms ' +
        `since 1970. Unless configured otherwise a client may send ${messageRate} messages a second, ${messageBurst} at once; ` +
        `what it does not read waits up to ${queue} bytes. Beyond that only the last message of each channel below data is ` +
        'kept, the oldest below logs are dropped and counted, and for anything else it is closed with 1013, to resume.',
    },
    defaultContentType: 'application/json',
    servers: { brewery: { host: 'localhost:8888', pathname: '/ws', protocol: 'ws' } },
    channels: {
      socket: {
        address: '/ws',
        title: 'The WebSocket itself',
        messages: Object.fromEntries(socket.map(([action]) => [action, { $ref: `#/components/messages/${action}` }])),
      },
      ...Object.fromEntries(channels.map(({ address, name, when }) => [name, eventChannel(address, name, when)])),
    },
    operations: {
      ...Object.fromEntries(requests.map(([action]) => [action, request(action)])),
      dropped: {
        action: 'send',
        summary: 'Tells a client that reads too slowly how many messages of a channel it missed',
        channel: { $ref: '#/channels/socket' },
        messages: [{ $ref: '#/channels/socket/messages/dropped' }],
      },
      ...Object.fromEntries(
        channels.map(({ name }) => [`hear${name}`, { action: 'send', channel: { $ref: `#/channels/${name}` } }]),
      ),
    },
    components: {
      messages: {
        ...Object.fromEntries(socket.map(([action, shape]) => [action, { name: action, payload: describe(shape) }])),
        ...Object.fromEntries(channels.map(({ name, carries, when }) => [name, event(name, carries, when)])),
      },
    },
  }
}

function eventChannel(address: string, name: string, when: string): Json {
  const parameters = [...address.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => [parameter, {}])
  return {
    address,
    title: when,
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
    ...(parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {}),
  }
}

/** What the house does with a client's message, and what it answers. */
function request(action: string): Json {
  const answered: Record<string, string> = {
    subscribe: 'subscribed',
    unsubscribe: 'unsubscribed',
    publish: 'published',
    batch: 'batched',
    ping: 'pong',
  }
  const message = (name: string) => ({ $ref: `#/channels/socket/messages/${name}` })
  return {
    action: 'receive',
    channel: { $ref: '#/channels/socket' },
    messages: [message(action)],
    reply: { channel: { $ref: '#/channels/socket' }, messages: [message(answered[action]!), message('error')] },
  }
}

function event(name: string, carries: z.ZodType, when: string): Json {
  return { name, summary: `Published ${when}`, payload: describe(Message.extend({ data: carries })) }
}

function describe(schema: z.ZodType): Json {
  return bare(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json)
}
