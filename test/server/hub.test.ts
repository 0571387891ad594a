import { isWithin, type Message } from '../../data/model/channels.ts'
import { createHub } from '../../server/hub.ts'
import { fc } from '../random.ts'

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

test('what a subscriber publishes is heard after what it was handed, by all', () => {
  const { hub } = testHub()
  hub.subscribe('data.foreign', () => hub.publish('data.sensors.probe', 'reading'))
  const heard: number[] = []
  hub.subscribe('data', ({ sequence }) => heard.push(sequence))
  const [first, second] = hub.accept(['data.foreign', 'data.other'].map(channel => ({ channel, data: 1 })))
  expect([first!.sequence, second!.sequence]).toEqual([1, 3])
  expect(heard).toEqual([1, 2, 3])
})

test('a subscriber that fails at the report of its failure is told of it once', () => {
  const reports: unknown[] = []
  const { hub } = testHub({
    failed(error: unknown) {
      reports.push(error)
      if (reports.length > 100) throw new Error('endless')
      hub.publish('logs', 'somebody failed')
    },
  })
  hub.subscribe('logs', () => {
    throw new Error('broken')
  })
  hub.publish('logs', 'x')
  expect(reports).toHaveLength(1)
})

test('the hub goes on when the report of a failure fails', () => {
  const { hub } = testHub({
    failed() {
      throw new Error('no room to report it')
    },
  })
  const cancel = hub.subscribe('logs', () => {
    throw new Error('broken')
  })
  expect(() => hub.publish('logs', 1)).toThrow('no room')
  cancel()
  const heard: unknown[] = []
  hub.subscribe('logs', ({ data }) => heard.push(data))
  hub.publish('logs', 2)
  expect(heard).toEqual([2])
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
  expect(() => testHub().hub.accept([{ channel: name, data: 1 }])).toThrow(/expected|Too big/)
})

test('refuses more channels than it can keep', () => {
  const { hub } = testHub()
  const say = (channel: string) => hub.accept([{ channel, data: 1 }])[0]!.sequence
  for (let n = 0; n < 10_000; n++) say(`x.${n}`)
  expect(() => say('one-more')).toThrow('10000 channels')
  expect(say('x.1')).toBe(10_001)
})

test('the house has the word however much others say', () => {
  const { hub } = testHub({ mostBytes: 10_000 })
  for (let n = 0; n < 10_000; n++) hub.publish(`x.${n}`, 1)
  expect(hub.publish('trips', { actuator: 'element' }).sequence).toBe(1)
})

test('last messages have so much memory and no more', () => {
  const { hub } = testHub({ mostBytes: 3 * 1024 * 1024 })
  const say = (channel: string, data: unknown) => hub.accept([{ channel, data }])
  const long = 'x'.repeat(1_000_000)
  for (const channel of ['a', 'b', 'c']) say(channel, long)
  expect(() => say('d', long)).toThrow('fill the 3 MB there are for them')
  // Empty lists take eight bytes of JSON and many times that of memory.
  expect(() =>
    say(
      'd',
      Array.from({ length: 50_000 }, () => ({ a: [] })),
    ),
  ).toThrow('fill the 3 MB')
  expect(() => say('d', { ['x'.repeat(1_000_000)]: 1 })).toThrow('fill the 3 MB')
  say('a', 'a shorter one')
  say('d', long)
  hub.forget('b')
  say('e', long)
})

test('who says the most forgets the most', () => {
  const { hub } = testHub({ mostBytes: 1_000_000 })
  hub.publish('alarms', 'first')
  const last = Array.from(
    { length: 50 },
    () => hub.accept([{ channel: 'loud', data: 'x'.repeat(100_000) }])[0]!.sequence,
  ).at(-1)!
  expect(hub.replay('alarms', 0)).toMatchObject({ complete: true, messages: [{ data: 'first' }] })
  expect(hub.replay('loud', last - 3)).toMatchObject({ complete: true, messages: { length: 3 } })
  expect(hub.replay('loud', last - 11).complete).toBe(false)
})

test('names that are invented and forgotten again leave nothing behind, and count on when they come back', () => {
  const { hub } = testHub({ mostBytes: 1_000_000 })
  for (let n = 0; n < 5; n++) hub.publish('a', n)
  hub.forget('a')
  expect(hub.replay('a', 3)).toEqual({ complete: false, messages: [] })
  expect(hub.replay('a', 5)).toEqual({ complete: true, messages: [] })
  expect(hub.publish('a', 'again').sequence).toBe(6)
  expect(hub.replay('a', 5)).toMatchObject({ complete: true, messages: [{ data: 'again' }] })
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
  expect(hub.accept([a!, b!, a!]).map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(() =>
    hub.accept([
      { channel: 'chat.new', data: 1 },
      { channel: 'no good', data: 1 },
    ]),
  ).toThrow('channel: expected words')
  const many = Array.from({ length: 9_999 }, (_, n) => ({ channel: `chat.${n}`, data: n }))
  expect(() => hub.accept(many)).toThrow('10000 is the most')
  expect(heard).toEqual(['chat.a 1', 'chat.b 2', 'chat.a 3'])
  expect(hub.retained('chat').map(({ channel }) => channel)).toEqual(['chat.b', 'chat.a'])
  expect(hub.accept(many.slice(1))).toHaveLength(9_998)
})

test('a rate counts what is said now, not what was said before the clock was set back', () => {
  const clock = { at: 10_000_000, now: () => clock.at }
  const { hub } = testHub({ clock })
  const say = (times: number) => {
    for (let n = 0; n < times; n++) {
      clock.at += 500
      hub.publish('data.kettle', n)
    }
  }
  const rate = () => hub.channels()[0]!.rate
  say(100)
  expect(rate()).toBe(2)
  clock.at -= 3_600_000
  expect(rate()).toBe(0)
  say(10)
  expect(rate()).toBeCloseTo(2, 0)
  say(100)
  expect(rate()).toBe(2)
})
