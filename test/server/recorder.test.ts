import { setImmediate } from 'node:timers/promises'
import type { Point } from '../../data/model/reading.ts'
import { Settings } from '../../data/model/setting.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import type { Alarms } from '../../server/alarms.ts'
import { createHub } from '../../server/hub.ts'
import { createRecorder } from '../../server/recorder.ts'

/** A recorder over a disk that commits when it is told to. */
function recording(start = 1_000_000, days: readonly number[] = []) {
  const clock = virtualClock(start)
  const pruned: { raw: number; rollups: number }[] = []
  const hub = createHub({
    clock,
    failed: error => {
      throw error
    },
  })
  const commits: { points: Point[]; done(): void; fail(error: Error): void }[] = []
  const logged: unknown[] = []
  const raised: string[] = []
  const said: string[] = []
  const recorder = createRecorder({
    clock,
    disk: clock,
    hub,
    log: (_level, _source, message) => void said.push(message),
    store: {
      readings: {
        append: (points: Point[]) =>
          new Promise<void>((done, fail) => commits.push({ points: [...points], done, fail })),
        series: async () => [],
        points: async () => [],
        buckets: async () => [],
        newestDay: async nth => days[nth - 1] ?? null,
        prune: async before => {
          pruned.push(before)
          return 0
        },
      },
      logs: {
        async append(entries) {
          for (const entry of entries) logged.push(entry)
        },
        find: async () => [],
      },
    },
    alarms: { raise: (id: string) => void raised.push(id), clear: () => {} } as unknown as Alarms,
    settings: () => Settings.parse({ version: 1 }),
    owns: channel => channel.startsWith('data.sensors.') || channel === 'data.kettle',
  })
  recorder.open()
  const read = (value: number) => {
    const at = 1_000_000 + value
    return Promise.resolve(
      recorder.keep(() => hub.publish('data.sensors.beer', { sensor: 'beer', at, value, quality: 'good' })),
    )
  }
  return { clock, hub, recorder, commits, logged, raised, said, read, pruned }
}

/** Whether a promise is resolved after everything that could resolve it by itself had its turn. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  await setImmediate()
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

test('who waits for an answer gets it after the commit', async () => {
  const { read, commits } = recording()
  const answer = read(1)
  expect(await isDone(answer)).toBe(false)
  expect(commits[0]!.points).toEqual([{ series: 'sensors.beer', at: 1_000_001, value: 1 }])
  commits[0]!.done()
  expect(await answer).toMatchObject({ channel: 'data.sensors.beer', sequence: 1 })
})

test('who comes while something is written shares the next commit', async () => {
  const { read, commits } = recording()
  const answers = Array.from({ length: 300 }, (_, n) => read(n))
  expect(await isDone(Promise.race(answers))).toBe(false)
  expect(commits.map(({ points }) => points.length)).toEqual([1])
  commits[0]!.done()
  expect(await isDone(answers[0]!)).toBe(true)
  expect(await isDone(answers[1]!)).toBe(false)
  expect(commits.map(({ points }) => points.length)).toEqual([1, 299])
  commits[1]!.done()
  await Promise.all(answers)
})

test('what nobody writes down is answered at once, and what the house measures waits for its turn', async () => {
  const { recorder, hub, commits, clock } = recording()
  await recorder.keep(() => hub.publish('chat', 'hello'))
  hub.publish('data.sensors.beer', { sensor: 'beer', at: 1_000_000, value: 4, quality: 'good' })
  await recorder.keep(() => hub.publish('chat', 'again'))
  expect(commits).toEqual([])
  await clock.advance(5_000)
  expect(commits).toHaveLength(1)
  commits[0]!.done()
})

test('an entry of the log is kept before it is answered', async () => {
  const { recorder, hub, logged } = recording()
  const entry = { at: 1, level: 'info', source: 'a script', message: 'the valve is shut' }
  await recorder.keep(() => hub.publish('logs', entry))
  expect(logged).toEqual([entry])
})

test('what somebody does besides is waited for too, and both may fail', async () => {
  const { recorder, hub, commits } = recording()
  const act = (result: Promise<string>) =>
    recorder.keep(() => {
      hub.publish('data.sensors.beer', { sensor: 'beer', at: 1_000_000, value: 4, quality: 'good' })
      return result
    })
  const answer = act(setImmediate('acknowledged'))
  commits[0]!.done()
  expect(await answer).toBe('acknowledged')

  const refused = expect(act(Promise.reject(new Error('not stored')))).rejects.toThrow('not stored')
  commits[1]!.fail(new Error('the disk is full'))
  await refused
})

test('what cannot be written is refused and raised, and is tried again', async () => {
  const { read, commits, raised, clock } = recording()
  const answer = read(1)
  const refused = expect(answer).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('full'),
  })
  commits[0]!.fail(new Error('the disk is full'))
  await refused
  expect(raised).toEqual(['recorder'])
  await clock.advance(5_000)
  expect(commits[1]!.points).toEqual(commits[0]!.points)
  commits[1]!.done()
})

test('while the disk fails it is tried every second, and what waits is bounded', async () => {
  const { hub, recorder, commits, clock } = recording()
  const measure = (value: number) =>
    hub.publish('data.sensors.beer', { sensor: 'beer', at: value, value, quality: 'good' })
  measure(0)
  void recorder.flush()
  commits[0]!.fail(new Error('the disk is full'))
  await clock.advance(990)
  expect(commits).toHaveLength(1)
  await clock.advance(20)
  expect(commits).toHaveLength(2)
  for (let value = 1; value <= 250_000; value += 1) measure(value)
  commits[1]!.fail(new Error('the disk is full'))
  await clock.advance(1_000)
  expect(commits[2]!.points).toHaveLength(100_000)
  expect(commits[2]!.points.at(-1)!.value).toBe(250_000)
  commits[2]!.done()
  await clock.advance(4_000)
  expect(commits).toHaveLength(3)
})

test('a disk that does not answer at all is an alarm, too', async () => {
  const { read, commits, raised, clock } = recording()
  const answer = read(1)
  await clock.advance(10_000)
  expect(raised).toEqual([])
  await clock.advance(5_000)
  expect(raised).toEqual(['recorder'])
  expect(commits).toHaveLength(1)
  commits[0]!.done()
  await answer
})

test('while it does not, what is let go is not acknowledged later, and what came after it is', async () => {
  const { hub, read, commits } = recording()
  const first = read(0)
  const early = read(1)
  const refused = expect(early).rejects.toMatchObject({ code: 'unavailable' })
  for (let value = 2; value <= 200_000; value += 1)
    hub.publish('data.sensors.beer', { sensor: 'beer', at: 1_000_000 + value, value, quality: 'good' })
  const late = read(200_001)
  commits[0]!.done()
  await first
  await isDone(late)
  expect(commits[1]!.points.at(0)!.value).toBeGreaterThan(1)
  commits[1]!.done()
  await refused
  await late
})

test('nor does the log fill the memory meanwhile', async () => {
  const { hub, recorder, logged, read, commits } = recording()
  const first = read(0)
  for (let at = 1; at <= 250_000; at += 1)
    hub.publish('logs', { at, level: 'info', source: 'a script', message: 'again' })
  commits[0]!.done()
  await first
  await recorder.flush()
  expect(logged.length).toBeLessThanOrEqual(200_000)
  expect(logged.at(-1)).toMatchObject({ at: 250_000 })
})

test.each([Number.POSITIVE_INFINITY, Number.NaN, -1.1e15])(
  '%d is left out, said once, and holds nothing else back',
  async value => {
    const { hub, recorder, commits, said } = recording()
    for (const [sensor, measured] of [
      ['wild', value],
      ['wild', value],
      ['beer', 4],
    ] as const)
      hub.publish(`data.sensors.${sensor}`, { sensor, at: 1_000_000, value: measured, quality: 'good' })
    void recorder.flush()
    expect(commits[0]!.points).toEqual([{ series: 'sensors.beer', at: 1_000_000, value: 4 }])
    expect(said).toEqual([expect.stringContaining('sensors.wild')])
    commits[0]!.done()
  },
)

/** What a vessel says of itself, and what was written of it in the end. */
function vesselSays() {
  const { clock, hub, recorder, commits } = recording()
  const say = (setPoint: number | null, processValue = 20, output = 0) => {
    const state = { vessel: 'kettle', processValue, quality: 'good', measuredAt: clock.now(), setPoint, output }
    hub.publish('data.kettle', state)
  }
  async function written(series: string): Promise<number[][]> {
    let flushed = false
    void recorder.flush().then(() => {
      flushed = true
    })
    while (!flushed) {
      for (const { done } of commits) done()
      await setImmediate()
    }
    return commits.flatMap(({ points }) => points.filter(p => p.series === series).map(p => [p.at, p.value]))
  }
  return { clock, say, written }
}

