import { Channel, type ChannelInfo, type Message, type Publication } from '../data/model/channels.ts'
import { Fault } from '../data/model/fault.ts'
import type { Cancel, Clock } from '../data/model/units.ts'

/** Hears the messages of a channel and of all channels below it. */
export type Listener = (message: Message) => void

/** Publish and subscribe on channels; knows no protocol and no brewery. */
export interface Hub {
  /** Numbers the message, keeps it, and hands it to every subscriber before it returns. Fails with `invalid` or `refused`. */
  publish(channel: string, data: unknown): Message
  /** Publishes them in this order, or, when one is not possible, none of them. */
  publishAll(messages: readonly Publication[]): Message[]
  /** `data` hears `data.kettle` too. */
  subscribe(channel: string, listener: Listener): Cancel
  /** The last message of the channel and of each channel below it. */
  retained(channel: string): Message[]
  /** Drops a channel's last message, because what it told of is no more. */
  forget(channel: string): void
  /** What came after `since`, as far back as the window reaches; `complete` is false when messages are missing. */
  replay(channel: string, since: number): { messages: Message[]; complete: boolean }
  /** Number of the last message under the channel's first word. */
  sequence(channel: string): number
  /** Every channel that has a last message, in order of their names. */
  channels(): ChannelInfo[]
}

/** All channels with the same first word: they share a counter, so that one number resumes the whole tree. */
interface Tree {
  sequence: number
  window: Message[]
  retained: Map<string, Message>
}

const mostChannels = 10_000
const rateSpan = 10_000

/**
 * @param firstSequence where numbering starts: higher than ever before, so that a client which resumes
 *   after a restart is told the truth about what it missed
 * @param window messages kept for replay per tree
 * @param failed hears of a subscriber that threw; the others get the message all the same
 */
export function createHub(options: {
  clock: Pick<Clock, 'now'>
  firstSequence?: number
  window?: number
  failed: (error: unknown) => void
}): Hub {
  const { clock, firstSequence = 0, window = 1_000, failed } = options
  const trees = new Map<string, Tree>()
  const listeners = new Map<string, Set<Listener>>()
  let channels = 0

  function treeOf(channel: string): Tree {
    const root = firstWord(channel)
    let tree = trees.get(root)
    if (!tree) {
      tree = { sequence: firstSequence, window: [], retained: new Map() }
      trees.set(root, tree)
    }
    return tree
  }

  /** Makes room for channels, for all of them or none. */
  function admit(names: Iterable<string>): void {
    const fresh = new Set<string>()
    for (const channel of names) {
      if (trees.get(firstWord(channel))?.retained.has(channel)) continue
      const problem = Channel.safeParse(channel).error?.issues[0]
      if (problem) throw new Fault('invalid', `channel "${channel}": ${problem.message}`)
      fresh.add(channel)
    }
    if (channels + fresh.size > mostChannels) {
      throw new Fault(
        'refused',
        `there are ${channels} channels already, and ${mostChannels} is the most: publish on one of them`,
      )
    }
    channels += fresh.size
  }

  function deliver(channel: string, data: unknown): Message {
    const tree = treeOf(channel)
    tree.sequence += 1
    const message = { channel, sequence: tree.sequence, at: clock.now(), data } as Message
    tree.retained.set(channel, message)
    tree.window.push(message)
    // Cut in halves: dropping one at a time would move the whole window for every message.
    if (tree.window.length >= 2 * window) tree.window.splice(0, tree.window.length - window)
    // From the channel itself to its first word.
    for (let end = channel.length; end > 0; end = channel.lastIndexOf('.', end - 1)) {
      for (const listener of listeners.get(channel.slice(0, end)) ?? []) {
        try {
          listener(message)
        } catch (error) {
          failed(error)
        }
      }
    }
    return message
  }

  return {
    publish(channel, data) {
      if (!trees.get(firstWord(channel))?.retained.has(channel)) admit([channel])
      return deliver(channel, data)
    },

    publishAll(messages) {
      admit(messages.map(({ channel }) => channel))
      return messages.map(({ channel, data }) => deliver(channel, data))
    },

    subscribe(channel, listener) {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0 && listeners.get(channel) === set) listeners.delete(channel)
      }
    },

    retained(channel) {
      const all = [...(trees.get(firstWord(channel))?.retained.values() ?? [])]
      return all.filter(message => isWithin(message.channel, channel)).sort((a, b) => a.sequence - b.sequence)
    },

    forget(channel) {
      if (trees.get(firstWord(channel))?.retained.delete(channel)) channels -= 1
    },

    replay(channel, since) {
      const tree = trees.get(firstWord(channel))
      const last = tree?.sequence ?? firstSequence
      const oldest = tree?.window[0]?.sequence ?? last + 1
      const messages = (tree?.window ?? []).filter(m => m.sequence > since && isWithin(m.channel, channel))
      return { messages, complete: since >= oldest - 1 && since <= last }
    },

    channels: () =>
      [...trees.values()]
        .flatMap(tree => listChannels(tree, clock.now()))
        .sort((a, b) => (a.channel < b.channel ? -1 : 1)),

    sequence: channel => trees.get(firstWord(channel))?.sequence ?? firstSequence,
  }
}

/** Channels of a tree with their rates over the last ten seconds, or as far back as its window reaches. */
function listChannels({ window, retained }: Tree, now: number): ChannelInfo[] {
  const span = Math.min(rateSpan, Math.max(1000, now - (window[0]?.at ?? now)))
  const counts = new Map<string, number>()
  for (const { channel, at } of window) if (at > now - span) counts.set(channel, (counts.get(channel) ?? 0) + 1)
  return [...retained.values()].map(({ channel, sequence, at }) => {
    const rate = ((counts.get(channel) ?? 0) * 1000) / span
    return { channel, sequence, at, rate: Math.round(rate * 10) / 10 }
  })
}

/** Whether `channel` is `tree` or below it. */
export function isWithin(channel: string, tree: string): boolean {
  return channel === tree || (channel.startsWith(tree) && channel[tree.length] === '.')
}

function firstWord(channel: string): string {
  const dot = channel.indexOf('.')
  return dot < 0 ? channel : channel.slice(0, dot)
}
