import { createBroadcast } from '../../server/gateways/classic/broadcast.ts'
import { createClassicSession } from '../../server/gateways/classic/session.ts'
import { fc } from '../random.ts'
import { ping, subscribe, unsubscribe } from './classic-client.ts'
import { testLine } from './wire.ts'

function connected() {
  const broadcast = createBroadcast()
  const sent: string[] = []
  const line = testLine(
    (channel, hear) => broadcast.hear(channel as 'data', hear),
    text => sent.push(text),
  )
  return { broadcast, sent, session: createClassicSession(line), line }
}

test('a ping gets its pong, with these spaces', () => {
  const { session, sent } = connected()
  session.receive(ping)
  expect(sent).toEqual([String.raw`{"channel": "_heartbeat", "data": "{\"payload\": {\"action\": \"pong\"}}"}`])
})

test('what is said comes as a string inside JSON, unparsed', () => {
  const { session, sent, broadcast } = connected()
  session.receive(subscribe('alarms'))
  expect(sent).toEqual([])
  broadcast.say('alarms', '{"channel":"alarms","payload":{"acknowledge":true}}')
  broadcast.say('alarms', ' { "a" :1.0 }\n')
  broadcast.say('alarms', 'no JSON, 20 °C 🍺 \\ \u007f')
  expect(sent).toEqual([
    String.raw`{"channel": "alarms", "data": "{\"channel\":\"alarms\",\"payload\":{\"acknowledge\":true}}"}`,
    String.raw`{"channel": "alarms", "data": " { \"a\" :1.0 }\n"}`,
    `{"channel": "alarms", "data": "no JSON, 20 \\u00b0C \\ud83c\\udf7a \\\\ \\u007f"}`,
  ])
})

test('subscribing twice delivers once, and unsubscribing ends it', () => {
  const { session, sent, broadcast } = connected()
  session.receive(subscribe('data'))
  session.receive(subscribe('data'))
  broadcast.say('data', '1')
  broadcast.say('logs', '2')
  expect(sent).toEqual(['{"channel": "data", "data": "1"}'])
  session.receive(unsubscribe('data'))
  session.receive(unsubscribe('data'))
  session.receive(unsubscribe('never'))
  broadcast.say('data', '3')
  expect(sent).toHaveLength(1)
  expect(broadcast.hasListeners('data')).toBe(false)
})

test('there is no publishing over the socket, no subscribing the heartbeat, and nothing after closing', () => {
  const { session, line, sent, broadcast } = connected()
  for (const channel of ['_heartbeat', 'chart', 'data.kettle', '__proto__', 'logs']) session.receive(subscribe(channel))
  session.receive('{ "action": "publish", "channel": "logs", "data": "x" }')
  expect(sent).toEqual([])
  line.close()
  broadcast.say('logs', '1')
  expect(sent).toEqual([])
})

test('whatever comes is ignored, and the session goes on', () => {
  const word = fc.constantFrom('subscribe', 'unsubscribe', 'alarms', 'data', '_heartbeat', null, 1, [])
  const close = fc.record({ action: word, channel: word }).map(message => JSON.stringify(message))
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json(), close)), frames => {
      const { session, sent } = connected()
      for (const text of [...frames, '[', '5', 'null', '"ping"', '['.repeat(50_000)]) session.receive(text)
      expect(sent).toEqual([])
      session.receive(ping)
      expect(sent).toHaveLength(1)
    }),
    { numRuns: 50 },
  )
})

test('any text arrives as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const { session, sent, broadcast } = connected()
      session.receive(subscribe('logs'))
      broadcast.say('logs', text)
      expect(sent[0]).toMatch(/^[ -~]*$/)
      expect(JSON.parse(sent[0]!)).toEqual({ channel: 'logs', data: text })
    }),
  )
})