test('while the clock goes through ten minutes again, it is written again', async () => {
  const { clock, say, written } = vesselSays()
  say(30, 20, 5)
  clock.jump(-600_000)
  for (let second = 0; second < 3; second++) {
    say(30, 20 + second, 5)
    await clock.advance(1000)
  }
  const back = 1_000_000 - 600_000
  expect(await written('kettle.processValue')).toEqual([
    [1_000_000, 20],
    [back, 20],
    [back + 1000, 21],
    [back + 2000, 22],
  ])
  expect(await written('kettle.setPoint')).toEqual([
    [1_000_000, 30],
    [back, 30],
  ])
  expect(await written('kettle.output')).toEqual([
    [1_000_000, 5],
    [back, 5],
  ])
})

test('a set point ends where the vessel is told to be off, not where it gets the next one', async () => {
  const { clock, say, written } = vesselSays()
  say(65)
  await clock.advance(20_000)
  say(null)
  await clock.advance(20_000)
  say(null)
  await clock.advance(10_000)
  say(18)
  const at = 1_000_000
  expect(await written('kettle.setPoint')).toEqual([
    [at, 65],
    [at + 19_999, 65],
    [at + 50_000, 18],
  ])
})

test('one that stood for a moment only needs no end', async () => {
  const { clock, say, written } = vesselSays()
  say(65)
  await clock.advance(1000)
  say(null)
  await clock.advance(5000)
  say(65)
  expect(await written('kettle.setPoint')).toEqual([
    [1_000_000, 65],
    [1_006_000, 65],
  ])
})

describe('what is too old goes each hour', () => {
  const day = 86_400_000
  const now = 10_000 * day + 5
  const hour = 3_600_000
  const recorded = (newest: number, count: number) => Array.from({ length: count }, (_, n) => (newest - n) * day)

  test.each([
    ['all days', recorded(10_000, 9_000), { raw: now + hour - 90 * day, rollups: now + hour - 3650 * day }],
    ['a summer, and today behind a winter', [10_000 * day, ...recorded(9_800, 200)], { raw: 9_712 * day, rollups: 0 }],
    ['today only, by a clock that is years ahead', recorded(10_000, 1), { raw: 0, rollups: 0 }],
  ])('with %s kept', async (_, days, before) => {
    const { clock, recorder, pruned } = recording(now, days)
    await clock.advance(hour)
    expect(pruned).toEqual([before])
    await recorder.close()
  })
})
