import type { SlowPolicy } from '../../data/model/limits.ts'
import { bytesOf, type Chunk, createFramer, detached, type Frame, lasting } from './frame.ts'

/** What waits for a client whose socket is full; bounded. */
export interface Backlog {
  /** Beyond the limit lets go what may be. False when the client cannot be kept. */
  add(chunk: Chunk): boolean
  /** The next to be sent. */
  take(): Chunk | undefined
  clear(): void
}

/** How much is kept for one client, and what is let go beyond that. */
export interface Keeping {
  /** Bytes. */
  limit: number
  policyOf(channel: string): SlowPolicy
  /** What tells how many messages of a channel were let go; null where the protocol has no words for it. */
  dropped: ((channel: string, count: number) => string) | null
}

/** Nothing waits. */
export function createBacklog(keeping: Keeping): Backlog {
  let chunks: Chunk[] = []
  let bytes = 0

  return {
    add(chunk) {
      chunks.push(lasting(chunk))
      bytes += chunk.bytes.length
      if (bytes <= keeping.limit) return true
      const frames = reduce(
        chunks.flatMap(one => one.frames),
        keeping,
      ).map(detached)
      chunks = frames.map(frame => ({ frames: [frame], bytes: bytesOf(frame) }))
      bytes = sizeOf(frames)
      // With less room than a quarter the next messages would each go through the whole queue again.
      return bytes <= keeping.limit * 0.75
    },
    take() {
      const chunk = chunks.shift()
      if (chunk) bytes -= chunk.bytes.length
      return chunk
    },
    clear() {
      chunks = []
      bytes = 0
    },
  }
}

/** Keeps the order: a client resumes from the last sequence number it heard. */
function reduce(frames: Frame[], keeping: Keeping): Frame[] {
  return dropOldest(conflate(frames, keeping), keeping)
}

function conflate(frames: Frame[], { policyOf }: Keeping): Frame[] {
  const seen = new Set<string>()
  const kept: Frame[] = []
  for (const frame of frames.toReversed()) {
    const { channel } = frame
    if (channel !== null && policyOf(channel) === 'conflate') {
      if (seen.has(channel)) continue
      seen.add(channel)
    }
    kept.push(frame)
  }
  return kept.reverse()
}

/** Lets go from the oldest on until half the queue is free; in place of a channel's last one it says how many. */
function dropOldest(frames: Frame[], { limit, policyOf, dropped }: Keeping): Frame[] {
  let excess = sizeOf(frames) - limit / 2
  const counts = new Map<string, { count: number; at: number }>()
  frames.forEach(({ channel, start, end, dropped: before = 1 }, at) => {
    if (channel === null || policyOf(channel) !== 'drop-oldest' || excess <= 0) return
    excess -= end - start
    counts.set(channel, { count: (counts.get(channel)?.count ?? 0) + before, at })
  })
  return frames.flatMap((frame, at) => {
    const gone = frame.channel === null ? undefined : counts.get(frame.channel)
    if (!gone || at > gone.at) return [frame]
    if (at < gone.at || !dropped) return []
    const { channel } = frame
    return [{ ...createFramer().frame(channel, dropped(channel!, gone.count)), dropped: gone.count }]
  })
}

function sizeOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { start, end }) => sum + end - start, 0)
}
