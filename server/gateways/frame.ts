/** A message as it goes over the wire: a piece of a slab; `channel` is null for what only one client is told. */
export interface Frame {
  readonly channel: string | null
  readonly slab: Buffer
  readonly start: number
  readonly end: number
  /** Messages of the channel this one stands for, which were let go. */
  readonly dropped?: number
}

/** Frames in one piece; shared by all who are sent them. */
export interface Chunk {
  readonly frames: readonly Frame[]
  readonly bytes: Buffer
}

/** Writes frames one behind the other. */
export interface Framer {
  /** A text as one unmasked, uncompressed frame (RFC 6455, 5.2). */
  frame(channel: string | null, text: string): Frame
}

/** Small enough that a frame which is kept for long does not keep much else. */
const slabSize = 64 * 1024
/** Most bytes that UTF-8 takes for a unit of UTF-16. */
const widest = 3
const longestHead = 10

/** Nothing is framed yet. */
export function createFramer(): Framer {
  let slab = Buffer.alloc(0)
  let used = 0
  return {
    frame(channel, text) {
      const room = text.length * widest + longestHead
      if (used + room > slab.length) {
        slab = Buffer.allocUnsafeSlow(Math.max(slabSize, room))
        used = 0
      }
      const start = used
      // Measuring a text takes as long as writing it: it is written where it belongs if all its characters are ASCII,
      // and moved when they were not and the length needs a longer head.
      let head = headOf(text.length)
      const length = slab.write(text, start + head)
      if (headOf(length) !== head) {
        slab.copyWithin(start + headOf(length), start + head, start + head + length)
        head = headOf(length)
      }
      slab[start] = 0x81
      if (head === 2) slab[start + 1] = length
      else if (head === 4) {
        slab[start + 1] = 126
        slab[start + 2] = length >> 8
        slab[start + 3] = length & 0xff
      } else {
        slab[start + 1] = 127
        slab.writeBigUInt64BE(BigInt(length), start + 2)
      }
      used = start + head + length
      return { channel, slab, start, end: used }
    },
  }
}

/** At least one frame as one piece; those that lie one behind the other are one already. */
export function chunkOf(frames: readonly Frame[]): Chunk {
  const pieces: Buffer[] = []
  let { slab, start } = frames[0]!
  let end = start
  for (const frame of frames) {
    if (frame.slab !== slab || frame.start !== end) {
      pieces.push(slab.subarray(start, end))
      ;({ slab, start } = frame)
    }
    end = frame.end
  }
  const last = slab.subarray(start, end)
  return { frames, bytes: pieces.length === 0 ? last : Buffer.concat([...pieces, last]) }
}

const copies = new WeakMap<Chunk, Chunk>()

/** The chunk for those who keep it: a small piece of a slab would keep all of that, with what others were sent; copied once for all. */
export function lasting(chunk: Chunk): Chunk {
  const { frames, bytes } = chunk
  const { buffer } = frames[0]!.slab
  if (bytes.buffer === buffer && bytes.length * 4 >= buffer.byteLength) return chunk
  const copy = copies.get(chunk) ?? copyOf(chunk)
  copies.set(chunk, copy)
  return copy
}

function copyOf({ frames, bytes }: Chunk): Chunk {
  const slab = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(slab)
  let used = 0
  const moved = frames.map(frame => {
    const start = used
    used += frame.end - frame.start
    return { ...frame, slab, start, end: used }
  })
  return { frames: moved, bytes: slab }
}

/** The bytes of a frame, where they are. */
export function bytesOf({ slab, start, end }: Frame): Buffer {
  return slab.subarray(start, end)
}

/** A frame that keeps nothing but itself in memory. */
export function detached({ slab, start, end, ...rest }: Frame): Frame {
  return { ...rest, slab: Buffer.from(slab.subarray(start, end)), start: 0, end: end - start }
}

function headOf(length: number): 2 | 4 | 10 {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10
}
