import { z } from 'zod'
import { Channel } from './channels.ts'

/**
 * What is let go for a client that reads more slowly than a channel speaks, once its queue is full: all but the last
 * message of each channel; the oldest messages, with a word about how many; or the client itself, which can resume.
 */
export const SlowPolicy = z.enum(['conflate', 'drop-oldest', 'disconnect'])
export type SlowPolicy = z.infer<typeof SlowPolicy>

/** How much the doors take from one client, and how much they keep for one. */
export const Limits = z.strictObject({
  /** Messages that a connection (over REST: an address) may publish a second, over time. */
  messageRate: z.number().min(1).max(1e9).default(200),
  /** Messages it may publish at once after a pause. */
  messageBurst: z.int().min(1).max(1e9).default(1000),
  /** WebSockets that are open at the same time from one address. */
  connectionsPerAddress: z.int().min(1).max(12_000).default(100),
  /** Bytes that wait for a client before something is let go. */
  queue: z
    .int()
    .min(16_384)
    .max(256 * 1024 * 1024)
    .default(1024 * 1024),
  /** By channel, and all below it; the longest that fits counts. */
  slow: z.record(Channel, SlowPolicy).default({ data: 'conflate', logs: 'drop-oldest' }),
  /** For every other channel: nothing is lost without the client being told. */
  slowElsewhere: SlowPolicy.default('disconnect'),
})
export type Limits = z.infer<typeof Limits>

/** What holds when nobody says otherwise. */
export const standardLimits: Limits = Limits.parse({})

/** What is let go of a channel for clients that are slow. */
export function slowPolicyOf(limits: Pick<Limits, 'slow' | 'slowElsewhere'>, channel: string): SlowPolicy {
  for (let name = channel; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const policy = Object.hasOwn(limits.slow, name) ? limits.slow[name] : undefined
    if (policy) return policy
  }
  return limits.slowElsewhere
}
