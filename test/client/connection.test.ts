import { Connection, type Listener, type Socket } from '../../client/connection.ts'
import type { ClientMessage, Message, ServerMessage } from '../../data/model/channels.ts'

/** A world in which sockets, time and chance do what the test says. */
function world() {
  const sockets: FakeSocket[] = []
  const timers = new Set<{ at: number; action: () => void }>()
  let now = 1_000_000
  return {
    sockets,
    socket: () => sockets.at(-1)!,
    connection: new Connection({
      socket() {
        const socket = new FakeSocket()
        sockets.push(socket)
        return socket
      },
      now: () => now,
      after(ms, action) {
        const timer = { at: now + ms, action }
        timers.add(timer)
        return () => timers.delete(timer)
      },
      random: () => 0.5,
    }),
    pass(ms: number) {
      const until = now + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (!next) break
        timers.delete(next)
        now = next.at
        next.action()
      }
      now = until
    },
  }
}

class FakeSocket implements Socket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: (() => void) | null = null
  sent: ClientMessage[] = []
  closed = false

  send(text: string) {
    this.sent.push(JSON.parse(text))
  }

  close() {
    this.closed = true
  }

  say(message: ServerMessage) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }

  asked(action: ClientMessage['action']) {
    return this.sent.filter(message => message.action === action)
  }

  /** Answers the last subscribe request of a channel. */
  accept(channel: string, sequence: number, complete?: boolean) {
    const request = this.asked('subscribe').findLast(message => 'channel' in message && message.channel === channel)
    this.say({
      action: 'subscribed',
      id: request!.id!,
      channel,
      sequence,
      ...(complete === undefined ? {} : { complete }),
    })
  }
}

function diary() {
  const entries: string[] = []
  const listener: Listener = {
    reset: () => entries.push('reset'),
    message: ({ channel, sequence }) => entries.push(`${channel} ${sequence}`),
  }
  return { entries, listener }
}

const message = (channel: string, sequence: number): Message => ({ channel, sequence, at: 0, data: null })

test('asks again when it may for what was too much at the moment, unless it asked anew by then', () => {
  const { connection, socket, pass } = world()
  const { entries, listener } = diary()
  connection.subscribe(['data'], listener)
  socket().onopen!()
  const refuse = () => {
    const { id } = socket().asked('subscribe').at(-1)!
    socket().say({ action: 'error', id, code: 'too-many', message: 'later', retryAfter: 2 })
  }
  refuse()
  pass(1_999)
  expect(socket().asked('subscribe')).toHaveLength(1)
  pass(1)
  expect(socket().asked('subscribe')).toHaveLength(2)
  refuse()
  socket().onclose!()
  pass(1_000)
  socket().onopen!()
  pass(2_000)
  expect(socket().asked('subscribe')).toHaveLength(1)
  socket().accept('data', 7)
  socket().say(message('data.kettle', 8))
  expect(entries).toEqual(['reset', 'data.kettle 8'])
})

test('subscribes once a word when it opens, with what was said last', () => {
  const { connection, socket } = world()
  connection.subscribe(['data', 'alarms'], diary().listener)
  connection.subscribe(['data.kettle'], diary().listener)
  socket().onopen!()
  expect(connection.link).toBe('open')
  expect(socket().asked('subscribe')).toEqual([
    { action: 'subscribe', id: 1, channel: 'data', retained: true },
    { action: 'subscribe', id: 2, channel: 'alarms', retained: true },
  ])
})

test('asks for a snapshot when all words are acknowledged, then delivers', () => {
  const { connection, socket } = world()
  const { entries, listener } = diary()
  connection.subscribe(['data', 'alarms'], listener)
  socket().onopen!()
  socket().accept('data', 57)
  socket().say(message('data.kettle', 55))
  expect(entries).toEqual([])
  socket().accept('alarms', 3)
  expect(entries).toEqual(['reset', 'data.kettle 55'])
  socket().say(message('data.kettle', 58))
  expect(entries.at(-1)).toBe('data.kettle 58')
})

test('who listens to less gets less, and who comes later the last of each channel', async () => {
  const { connection, socket } = world()
  connection.subscribe(['data'], diary().listener)
  socket().onopen!()
  socket().accept('data', 0)
  for (const [n, channel] of ['data.kettle', 'data.kettle-2', 'data.kettle'].entries())
    socket().say(message(channel, n + 1))
  const { entries, listener } = diary()
  connection.subscribe(['data.kettle'], listener)
  await Promise.resolve()
  expect(entries).toEqual(['reset', 'data.kettle 3'])
  expect(socket().asked('subscribe')).toHaveLength(1)
})

test('resumes after the last sequence number it saw, without a reset', () => {
  const { connection, socket, sockets, pass } = world()
  const { entries, listener } = diary()
  connection.subscribe(['data'], listener)
  socket().onopen!()
  socket().accept('data', 57)
  socket().say(message('data.kettle', 58))
  socket().onclose!()
  expect(connection.link).toBe('lost')
  pass(500)
  expect(sockets).toHaveLength(2)
  socket().onopen!()
  expect(socket().asked('subscribe')).toMatchObject([{ channel: 'data', since: 58 }])
  socket().accept('data', 60, true)
  socket().say(message('data.beer', 59))
  socket().say(message('data.kettle', 60))
  socket().say(message('data.kettle', 60))
  expect(entries).toEqual(['reset', 'data.kettle 58', 'data.beer 59', 'data.kettle 60'])
})

