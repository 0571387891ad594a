import type { SlowPolicy } from '../../data/model/limits.ts'
import { createBacklog } from '../../server/gateways/backlog.ts'
import { bytesOf, chunkOf, createFramer } from '../../server/gateways/frame.ts'
import { fc } from '../random.ts'
import { textsIn } from './wire.ts'

const policies: Record<string, SlowPolicy> = { data: 'conflate', logs: 'drop-oldest', alarms: 'disconnect' }
const policyOf = (channel: string) => policies[channel.split('.')[0]!]!
const dropped = (channel: string, count: number) => `${channel} lost ${count}`

/** A queue of so many bytes, for messages of 100 bytes. */
function queue(limit: number) {
  const framer = createFramer()
  const backlog = createBacklog({ limit, policyOf, dropped })
  return {
    add(channel: string | null, text: string) {
      const frame = framer.frame(channel, text.padEnd(98))
      return backlog.add({ frames: [frame], bytes: bytesOf(frame) })
    },
    rest() {
      const texts: string[] = []
      for (let chunk = backlog.take(); chunk; chunk = backlog.take()) texts.push(...textsIn(chunk.bytes))
      return texts.map(text => text.trimEnd())
    },
  }
}

test('up to its limit it keeps everything, in order', () => {
  const { add, rest } = queue(1000)
  for (let n = 0; n < 10; n++) expect(add('data.a', String(n))).toBe(true)
  expect(rest()).toEqual([...'0123456789'])
  expect(rest()).toEqual([])
})

test('then only the last message of each channel that conflates, at its place', () => {
  const { add, rest } = queue(1000)
  for (let n = 0; n < 3; n++) for (const channel of ['data.a', 'data.b', 'data.c']) add(channel, `${channel} ${n}`)
  add(null, 'answer')
  expect(add('data.b', 'data.b 3')).toBe(true)
  expect(rest()).toEqual(['data.a 2', 'data.c 2', 'answer', 'data.b 3'])
})

test('the oldest go where that is the rule, and the client is told how many, also when it happens again', () => {
  const { add, rest } = queue(1000)
  for (let n = 0; n < 11; n++) expect(add('logs', String(n))).toBe(true)
  for (let n = 11; n < 100; n++) expect(add('logs', String(n))).toBe(true)
  const texts = rest()
  const kept = texts.slice(1).map(Number)
  expect(texts[0]).toBe(`logs lost ${100 - kept.length}`)
  expect(kept).toEqual(Array.from(kept, (_, n) => 100 - kept.length + n))
  expect(kept.length).toBeGreaterThanOrEqual(4)
})

test('what must not be lost fills the queue, and then the client cannot be kept', () => {
  const { add } = queue(1000)
  for (let n = 0; n < 10; n++) expect(add(n % 2 ? 'alarms' : null, String(n))).toBe(true)
  expect(add('alarms', '10')).toBe(false)
})

test('alarms survive a flood of the others', () => {
  const { add, rest } = queue(1000)
  add('alarms', 'hot')
  for (let n = 0; n < 500; n++) expect(add(n % 2 ? 'logs' : 'data.a', String(n))).toBe(true)
  expect(rest()).toContain('hot')
})

test('whatever comes, it stays within its limit, keeps the order, and loses nothing that it does not count', () => {
  const channels = fc.constantFrom('data.a', 'data.b', 'logs', 'logs.x', 'alarms', null)
  fc.assert(
    fc.property(fc.array(channels, { maxLength: 200 }), all => {
      const { add, rest } = queue(2000)
      const taken = all.findIndex((channel, n) => !add(channel, `${channel} ${n}`))
      const texts = rest()
      expect(texts.length * 100).toBeLessThanOrEqual(2000)
      if (taken >= 0) return
      const numbers = texts.filter(text => !text.includes('lost')).map(text => Number(text.split(' ')[1]))
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
      for (const channel of ['logs', 'logs.x']) {
        const sent = all.filter(one => one === channel).length
        const lost = texts.filter(text => text.startsWith(`${channel} lost`)).map(text => Number(text.split(' ')[2]))
        const heard = texts.filter(text => text.startsWith(`${channel} `) && !text.includes('lost')).length
        expect(heard + lost.reduce((sum, count) => sum + count, 0)).toBe(sent)
      }
      for (const channel of ['alarms', null] as const)
        expect(texts.filter(text => text.startsWith(`${channel} `))).toHaveLength(
          all.filter(one => one === channel).length,
        )
      for (const channel of ['data.a', 'data.b'] as const)
        if (all.includes(channel)) expect(numbers).toContain(all.lastIndexOf(channel))
    }),
    { numRuns: 500 },
  )
})

test('what waits for one client keeps nothing in memory that others were sent meanwhile', () => {
  const framer = createFramer()
  const backlog = createBacklog({ limit: 100_000, policyOf, dropped })
  for (let n = 0; n < 100; n++) {
    framer.frame('data.others', 'x'.repeat(20_000))
    backlog.add(chunkOf([framer.frame('alarms', String(n))]))
  }
  const held = new Set<ArrayBufferLike>()
  const texts: string[] = []
  for (let chunk = backlog.take(); chunk; chunk = backlog.take()) {
    texts.push(...textsIn(chunk.bytes))
    for (const { buffer } of [chunk.bytes, ...chunk.frames.map(({ slab }) => slab)]) held.add(buffer)
  }
  expect(texts).toEqual(Array.from({ length: 100 }, (_, n) => String(n)))
  expect([...held].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(10_000)
})
