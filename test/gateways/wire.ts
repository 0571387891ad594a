import { createFanout, type Line, type Wire } from '../../server/gateways/fanout.ts'

/** Undoes what a server frames: the texts, in order. Fails on anything but whole, unmasked text frames. */
export function textsIn(bytes: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== 0x81) throw new Error(`no text frame at ${at}: ${bytes.subarray(at, at + 12).toString('hex')}`)
    const short = bytes[at + 1]!
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const length = head === 2 ? short : head === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    if (at + head + length > bytes.length) throw new Error('a frame is cut off')
    texts.push(bytes.toString('utf8', at + head, at + head + length))
    at += head + length
  }
  return texts
}

/** A client's socket that a test can stop and let go on. */
export interface TestWire extends Wire {
  /** Every write as it came. */
  writes: Buffer[]
  /** Tells who waits for it that all so far has gone out. */
  take(): void
  /** Takes what is written, and then says that it is full. */
  fill(): void
  drain(): void
}

export function testWire(): TestWire {
  let drained: (() => void)[] = []
  let full = false
  const waiting: (() => void)[] = []
  const wire = {
    writes: [] as Buffer[],
    fill: () => {
      full = true
    },
    drain() {
      full = false
      const heard = drained
      drained = []
      for (const hear of heard) hear()
    },
    take() {
      for (const tell of waiting.splice(0)) tell()
    },
    write(bytes: Buffer, taken?: () => void) {
      wire.writes.push(bytes)
      if (taken) waiting.push(taken)
      return !full
    },
    cork: () => undefined,
    uncork: () => undefined,
    once(event: string, hear: () => void) {
      if (event === 'drain') drained.push(hear)
      return wire
    },
  }
  return wire as unknown as TestWire
}

/**
 * A client whose texts are there at once: each turn of the event loop ends with every word.
 *
 * @param hold keeps what a socket calls when it has taken what it was given; without it, that is at once
 */
export function testLine(
  source: Parameters<typeof createFanout>[0]['source'],
  heard: (text: string) => void,
  hold: (taken: () => void) => void = taken => taken(),
): Line {
  const fanout = createFanout({
    source,
    keeping: { limit: 1024 * 1024, policyOf: () => 'disconnect', dropped: null },
    tooSlow() {
      throw new Error('too slow')
    },
    later: flush => flush(),
  })
  const wire = {
    write(bytes: Buffer, taken?: () => void) {
      if (taken) hold(taken)
      for (const text of textsIn(bytes)) heard(text)
      return true
    },
    cork: () => undefined,
    uncork: () => undefined,
    once: () => wire,
  }
  return fanout.connect(wire as unknown as Wire, { readyState: 1 })
}
