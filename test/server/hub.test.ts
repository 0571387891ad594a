import fc from 'fast-check'
import type { Message } from '../../data/model/channels.ts'
import { createHub, isWithin } from '../../server/hub.ts'

function testHub(options = {}) {
  const failures: unknown[] = []
  const hub = createHub({ clock: { now: () => 1000 }, failed: error => failures.push(error), ...options })
  return { hub, failures }
}

test('who subscribes a channel hears it and all below it, and nothing else', () => {
  const { hub } = testHub()
  const heard: string[] = []
  hub.subscribe('data', ({ channel }) => heard.push(channel))
  for (const channel of ['data', 'data.kettle', 'data.kettle.lid', 'database', 'logs']) hub.publish(channel, null)
  expect(heard).toEqual(['data', 'data.kettle', 'data.kettle.lid'])
})

test('one number counts a channel with all below it', () => {
  const { hub } = testHub()
  const numbers = ['data.a', 'data.b', 'logs', 'data'].map(channel => hub.publish(channel, 1).sequence)
  expect(numbers).toEqual([1, 2, 1, 3])
  expect(hub.sequence('data.a')).toBe(3)
})

test('keeps the last message of each channel, until it is told to forget it', () => {
  const { hub } = testHub()
  hub.publish('data.a', 1)
  hub.publish('data.b', 2)
  hub.publish('data.a', 3)
  expect(hub.retained('data').map(({ data }) => data)).toEqual([2, 3])
  hub.forget('data.a')
  expect(hub.retained('data').map(({ data }) => data)).toEqual([2])
})

test('replays what came after a number, and says when it cannot', () => {
  const { hub } = testHub({ window: 10 })
  for (let n = 1; n <= 100; n++) hub.publish(n % 2 ? 'data.odd' : 'data.even', n)
  expect(hub.replay('data', 97)).toMatchObject({
    complete: true,
    messages: [{ data: 98 }, { data: 99 }, { data: 100 }],
  })
  expect(hub.replay('data.even', 97).messages.map(({ data }) => data)).toEqual([98, 100])
  expect(hub.replay('data', 100)).toEqual({ complete: true, messages: [] })
  expect(hub.replay('data', 3).complete).toBe(false)
  expect(hub.replay('data', 101).complete).toBe(false)
})

test('after a restart, numbers from before it are known to be too old', () => {
  const before = testHub().hub
  for (let n = 0; n < 50; n++) before.publish('alarms', n)
  const after = testHub({ firstSequence: 1_000_000 }).hub
  after.publish('alarms', 'new')
  expect(after.replay('alarms', before.sequence('alarms')).complete).toBe(false)
  expect(after.replay('alarms', 1_000_000)).toMatchObject({ complete: true, messages: [{ data: 'new' }] })
})

test('a subscriber that throws keeps nobody else from hearing', () => {
  const { hub, failures } = testHub()
  const heard: Message[] = []
  hub.subscribe('logs', () => {
    throw new Error('broken')
  })
  hub.subscribe('logs', message => heard.push(message))
  hub.publish('logs', 'x')
  expect(heard).toHaveLength(1)
  expect(failures).toEqual([new Error('broken')])
})

test('a subscription ends when it is taken back, even in the middle of a message', () => {
  const { hub } = testHub()
  const heard: unknown[] = []
  const cancel = hub.subscribe('a', ({ data }) => {
    heard.push(data)
    cancel()
    cancel()
  })
  hub.publish('a', 1)
  hub.publish('a', 2)
  expect(heard).toEqual([1])
})

test.each(['', '.', 'a.', 'a b', 'a..b', 'ä', `${'x'.repeat(121)}`])('refuses the channel name "%s"', name => {
  expect(() => testHub().hub.publish(name, 1)).toThrow(/expected|Too big/)
})

test('refuses more channels than it can keep', () => {
  const { hub } = testHub()
  for (let n = 0; n < 10_000; n++) hub.publish(`x.${n}`, 1)
  expect(() => hub.publish('one-more', 1)).toThrow('10000 channels')
  expect(hub.publish('x.1', 2).sequence).toBe(10_001)
})

test('a client that resumes hears every message once, whatever happened in between', () => {
  const event = fc.record({ channel: fc.constantFrom('d', 'd.a', 'd.b', 'e'), cut: fc.boolean() })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), fc.constantFrom('d', 'd.a'), (events, wanted) => {
      const { hub } = testHub()
      const heard: number[] = []
      const all: number[] = []
      const listen = () => hub.subscribe(wanted, ({ sequence }) => heard.push(sequence))
      let cancel = listen()
      for (const { channel, cut } of events) {
        if (cut) cancel()
        const { sequence } = hub.publish(channel, null)
        if (isWithin(channel, wanted)) all.push(sequence)
        if (!cut) continue
        cancel = listen()
        heard.push(...hub.replay(wanted, heard.at(-1) ?? 0).messages.map(message => message.sequence))
      }
      expect(heard).toEqual(all)
    }),
  )
})

test('several messages are published in order, or none when one of them cannot be', () => {
  const { hub } = testHub()
  const heard: string[] = []
  hub.subscribe('chat', ({ channel, sequence }) => heard.push(`${channel} ${sequence}`))
  const [a, b] = ['chat.a', 'chat.b'].map(channel => ({ channel, data: 1 }))
  expect(hub.publishAll([a!, b!, a!]).map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(() =>
    hub.publishAll([
      { channel: 'chat.new', data: 1 },
      { channel: 'no good', data: 1 },
    ]),
  ).toThrow('no good')
  const many = Array.from({ length: 9_999 }, (_, n) => ({ channel: `chat.${n}`, data: n }))
  expect(() => hub.publishAll(many)).toThrow('10000 is the most')
  expect(heard).toEqual(['chat.a 1', 'chat.b 2', 'chat.a 3'])
  expect(hub.retained('chat').map(({ channel }) => channel)).toEqual(['chat.b', 'chat.a'])
  expect(hub.publishAll(many.slice(1))).toHaveLength(9_998)
})
