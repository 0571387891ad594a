import { fc } from '../random.ts'
import { client } from './session-client.ts'

const settled = () => new Promise<void>(resolve => setImmediate(resolve))

test('subscribes, hears, and unsubscribes', () => {
  const { hub, say, received } = client()
  expect(say({ action: 'subscribe', channel: 'alarms', id: 7 })).toEqual([
    { action: 'subscribed', id: 7, channel: 'alarms', sequence: 0 },
  ])
  hub.publish('alarms', { hot: true })
  expect(received.at(-1)).toEqual({ channel: 'alarms', sequence: 1, at: 1234, data: { hot: true } })
  expect(say({ action: 'unsubscribe', channel: 'alarms', id: 'x' })).toEqual([
    { action: 'unsubscribed', id: 'x', channel: 'alarms' },
  ])
  hub.publish('alarms', 2)
  expect(received).toHaveLength(1)
})

test('resumes from a sequence number, after the answer that says whether anything is missing', () => {
  const { hub, say } = client()
  for (const data of ['a', 'b', 'c']) hub.publish('logs', data)
  expect(say({ action: 'subscribe', channel: 'logs', id: 7, since: 1 })).toEqual([
    { action: 'subscribed', id: 7, channel: 'logs', sequence: 3, complete: true },
    { channel: 'logs', sequence: 2, at: 1234, data: 'b' },
    { channel: 'logs', sequence: 3, at: 1234, data: 'c' },
  ])
  expect(say({ action: 'subscribe', channel: 'logs', since: 99 })).toEqual([
    { action: 'subscribed', channel: 'logs', sequence: 3, complete: false },
  ])
})

test('who asks for much again and again has to wait, and is not refused what it asks for at first', () => {
  const { hub, say, time } = client({ messageRate: 10, messageBurst: 30 })
  for (let n = 0; n < 400; n++) hub.publish('chat', 'x'.repeat(1_000))
  const again = () => say({ action: 'subscribe', channel: 'chat', since: 0 })
  expect(again()).toHaveLength(401)
  expect(again()).toMatchObject([{ action: 'error', code: 'too-many', retryAfter: 2 }])
  time.passed += 2_000
  expect(again()).toHaveLength(401)
})

test('sends the last message of each channel when asked', () => {
  const { hub, say } = client()
  hub.publish('data.a', 1)
  hub.publish('data.a', 2)
  hub.publish('data.b', 3)
  expect(say({ action: 'subscribe', channel: 'data', retained: true }).map(({ data }) => data)).toEqual([
    undefined,
    2,
    3,
  ])
})

test('delivers once to who subscribed twice, or a channel and the one above it', () => {
  const { hub, say, received } = client()
  for (const channel of ['data.a', 'data', 'data']) say({ action: 'subscribe', channel })
  received.length = 0
  hub.publish('data.a', 1)
  expect(received).toHaveLength(1)
  say({ action: 'unsubscribe', channel: 'data' })
  received.length = 0
  hub.publish('data.a', 2)
  expect(received).toHaveLength(1)
})

test('however many channels it hears, another one costs it no more than a moment', () => {
  const { say, hub, received } = client()
  const channels = Array.from({ length: 256 }, (_, n) => `a.${'long-'.repeat(20)}name.${n}`)
  for (const channel of channels) say({ action: 'subscribe', channel })
  const began = process.cpuUsage()
  for (let n = 0; n < 250; n++)
    for (const action of ['unsubscribe', 'subscribe']) say({ action, channel: channels[n % channels.length] })
  // Comparing each channel with each took five milliseconds every time. The time of other processes does not count.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(2_000)
  received.length = 0
  hub.publish(channels[255]!, 1)
  expect(received).toHaveLength(1)
})

test('acknowledges what has to be written once it is', async () => {
  let commit = () => {}
  const committed = new Promise<void>(resolve => {
    commit = resolve
  })
  const { say, received } = client({}, async publish => {
    const result = publish()
    await committed
    return result
  })
  say({ action: 'publish', channel: 'chat', data: 1, id: 1 })
  expect(say({ action: 'batch', messages: [{ channel: 'chat', data: 2 }], id: 2 })).toEqual([])
  commit()
  await settled()
  expect(received).toEqual([
    { action: 'published', id: 1, channel: 'chat', sequence: 1 },
    { action: 'batched', id: 2, sequences: [2] },
  ])
})

test('publishes with an acknowledgement, except on what is the brewery’s own', () => {
  const { hub, say } = client()
  expect(say({ action: 'publish', channel: 'chat', data: [1], id: 1 })).toEqual([
    { action: 'published', id: 1, channel: 'chat', sequence: 1 },
  ])
  expect(hub.retained('chat')[0]?.data).toEqual([1])
  expect(say({ action: 'publish', channel: 'data.kettle', data: 1, id: 2 })).toMatchObject([
    { action: 'error', id: 2, code: 'refused' },
  ])
})

test('answers a ping with the time', () => {
  expect(client().say({ action: 'ping', id: 0 })).toEqual([{ action: 'pong', id: 0, at: 1234 }])
})

