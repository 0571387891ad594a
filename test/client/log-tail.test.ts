import type { Connection, Listener } from '../../client/connection.ts'
import { type LogFilter, type LogPage, LogTail, passes } from '../../client/log-tail.ts'
import type { Message } from '../../data/model/channels.ts'
import type { LogEntry } from '../../data/model/log.ts'

const entry = (at: number, more: Partial<LogEntry> = {}): LogEntry => ({
  at,
  level: 'info',
  source: 'maelstrom',
  message: `entry ${at}`,
  ...more,
})

test.each([
  [{ level: 'info', source: '', text: '' }, true],
  [{ level: 'warning', source: '', text: '' }, false],
  [{ level: 'debug', source: 'maelstrom', text: 'ENTRY' }, true],
  [{ level: 'debug', source: 'vessel kettle', text: '' }, false],
  [{ level: 'debug', source: '', text: 'exit' }, false],
] as [LogFilter, boolean][])('%j passes: %s', (filter, expected) => {
  expect(passes(entry(1), filter)).toBe(expected)
})

/** A tail whose pages the test answers and whose messages it sends. */
function open() {
  let listener: Listener | undefined
  const asked: { filter: LogFilter; before: string | null; answer(page: LogPage): void; fail(error: Error): void }[] =
    []
  const connection = {
    subscribe(_: string[], to: Listener) {
      listener = to
      return () => {}
    },
  } as unknown as Connection
  const host = { addController() {}, removeController() {}, requestUpdate() {}, updateComplete: Promise.resolve(true) }
  const tail = new LogTail(
    host,
    () => connection,
    (filter, before) =>
      new Promise((answer, fail) => {
        asked.push({ filter, before, answer, fail })
      }),
  )
  tail.hostConnected()
  const say = (data: unknown, channel = 'logs') =>
    listener!.message({ channel, sequence: 1, at: 0, data: data as Message['data'] })
  const times = () => tail.entries.map(({ at }) => at)
  const drop = (count: number) => listener!.dropped!('logs', count)
  return { tail, asked, say, drop, times, reset: () => listener!.reset() }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

test('what comes while the first page is on its way is shown once', async () => {
  const { asked, say, times, reset } = open()
  reset()
  say(entry(2))
  say(entry(3))
  asked[0]!.answer({ items: [entry(2), entry(1)], next: null })
  await settled()
  say(entry(3))
  say(entry(4))
  expect(times()).toEqual([4, 3, 2, 1])
})

test('older pages go on where the last one ended, one at a time', async () => {
  const { tail, asked, times, reset } = open()
  reset()
  asked[0]!.answer({ items: [entry(9)], next: '77' })
  await settled()
  void tail.older()
  void tail.older()
  expect(asked).toHaveLength(2)
  expect(asked[1]!.before).toBe('77')
  asked[1]!.answer({ items: [entry(8)], next: null })
  await settled()
  await tail.older()
  expect(times()).toEqual([9, 8])
  expect(asked).toHaveLength(2)
})

test('a page of a filter that is no longer wanted is thrown away', async () => {
  const { tail, asked, say, times, reset } = open()
  reset()
  tail.choose({ level: 'error', source: '', text: '' })
  asked[0]!.answer({ items: [entry(1)], next: null })
  await settled()
  say(entry(3, { level: 'error' }))
  say(entry(4))
  asked[1]!.answer({ items: [entry(2, { level: 'error' })], next: null })
  await settled()
  expect(times()).toEqual([3, 2])
})

test('while it is paused entries wait', async () => {
  const { tail, asked, say, times, reset } = open()
  reset()
  asked[0]!.answer({ items: [], next: null })
  await settled()
  tail.pause(true)
  say(entry(1))
  expect([times(), tail.held.length]).toEqual([[], 1])
  tail.pause(false)
  expect([times(), tail.held.length]).toEqual([[1], 0])
})

test('a page that cannot be had says why and leaves what is there', async () => {
  const { tail, asked, times, reset } = open()
  reset()
  asked[0]!.answer({ items: [entry(1)], next: '1' })
  await settled()
  void tail.older()
  asked[1]!.fail(new Error('Not now.'))
  await settled()
  expect([tail.error, tail.busy, times()]).toEqual(['Not now.', false, [1]])
})

test('what was left out is counted until the newest page is read anew', async () => {
  const { tail, asked, drop, reset } = open()
  reset()
  asked[0]!.answer({ items: [entry(1)], next: null })
  await settled()
  drop(3)
  drop(4)
  expect(tail.missing).toBe(7)
  tail.choose(tail.filter)
  asked[1]!.answer({ items: [entry(2)], next: null })
  await settled()
  expect(tail.missing).toBe(0)
})

test('when more came in a pause than is held, going on reads the newest page anew', async () => {
  const { tail, asked, say, times, reset } = open()
  reset()
  asked[0]!.answer({ items: [entry(0)], next: null })
  await settled()
  tail.pause(true)
  for (let at = 1; at <= 800; at++) say(entry(at))
  tail.pause(false)
  expect(asked).toHaveLength(2)
  say(entry(801))
  asked[1]!.answer({ items: [entry(801), entry(800), entry(799)], next: '799' })
  await settled()
  expect([times(), tail.next, tail.held]).toEqual([[801, 800, 799], '799', []])
})

test('what came for the filter before is not shown with the next one', async () => {
  const { tail, asked, say, times, reset } = open()
  reset()
  say(entry(1))
  tail.choose({ level: 'error', source: '', text: '' })
  asked[1]!.answer({ items: [], next: null })
  await settled()
  expect(times()).toEqual([])
})

test.each([
  null,
  7,
  'fire',
  ['a'],
  {},
  entry(1e300),
  entry(1, { level: 'loud' as never }),
  entry(1, { source: 1 as never }),
])('what anybody publishes that is no entry is left out: %j', async data => {
  const { asked, say, times, reset } = open()
  reset()
  asked[0]!.answer({ items: [], next: null })
  await settled()
  say(data)
  say(entry(1), 'logs.mine')
  say(entry(2))
  expect(times()).toEqual([2])
})
