import type { ChannelInfo, Message, Publication } from '../data/model/channels.ts'
import type { Cancel, Clock } from '../data/model/units.ts'
import { createHubMemory } from './hub-memory.ts'

/** Hears the messages of a channel and of all channels below it. */
export type Listener = (message: Message) => void

/** Publish and subscribe on channels; knows no protocol and no brewery. */
export interface Hub {
  /**
   * Numbers what the house itself tells, keeps it, and hands it to every subscriber before it returns; a subscriber that
   * publishes is heard after the message it was handed. Never fails for want of room.
   */
  publish(channel: string, data: unknown): Message
  /**
   * Publishes what somebody outside says, in this order, or, when one is not possible, none of it. Fails with `invalid`
   * (no channel, no JSON, nested more than 32 deep) or `refused` (no room for so many channels, or so long last messages).
   */
  accept(messages: readonly Publication[]): Message[]
  /** `data` hears `data.kettle` too. */
  subscribe(channel: string, listener: Listener): Cancel
  /** The last message of the channel and of each channel below it. */
  retained(channel: string): Message[]
  /** Drops a channel's last message, because what it told of is no more; with the last of a tree all that it could replay. */
  forget(channel: string): void
  /** What came after `since`, as far back as the window reaches; `complete` is false when messages are missing. */
  replay(channel: string, since: number): { messages: Message[]; complete: boolean }
  /** Number of the last message under the channel's first word. */
  sequence(channel: string): number
  /** Every channel that has a last message, in order of their names. */
  channels(): ChannelInfo[]
}

/** What is taken for the house's own messages: they are small, and not worth being looked into. */
const ownBytes = 500

/**
 * @param firstSequence where numbering starts: higher than ever before, so that a client which resumes
 *   after a restart is told the truth about what it missed
 * @param window messages kept for replay per tree
 * @param mostBytes of memory for all last messages, and once more for all windows
 * @param failed hears of a subscriber that threw; the others get the message all the same
 */
export function createHub(options: {
  clock: Pick<Clock, 'now'>
  firstSequence?: number
  window?: number
  mostBytes?: number
  failed: (error: unknown) => void
}): Hub {
  const { clock, firstSequence = 0, window = 1_000, mostBytes = 32 * 1024 * 1024, failed } = options
  const { admit, add, ...memory } = createHubMemory({ clock, firstSequence, window, mostBytes })
  const listeners = new Map<string, Set<Listener>>()

  /** What is published while another message is being told waits its turn, so that everybody hears in the order of the numbers. */
  const untold: Message[] = []
  let telling = false
  let complained = false

  function deliver(channel: string, data: unknown, bytes: number): Message {
    const message = add(channel, data, bytes)
    untold.push(message)
    if (!telling) tellAll()
    return message
  }

  function tellAll(): void {
    telling = true
    complained = false
    try {
      for (const message of untold) tell(message)
    } finally {
      // Also when a failure could not be reported: otherwise nobody would ever hear anything again.
      untold.length = 0
      telling = false
    }
  }

  function tell(message: Message): void {
    const { channel } = message
    // From the channel itself to its first word.
    for (let end = channel.length; end > 0; end = channel.lastIndexOf('.', end - 1)) {
      for (const listener of listeners.get(channel.slice(0, end)) ?? []) {
        try {
          listener(message)
        } catch (error) {
          // Who fails at hearing of his own failure would be told of it for ever.
          if (!complained) {
            complained = true
            failed(error)
          }
        }
      }
    }
  }

  return {
    publish: (channel, data) => deliver(channel, data, ownBytes),

    accept(messages) {
      const sizes = admit(messages)
      return messages.map(({ channel, data }, n) => deliver(channel, data, sizes[n]!))
    },

    subscribe(channel, listener) {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0 && listeners.get(channel) === set) listeners.delete(channel)
      }
    },

    ...memory,
  }
}