test.each([
  ['{', 'not JSON'],
  ['5', 'expected an object with an action'],
  ['null', 'expected an object with an action'],
  ['{"action":"dance","id":3}', 'expected an object with an action'],
  ['{"action":"subscribe","id":3}', 'channel: '],
  ['{"action":"subscribe","id":3,"channel":"a b"}', 'channel: expected words'],
  ['{"action":"subscribe","id":3,"channel":"a","since":-1}', 'since: '],
  ['{"action":"subscribe","id":3,"channel":"a","sinze":1}', 'sinze: there is no such field'],
  ['{"action":"publish","id":3,"channel":"a"}', 'data: expected any JSON'],
  ['{"action":"publish","id":3,"channel":"a","data":{"n":[-1e400]}}', 'data: expected JSON'],
  ['{"action":"batch","id":3,"messages":[{"channel":"a"}]}', 'messages.0.data: expected any JSON'],
  ['{"action":"ping","id":true}', 'id: expected a whole number, or a text'],
])('%s gets an error with its id, and the session goes on', (text, message) => {
  const { say } = client()
  const [answer] = say(text)
  expect(answer).toMatchObject({ action: 'error', code: 'invalid', message: expect.stringContaining(message) })
  expect(answer?.id).toBe(text.includes('"id":3') ? 3 : undefined)
  expect(say({ action: 'ping' })).toHaveLength(1)
})

test('whatever comes is answered with one error and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      const { say } = client()
      expect(say(text)).toMatchObject([{ action: 'error' }])
    }),
  )
})

test('forgets its subscriptions when it is closed', () => {
  const { hub, say, line, received } = client()
  say({ action: 'subscribe', channel: 'a' })
  line.close()
  received.length = 0
  hub.publish('a', 1)
  expect(received).toEqual([])
})

test.each([
  ['emergency-stop', { stop: true }],
  ['alarms', { acknowledge: true }],
])('a command on %s is no part of a batch, and whoever tries learns how to give it', (channel, data) => {
  const { say, obeyed } = client()
  expect(say({ action: 'batch', messages: [{ channel, data }] })).toMatchObject([
    { action: 'error', code: 'invalid', message: expect.stringContaining('publish them by themselves') },
  ])
  expect(obeyed).toEqual([])
})

describe('on the channel alarms', () => {
  const publish = (data: unknown) => ({ action: 'publish', channel: 'alarms', id: 1, data })
  test.each([
    [{ acknowledge: true }, { acknowledge: true, by: 'somebody' }],
    [
      { acknowledge: 'sensor.beer', by: 'Ann' },
      { acknowledge: 'sensor.beer', by: 'Ann' },
    ],
    [
      { shelve: 'sensor.beer', seconds: 60 },
      { shelve: 'sensor.beer', seconds: 60, by: 'somebody' },
    ],
  ])('%j is a command, answered when it is done and told to nobody', async (data, command) => {
    const { hub, say, received, obeyed } = client()
    expect(say(publish(data))).toEqual([])
    await settled()
    expect(received).toEqual([{ action: 'published', id: 1, channel: 'alarms', sequence: 0 }])
    expect(obeyed).toEqual([command])
    expect(hub.retained('alarms')).toEqual([])
  })

  test('a command that cannot be done is answered with why', async () => {
    const { say, received } = client()
    say(publish({ acknowledge: 'moon' }))
    await settled()
    expect(received).toEqual([{ action: 'error', id: 1, code: 'not-found', message: 'there is no alarm "moon"' }])
  })

  test.each([{ acknowledge: 5 }, { shelve: 'a' }, { shelve: 'a', seconds: 86_401 }, { acknowledge: true, also: 1 }])(
    '%j is refused with what would be right',
    data => {
      const { say, obeyed } = client()
      expect(say(publish(data))).toMatchObject([
        { action: 'error', code: 'invalid', message: expect.stringContaining('expected') },
      ])
      expect(obeyed).toEqual([])
    },
  )

  test.each([
    ['alarms', { id: 'emergency-stop', state: 'normal' }],
    ['alarms', 'hello'],
    ['alarms.kettle', { id: 'ghost', state: 'unacknowledged' }],
    ['alarms.kettle', { acknowledge: true }],
  ])('on %s, %j is refused, alone and among others, as only the brewery says how alarms are', (channel, data) => {
    const { hub, say, obeyed } = client()
    const refused = [{ action: 'error', code: 'refused', message: expect.stringContaining("the brewery's own") }]
    expect(say({ action: 'publish', channel, data })).toMatchObject(refused)
    const others = { channel: 'chat', data: 1 }
    expect(say({ action: 'batch', messages: [others, { channel, data }] })).toMatchObject(refused)
    expect([hub.retained('alarms'), hub.retained('chat'), obeyed]).toEqual([[], [], []])
  })

  test('who is refused learns what may be said there', () => {
    const [answer] = client().say(publish({ id: 'emergency-stop', state: 'normal' }))
    expect(answer!.message).toContain('only {"acknowledge": true}, {"acknowledge": id}')
  })
})
