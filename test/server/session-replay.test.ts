import { createReplays } from '../../server/gateways/replays.ts'
import { client } from './session-client.ts'

/** Clients of one house, of whose sockets the first takes nothing until it is told to. */
function clients() {
  const replays = createReplays()
  const held: (() => void)[] = []
  const limits = { messageRate: 1e9, messageBurst: 1e9 }
  const open = (hold?: (taken: () => void) => void) => client(limits, undefined, { replays, hold })
  const stopped = open(taken => held.push(taken))
  const read = () => {
    for (const taken of held.splice(0)) taken()
  }
  return { replays, stopped, read, other: open() }
}

const fill = ({ hub }: ReturnType<typeof client>, count: number, size = 100_000) => {
  for (let n = 0; n < count; n++) hub.publish('chat', 'x'.repeat(size))
}
const all = { action: 'subscribe', channel: 'chat', since: 0, id: 1 }
const tooMany = [{ action: 'error', id: 1, code: 'too-many', retryAfter: 2, message: expect.stringContaining('2 s') }]

test('while much that is sent again waits for a client that does not read, more of it is refused to all', () => {
  const { stopped, other, read } = clients()
  fill(stopped, 200)
  fill(other, 10)
  expect(stopped.say(all)).toHaveLength(201)
  for (const { say } of [stopped, other]) expect(say(all)).toMatchObject(tooMany)
  read()
  expect(other.say(all)).toHaveLength(11)
  expect(stopped.say(all)).toHaveLength(201)
})

test('what came in a short break is sent all the same, until that waits as well', () => {
  const { stopped, other } = clients()
  fill(stopped, 200)
  stopped.say(all)
  fill(other, 10)
  expect(other.say({ ...all, since: 8 })).toHaveLength(3)
  expect(other.say({ ...all, since: 8 })).toHaveLength(3)
  expect(stopped.say({ ...all, since: 198 })).toMatchObject(tooMany)
})

test('last messages of channels that are long count the same', () => {
  const { stopped, other } = clients()
  fill(stopped, 200)
  stopped.say(all)
  for (const name of ['a', 'b', 'c']) other.hub.publish(`chat.${name}`, 'x'.repeat(100_000))
  expect(other.say({ action: 'subscribe', channel: 'chat', retained: true, id: 1 })).toMatchObject(tooMany)
})

test('who is refused hears what it heard before, so that it can resume from there', () => {
  const { stopped, other, read } = clients()
  fill(stopped, 200)
  stopped.say(all)
  fill(other, 10)
  other.say({ action: 'subscribe', channel: 'logs' })
  other.say(all)
  other.received.length = 0
  fill(other, 1)
  other.hub.publish('logs', 1)
  expect(other.received.map(({ channel }) => channel)).toEqual(['logs'])
  read()
  expect(
    other
      .say(all)
      .slice(1)
      .map(({ sequence }) => sequence),
  ).toEqual(Array.from({ length: 11 }, (_, n) => n + 1))
})
