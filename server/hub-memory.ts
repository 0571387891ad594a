import {
  type ChannelInfo,
  checkChannel,
  firstWord,
  isWithin,
  type Message,
  type Publication,
} from '../data/model/channels.ts'
import { Fault } from '../data/model/fault.ts'
import type { Clock } from '../data/model/units.ts'
import { weigh } from './weight.ts'

/** What a hub remembers: of each channel its last message, of each tree of channels what came lately; bounded in messages and bytes. */
export interface HubMemory {
  /** The bytes of memory of each, if there is room for all of them. Fails with `invalid` (no channel, no JSON) or `refused`. */
  admit(messages: readonly Publication[]): number[]
  /** Numbers a message and keeps it, whether there is room or not. */
  add(channel: string, data: unknown, bytes: number): Message
  retained(channel: string): Message[]
  forget(channel: string): void
  replay(channel: string, since: number): { messages: Message[]; complete: boolean }
  sequence(channel: string): number
  channels(): ChannelInfo[]
}

/** A message, and about how many bytes of memory it takes. */
interface Kept {
  message: Message
  bytes: number
}

/** All channels with the same first word: they share a counter, so that one number resumes the whole tree. */
interface Tree {
  sequence: number
  window: Kept[]
  /** Of the window. */
  bytes: number
  retained: Map<string, Kept>
}

const mostChannels = 10_000
const rateSpan = 10_000

/**
 * @param firstSequence where numbering starts
 * @param window messages kept for replay per tree
 * @param mostBytes of memory for all last messages, and once more for all windows
 */
export function createHubMemory(options: {
  clock: Pick<Clock, 'now'>
  firstSequence: number
  window: number
  mostBytes: number
}): HubMemory {
  const { clock, firstSequence, window, mostBytes } = options
  const trees = new Map<string, Tree>()
  /** Where the next new tree begins. */
  let first = firstSequence
  let channels = 0
  let retainedBytes = 0
  let windowBytes = 0

  function treeOf(channel: string): Tree {
    const root = firstWord(channel)
    let tree = trees.get(root)
    if (!tree) {
      tree = { sequence: first, window: [], bytes: 0, retained: new Map() }
      trees.set(root, tree)
    }
    return tree
  }

  const lastOf = (channel: string) => trees.get(firstWord(channel))?.retained.get(channel)

  function admit(messages: readonly Publication[]): number[] {
    let bytes = retainedBytes
    const sizes = messages.map(({ channel, data }) => {
      if (!lastOf(channel)) checkChannel(channel)
      const size = weigh(data)
      bytes += size
      return size
    })
    // Mostly there would be room for all of them beside what they take the place of.
    if (channels + messages.length > mostChannels || bytes > mostBytes) admitLast(messages, sizes)
    return sizes
  }

  /** Whether there is room for the last message of each channel in place of the one before. */
  function admitLast(messages: readonly Publication[], sizes: readonly number[]): void {
    let moreChannels = 0
    let moreBytes = 0
    for (const [channel, bytes] of new Map(messages.map(({ channel }, n) => [channel, sizes[n]!]))) {
      const before = lastOf(channel)
      if (!before) moreChannels += 1
      moreBytes += bytes - (before?.bytes ?? 0)
    }
    if (moreChannels > 0 && channels + moreChannels > mostChannels) {
      throw new Fault(
        'refused',
        `there are ${channels} channels already, and ${mostChannels} is the most: publish on one of them`,
      )
    }
    if (moreBytes > 0 && retainedBytes + moreBytes > mostBytes) {
      const most = Math.round(mostBytes / 1024 / 1024)
      throw new Fault(
        'refused',
        `the last messages of all channels fill the ${most} MB there are for them: publish shorter ones, or delete channels`,
      )
    }
  }

  function retain(tree: Tree, kept: Kept): void {
    const { channel } = kept.message
    const before = tree.retained.get(channel)
    if (!before) channels += 1
    retainedBytes += kept.bytes - (before?.bytes ?? 0)
    tree.retained.set(channel, kept)
  }

  function remember(tree: Tree, kept: Kept): void {
    tree.window.push(kept)
    tree.bytes += kept.bytes
    windowBytes += kept.bytes
    // Cut in halves: dropping one at a time would move the whole window for every message.
    if (tree.window.length >= 2 * window) cut(tree, tree.window.length - window)
    if (windowBytes > mostBytes) cutLongest()
  }

  /** Lets go of so many of a tree's oldest messages. */
  function cut(tree: Tree, count: number): void {
    for (const { bytes } of tree.window.splice(0, count)) {
      tree.bytes -= bytes
      windowBytes -= bytes
    }
  }

  /** Who says the most forgets the most, and more than is needed at the moment: otherwise the next message would look through all trees again. */
  function cutLongest(): void {
    for (const tree of [...trees.values()].sort((a, b) => b.bytes - a.bytes)) {
      if (windowBytes <= 0.75 * mostBytes) return
      const half = tree.bytes / 2
      let count = 0
      for (let left = tree.bytes; left > half; count++) left -= tree.window[count]!.bytes
      cut(tree, count)
    }
  }

  return {
    admit,

    add(channel, data, bytes) {
      const tree = treeOf(channel)
      tree.sequence += 1
      const message = { channel, sequence: tree.sequence, at: clock.now(), data } as Message
      const kept = { message, bytes }
      retain(tree, kept)
      remember(tree, kept)
      return message
    },

    retained(channel) {
      const all = [...(trees.get(firstWord(channel))?.retained.values() ?? [])].map(({ message }) => message)
      return all.filter(message => isWithin(message.channel, channel)).sort((a, b) => a.sequence - b.sequence)
    },

    forget(channel) {
      const root = firstWord(channel)
      const tree = trees.get(root)
      const before = tree?.retained.get(channel)
      if (!tree || !before) return
      tree.retained.delete(channel)
      channels -= 1
      retainedBytes -= before.bytes
      if (tree.retained.size > 0) return
      // Whoever invents names and forgets them again leaves nothing behind; a name that comes back goes on counting up.
      cut(tree, tree.window.length)
      trees.delete(root)
      first = Math.max(first, tree.sequence)
    },

    replay(channel, since) {
      const tree = trees.get(firstWord(channel))
      const last = tree?.sequence ?? first
      const all = (tree?.window ?? []).map(({ message }) => message)
      const oldest = all[0]?.sequence ?? last + 1
      const messages = all.filter(m => m.sequence > since && isWithin(m.channel, channel))
      return { messages, complete: since >= oldest - 1 && since <= last }
    },

    channels: () =>
      [...trees.values()]
        .flatMap(tree => listChannels(tree, clock.now()))
        .sort((a, b) => (a.channel < b.channel ? -1 : 1)),

    sequence: channel => trees.get(firstWord(channel))?.sequence ?? first,
  }
}

/** Channels of a tree with their rates over the last ten seconds, or as far back as its window reaches. */
function listChannels({ window, retained }: Tree, now: number): ChannelInfo[] {
  // What was said before the clock was set back seems to come yet.
  const past = window.filter(({ message }) => message.at <= now)
  const span = Math.min(rateSpan, Math.max(1000, now - (past[0]?.message.at ?? now)))
  const counts = new Map<string, number>()
  for (const { message } of past)
    if (message.at > now - span) counts.set(message.channel, (counts.get(message.channel) ?? 0) + 1)
  return [...retained.values()].map(({ message: { channel, sequence, at } }) => {
    const rate = ((counts.get(channel) ?? 0) * 1000) / span
    return { channel, sequence, at, rate: Math.round(rate * 10) / 10 }
  })
}