test.each([
  ['the window does not reach back', 900, false],
  ['the server counts from the beginning again', 3, true],
])('takes a new snapshot when %s', (_, sequence, complete) => {
  const { connection, socket, pass } = world()
  const { entries, listener } = diary()
  connection.subscribe(['data'], listener)
  socket().onopen!()
  socket().accept('data', 57)
  socket().onclose!()
  pass(500)
  socket().onopen!()
  socket().accept('data', sequence, complete)
  expect(entries).toEqual(['reset'])
  expect(socket().asked('subscribe').at(-1)).toMatchObject({ channel: 'data', retained: true })
  socket().accept('data', sequence)
  socket().say(message('data.kettle', 2))
  expect(entries).toEqual(['reset', 'reset', 'data.kettle 2'])
})

test('waits longer after each failure, eight seconds at most, and begins anew when it worked', () => {
  const { socket, sockets, pass } = world()
  for (const pause of [500, 1000, 2000, 4000, 8000, 8000]) {
    const before = sockets.length
    socket().onclose!()
    pass(pause - 1)
    expect(sockets).toHaveLength(before)
    pass(1)
    expect(sockets).toHaveLength(before + 1)
  }
  socket().onopen!()
  socket().onclose!()
  const before = sockets.length
  pass(500)
  expect(sockets).toHaveLength(before + 1)
})

test('a line without a sign of life for five seconds is dead', () => {
  const { connection, socket, sockets, pass } = world()
  socket().onopen!()
  const ping = socket().asked('ping')[0]!
  socket().say({ action: 'pong', id: ping.id!, at: 1_000_400 })
  expect(connection.offset).toBe(400)
  pass(10_000)
  expect(socket().asked('ping')).toHaveLength(2)
  pass(4_999)
  expect(connection.link).toBe('open')
  pass(1)
  expect(connection.link).toBe('lost')
  expect(sockets[0]!.closed).toBe(true)
})

test('news tell the time at once; what was said before the clock was set back does not', () => {
  const { connection, socket } = world()
  connection.subscribe(['logs'], diary().listener)
  socket().onopen!()
  socket().accept('logs', 5)
  socket().say({ ...message('logs', 5), at: 4_600_000 })
  expect(connection.now()).toBe(1_000_000)
  socket().say({ ...message('logs', 6), at: 1_000_900 })
  expect(connection.now()).toBe(1_000_900)
})

test('a line that does not open within five seconds is given up', () => {
  const { connection, sockets, pass } = world()
  pass(5_500)
  expect(connection.link).toBe('lost')
  expect(sockets).toHaveLength(2)
})

test('tries at once when told that the network is back', () => {
  const { connection, socket, sockets } = world()
  socket().onclose!()
  connection.check()
  expect(sockets).toHaveLength(2)
})

test('tells when it is lost and open, and since when it is lost', () => {
  const { connection, socket, pass } = world()
  const seen: string[] = []
  const cancel = connection.watch(() => seen.push(connection.link))
  socket().onopen!()
  pass(100)
  socket().onclose!()
  expect(connection.lostAt).toBe(1_000_100)
  pass(500)
  socket().onclose!()
  expect(connection.lostAt).toBe(1_000_100)
  pass(1000)
  socket().onopen!()
  expect(connection.lostAt).toBeNull()
  cancel()
  socket().onclose!()
  expect(seen).toEqual(['open', 'lost', 'open'])
})

test('unsubscribes a word when nobody listens to it any more', () => {
  const { connection, socket } = world()
  const first = connection.subscribe(['data'], diary().listener)
  const second = connection.subscribe(['data.kettle'], diary().listener)
  socket().onopen!()
  first()
  expect(socket().asked('unsubscribe')).toEqual([])
  second()
  expect(socket().asked('unsubscribe')).toEqual([{ action: 'unsubscribe', channel: 'data' }])
})

test('opens nothing any more once it is closed', () => {
  const { connection, socket, sockets, pass } = world()
  connection.close()
  expect(socket().closed).toBe(true)
  connection.check()
  pass(60_000)
  expect(sockets).toHaveLength(1)
})

test('who hears a channel is told how many of its messages were left out', () => {
  const { connection, socket } = world()
  const dropped: unknown[] = []
  const hear = (channel: string) =>
    connection.subscribe([channel], { ...diary().listener, dropped: (...told) => dropped.push([channel, ...told]) })
  hear('logs')
  hear('data')
  connection.subscribe(['logs'], diary().listener)
  socket().onopen!()
  socket().accept('logs', 5)
  socket().accept('data', 5)
  socket().say({ action: 'dropped', channel: 'logs.bench', count: 12 })
  expect(dropped).toEqual([['logs', 'logs.bench', 12]])
})
