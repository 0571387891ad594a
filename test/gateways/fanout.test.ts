import { createFanout, type Line } from '../../server/gateways/fanout.ts'
import { bytesOf, createFramer, type Frame } from '../../server/gateways/frame.ts'
import { fc } from '../random.ts'
import { type TestWire, testWire, textsIn } from './wire.ts'

const keeping = { limit: 1024, policyOf: () => 'disconnect' as const, dropped: null }

/** A door whose turns end when the test says so. */
function door(closed: () => void = () => {}) {
  const listeners = new Map<string, Set<(frame: Frame) => void>>()
  const framer = createFramer()
  const flushes: (() => void)[] = []
  const fanout = createFanout({
    keeping,
    tooSlow(peer: { readyState: number }) {
      peer.readyState = 2
      closed()
    },
    later: flush => flushes.push(flush),
    source(channel, hear) {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set.add(hear))
      return () => void set.delete(hear)
    },
  })
  return {
    listeners,
    client(...channels: string[]): { wire: TestWire; line: Line; texts: () => string[]; peer: { readyState: number } } {
      const wire = testWire()
      const peer = { readyState: 1 }
      const line = fanout.connect(wire, peer)
      line.hear(channels)
      return { wire, line, peer, texts: () => textsIn(Buffer.concat(wire.writes)) }
    },
    publish(channel: string, text: string) {
      const frame = framer.frame(channel, text)
      for (const hear of listeners.get(channel) ?? []) hear(frame)
    },
    endTurn: () => {
      for (const flush of flushes.splice(0)) flush()
    },
  }
}

test('what a turn publishes is one write per client, of the very same bytes', () => {
  const { client, publish, endTurn } = door()
  const [one, other, third] = [client('a', 'b'), client('b', 'a'), client('b')]
  for (const n of [1, 2, 3]) publish('a', `a${n}`)
  publish('b', 'b1')
  expect(one.wire.writes).toEqual([])
  endTurn()
  expect(one.texts()).toEqual(['a1', 'a2', 'a3', 'b1'])
  expect(one.wire.writes).toHaveLength(1)
  expect(other.wire.writes[0]).toBe(one.wire.writes[0])
  expect(third.texts()).toEqual(['b1'])
  expect(third.wire.writes[0]!.buffer).toBe(one.wire.writes[0]!.buffer)
  endTurn()
  expect(one.wire.writes).toHaveLength(1)
})

test('answers keep their place among messages, in the same write', () => {
  const { client, publish, endTurn } = door()
  const [one, other] = [client('a'), client('a')]
  one.line.send('first')
  publish('a', '1')
  one.line.send('second')
  one.line.send('third')
  publish('a', '2')
  endTurn()
  expect(one.texts()).toEqual(['first', '1', 'second', 'third', '2'])
  expect(one.wire.writes).toHaveLength(1)
  expect(other.texts()).toEqual(['1', '2'])
  one.line.send('alone')
  endTurn()
  expect(one.texts().at(-1)).toBe('alone')
})

test('who comes hears nothing from before, who goes has heard all of it', () => {
  const { client, publish, endTurn, listeners } = door()
  const [first, leaver] = [client('a'), client('a')]
  publish('a', '1')
  const late = client('a')
  late.line.send('welcome')
  publish('a', '2')
  leaver.line.hear(['b'])
  leaver.line.send('bye')
  publish('a', '3')
  publish('b', '4')
  endTurn()
  expect(first.texts()).toEqual(['1', '2', '3'])
  expect(late.texts()).toEqual(['welcome', '2', '3'])
  expect(leaver.texts()).toEqual(['1', '2', 'bye', '4'])
  for (const { line } of [first, late, leaver]) line.close()
  expect([...listeners.values()].map(({ size }) => size)).toEqual([0, 0])
})

test('nothing is sent once the closing handshake began', () => {
  const { client, publish, endTurn } = door()
  const { texts, peer } = client('a')
  publish('a', '1')
  peer.readyState = 2
  endTurn()
  expect(texts()).toEqual([])
})

test('nor what waited until then', () => {
  const { client, publish, endTurn } = door()
  const { wire, texts, peer } = client('a')
  wire.fill()
  for (const n of [1, 2]) {
    publish('a', String(n))
    endTurn()
  }
  peer.readyState = 2
  wire.drain()
  expect(texts()).toEqual(['1'])
})

test('what is said of a client that is closed reaches all who hear it, and those who hear more as well', () => {
  const { client, publish, endTurn } = door(() => publish('logs', 'too slow'))
  const [slow, both, logs] = [client('a', 'logs'), client('a', 'logs'), client('logs')]
  slow.wire.fill()
  const long = 'x'.repeat(600)
  for (let n = 0; n < 3; n++) {
    publish('a', long)
    endTurn()
  }
  endTurn()
  expect(both.texts()).toEqual([long, long, long, 'too slow'])
  expect(logs.texts()).toEqual(['too slow'])
})

test('while a socket is full its client waits alone, and then gets everything in order', () => {
  const { client, publish, endTurn } = door()
  const [slow, quick] = [client('a'), client('a')]
  slow.wire.fill()
  for (const n of [1, 2, 3, 4]) {
    publish('a', String(n))
    endTurn()
  }
  expect(slow.texts()).toEqual(['1'])
  expect(quick.texts()).toEqual(['1', '2', '3', '4'])
  slow.wire.drain()
  expect(slow.texts()).toEqual(['1', '2', '3', '4'])
})

test('who sent something is told when the socket holds it no more, and at once when it never will', () => {
  const { client, publish, endTurn } = door()
  const { wire, line, peer } = client('a')
  const taken: number[] = []
  const send = (n: number) => line.send(String(n), () => taken.push(n))
  wire.fill()
  for (const n of [1, 2]) send(n)
  endTurn()
  expect([taken, wire.writes.length]).toEqual([[], 1])
  wire.take()
  expect(taken).toEqual([1, 2])
  // What waits behind the socket is bounded there.
  send(3)
  publish('a', 'heard')
  endTurn()
  expect(taken).toEqual([1, 2, 3])
  peer.readyState = 2
  send(4)
  line.close()
  expect(taken).toEqual([1, 2, 3, 4])
})

test('a client that leaves while others still hear gets nothing more', () => {
  const { client, publish, endTurn } = door()
  const [one, other] = [client('a'), client('a')]
  one.wire.fill()
  for (const n of [1, 2]) {
    publish('a', String(n))
    endTurn()
  }
  one.line.close()
  one.wire.drain()
  publish('a', '3')
  endTurn()
  expect([one.texts(), other.texts()]).toEqual([['1'], ['1', '2', '3']])
})

describe('a frame', () => {
  const lengths = [0, 1, 41, 42, 125, 126, 127, 21_845, 65_535, 65_536, 70_000]

  test.each(lengths)('of %i characters is what it says, in whatever alphabet', length => {
    for (const letter of ['a', 'ü', '€', '🍺', '\ud83c']) {
      const text = letter.repeat(length)
      expect(textsIn(bytesOf(createFramer().frame('a', text)))).toEqual([Buffer.from(text).toString()])
    }
  })

  test('lies behind the one before and leaves it as it was', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 30_000 })))
    fc.assert(
      fc.property(texts, all => {
        const framer = createFramer()
        const frames = all.map(text => framer.frame('a', text))
        expect(frames.flatMap(frame => textsIn(bytesOf(frame)))).toEqual(all.map(text => Buffer.from(text).toString()))
      }),
    )
  })
})
