import { z } from 'zod'
import { Fault } from './fault.ts'
import { Instant } from './units.ts'

/** Dot-separated words; who subscribes `data` also gets `data.kettle`. */
export const Channel = z
  .string()
  .max(120)
  .regex(
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
    'expected words of letters, digits, _ and - joined by dots, e.g. "data.kettle"',
  )
export type Channel = z.infer<typeof Channel>

/** Fails with `invalid` for what names no channel, in the words of every door. */
export function checkChannel(name: string): void {
  const problem = Channel.safeParse(name).error?.issues[0]
  if (problem) throw new Fault('invalid', `channel: ${problem.message}`)
}

/** Whether `channel` is `tree` or below it. */
export function isWithin(channel: string, tree: string): boolean {
  return channel === tree || (channel.startsWith(tree) && channel[tree.length] === '.')
}

/** The word that all channels of a tree begin with. */
export function firstWord(channel: string): string {
  const dot = channel.indexOf('.')
  return dot < 0 ? channel : channel.slice(0, dot)
}

/** The words right below `data` that name no vessel. */
export const wordsBelowData: readonly string[] = ['sensors', 'actuators', 'boards', 'simulations']

/** A message as the hub keeps it and every door delivers it. */
export const Message = z.object({
  channel: Channel,
  /** Counts up within the channel's first word: one number resumes `data` with all below it. */
  sequence: z.int(),
  at: Instant,
  data: z.json(),
})
export type Message = z.infer<typeof Message>

/** A channel that something was published on: its last message, and messages per second lately. */
export const ChannelInfo = z.object({ channel: Channel, sequence: z.int(), at: Instant, rate: z.number().min(0) })
export type ChannelInfo = z.infer<typeof ChannelInfo>

/** What somebody publishes: any JSON. Whoever publishes it for them looks into it: here that would take as long as all else. */
export const Data = z.unknown().nonoptional('expected any JSON')

/** Data on a channel. */
export const Publication = z.strictObject({ channel: Channel, data: Data })
export type Publication = z.infer<typeof Publication>

/** Several messages that are published together, or none of them. */
export const Batch = z.array(Publication).min(1).max(1_000)

const id = z.union([z.int(), z.string().max(100)], 'expected a whole number, or a text').optional()

/** What a WebSocket client may send. Every answer repeats the `id`. */
export const ClientMessage = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('subscribe'),
    id,
    channel: Channel,
    /** Send again what came after this sequence number. */
    since: z.int().min(0).optional(),
    /** Send the last message of the channel and of each below it first. */
    retained: z.boolean().optional(),
  }),
  z.strictObject({ action: z.literal('unsubscribe'), id, channel: Channel }),
  z.strictObject({ action: z.literal('publish'), id, channel: Channel, data: Data }),
  /** Answered by one `batched` when all are published. */
  z.strictObject({ action: z.literal('batch'), id, messages: Batch }),
  z.strictObject({ action: z.literal('ping'), id }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** What a client's message is answered with. */
export const Answer = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('subscribed'),
    id,
    channel: Channel,
    sequence: z.int(),
    /** Only with `since`: false when the window no longer reaches back that far, so that messages are missing. */
    complete: z.boolean().optional(),
  }),
  z.object({ action: z.literal('unsubscribed'), id, channel: Channel }),
  z.object({ action: z.literal('published'), id, channel: Channel, sequence: z.int() }),
  /** The sequence numbers in the order of the messages. */
  z.object({ action: z.literal('batched'), id, sequences: z.array(z.int()) }),
  z.object({ action: z.literal('pong'), id, at: Instant }),
  z.object({
    action: z.literal('error'),
    id,
    code: z.string(),
    message: z.string(),
    /** Seconds after which it is worth trying again, where that is known. */
    retryAfter: z.int().optional(),
  }),
])
export type Answer = z.infer<typeof Answer>

/** Told instead of messages that were let go because the client reads too slowly. */
export const Dropped = z.object({ action: z.literal('dropped'), channel: Channel, count: z.int() })

/** What the server sends: events (a `Message`, without an action), answers, and what was let go. */
export type ServerMessage = Message | Answer | z.infer<typeof Dropped>
