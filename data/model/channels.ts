import { z } from 'zod'
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

/** A message as the hub keeps it and every door delivers it. */
export const Message = z.object({
  channel: Channel,
  /** Counts up within the channel's first word: one number resumes `data` with all below it. */
  sequence: z.int(),
  at: Instant,
  data: z.json(),
})
export type Message = z.infer<typeof Message>

const id = z.union([z.int(), z.string().max(100)]).optional()

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
  z.strictObject({ action: z.literal('publish'), id, channel: Channel, data: z.json() }),
  z.strictObject({ action: z.literal('ping'), id }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

type AnswerId = { id?: number | string }

/** What the server sends: events (a `Message`, without an action) and answers. */
export type ServerMessage =
  | Message
  | (AnswerId & {
      action: 'subscribed'
      channel: Channel
      sequence: number
      /** Only with `since`: false when the window no longer reaches back that far, so that messages are missing. */
      complete?: boolean
    })
  | (AnswerId & { action: 'unsubscribed'; channel: Channel })
  | (AnswerId & { action: 'published'; channel: Channel; sequence: number })
  | (AnswerId & { action: 'pong'; at: Instant })
  | (AnswerId & { action: 'error'; code: string; message: string })
