import { type Call, createBench } from '../../client/debugger/experiment.ts'
import { groups } from '../../client/debugger/experiments.ts'
import { faultQuery, faultWords, levelWords, relayFailures, sensorFailures } from '../../client/debugger/faults.ts'
import { checkJson } from '../../client/debugger/json-check.ts'
import { fits, keep, mostKept, rootsOf } from '../../client/debugger/monitor.ts'
import { erase, loadTraces, saveTraces, type Trace, traceWords, withTrace } from '../../client/debugger/traces.ts'
import { ale, lager, mash, posts } from '../../client/debugger/tracks.ts'
import { Channel, type Message } from '../../data/model/channels.ts'
import { Settings } from '../../data/model/setting.ts'
import { readLogo } from '../../server/http/image.ts'
import { fc } from '../random.ts'

describe('JSON as one types', () => {
  test.each([
    ['', 1, 1, 'the text ends here'],
    ['{ "a": 1,\n  "b": }', 2, 8, 'expected a value'],
    ['{ "a": [1, 2,] }', 1, 14, 'no comma before ]'],
    ['{ a: 1 }', 1, 3, 'a name in "quotes"'],
    ['{ "a" 1 }', 1, 7, 'expected :'],
    ['[1 2]', 1, 4, 'expected , or ]'],
    ["'a'", 1, 1, "not '"],
    ['"a', 1, 1, 'closing "'],
    ['"a\\x"', 1, 1, 'control characters'],
    ['[01]', 1, 2, 'expected a value'],
    ['true false', 1, 6, 'nothing more'],
    ['['.repeat(600), 1, 502, 'nested deeper'],
  ])('%j goes wrong in line %i, column %i', (text, line, column, message) => {
    expect(checkJson(text)).toMatchObject({ ok: false, line, column, message: expect.stringContaining(message) })
  })

  test('whatever is JSON is taken, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        expect(checkJson(JSON.stringify(value, null, indent))).toEqual({
          ok: true,
          value: JSON.parse(JSON.stringify(value)),
        })
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:1-.e\\ntrue ') }), text => {
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        expect(checkJson(text).ok).toBe(valid)
      }),
      { numRuns: 2000 },
    )
  })
})

test.each([
  ['mash', mash(), 41, 77],
  ['ale', ale(), 17, 20],
  ['lager', lager(), 8, 13],
] as const)('the %s simulation is sixteen believable posts', (_, track, low, high) => {
  expect(track).toHaveLength(posts)
  for (const { processValue, output } of track) {
    expect(processValue).toBeGreaterThan(low)
    expect(processValue).toBeLessThan(high)
    expect(Math.abs(output)).toBeLessThanOrEqual(100)
  }
  expect(track[0]!.processValue).not.toBe(track.at(-1)!.processValue)
})

function rig(
  answers: (method: string, path: string) => unknown = () => ({}),
  logo: () => Promise<string | null> = async () => 'b3Vycw==',
) {
  const sent: [string, string, unknown][] = []
  const calls: Call[] = []
  let traces: Trace[] = []
  const stop = new AbortController()
  const bench = createBench({
    async request(method, path, body) {
      sent.push([method, path, body])
      return answers(method, path)
    },
    settings: async () => Settings.parse({ breweryName: 'Ours', theme: 'dark', version: 3 }),
    logo,
    now: () => 1000.4,
    signal: stop.signal,
    note: call => calls.push(call),
    remember: trace => {
      traces = withTrace(traces, trace)
    },
  })
  return { bench: { ...bench, pause: async () => {} }, slow: bench, stop, sent, calls, traces: () => traces }
}

const experiments = groups.flatMap(group => group.experiments)

test.each(experiments.map(experiment => [experiment.id, experiment] as const))(
  '%s leaves nothing behind that is not remembered',
  async (_, { run }) => {
    const { bench, sent, calls, traces } = rig()
    await run(bench)
    expect(calls.length).toBe(sent.length)
    expect(calls.every(({ ok }) => ok)).toBe(true)
    const published = sent.filter(([, path]) => path.startsWith('/channels/')).map(([, path]) => path.slice(10))
    for (const channel of published) {
      expect(Channel.safeParse(channel).success).toBe(true)
      expect(traces().some(trace => 'channel' in trace && trace.channel === channel)).toBe(true)
    }
    const added = sent.filter(([method, path]) => method === 'POST' && !/^\/(channels|alarms)\//.test(path))
    expect(traces().filter(({ kind }) => kind === 'thing')).toHaveLength(added.length)
    for (const trace of traces().toReversed()) expect(await erase(trace, bench)).toBe(true)
  },
)

test('settings go back to what they were before the first change', async () => {
  const { bench, sent, traces } = rig()
  for (const id of ['logo', 'theme']) await experiments.find(experiment => experiment.id === id)!.run(bench)
  expect(traces()).toEqual([
    { kind: 'settings', before: { breweryName: 'Ours', theme: 'dark' } },
    { kind: 'logo', before: 'b3Vycw==' },
  ])
  const logos = sent.filter(([, path]) => path === '/logo').map(([, , body]) => (body as { data: string }).data)
  expect(logos.map(data => readLogo(data).type)).toEqual(['image/svg+xml', 'image/svg+xml'])
  expect(new Set(logos).size).toBe(2)
  await erase(traces()[1]!, bench)
  expect(sent.at(-1)).toEqual(['PUT', '/logo', { data: 'b3Vycw==' }])
  await erase(traces()[0]!, bench)
  expect(sent.at(-1)).toEqual(['PUT', '/settings', expect.objectContaining({ breweryName: 'Ours', theme: 'dark' })])
  expect(sent.at(-1)![2]).not.toHaveProperty('version')
})

test('where there was no logo there is none again; one that cannot be read is not replaced', async () => {
  const { bench, sent } = rig()
  await erase({ kind: 'logo', before: null }, bench)
  expect(sent).toEqual([['PUT', '/settings', expect.objectContaining({ logo: null, breweryName: 'Ours' })]])
  const broken = rig(undefined, async () => {
    throw new Error('no')
  })
  await expect(experiments.find(({ id }) => id === 'logo')!.run(broken.bench)).rejects.toThrow('no')
  expect(broken.sent.map(([, path]) => path)).toEqual(['/settings'])
  expect(broken.calls.at(-1)).toEqual({ text: 'GET /logo', ok: false, result: 'no' })
})

test('a call that fails is noted and not remembered; what is gone already counts as erased', async () => {
  const refuse = (status: number) => () => {
    throw Object.assign(new Error('no'), { status })
  }
  const failing = rig(refuse(409))
  await experiments.find(({ id }) => id === 'devices')!.run(failing.bench)
  expect(failing.calls).toEqual([{ text: 'POST /boards', ok: false, result: 'no' }])
  expect(failing.traces()).toEqual([])
  const thing: Trace = { kind: 'thing', path: '/boards/x' }
  expect(await erase(thing, failing.bench)).toBe(false)
  expect(await erase(thing, rig(refuse(404)).bench)).toBe(true)
})

test('an experiment that is stopped waits no longer', async () => {
  const { slow, stop } = rig()
  const waiting = slow.pause(60_000)
  stop.abort()
  await expect(waiting).rejects.toThrow('aborted')
})

test('traces outlive a reload, and are told in words', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
  expect(loadTraces(storage)).toEqual([])
  const traces: Trace[] = [{ kind: 'thing', path: '/boards/x' }, { kind: 'speed' }, { kind: 'message', channel: 'a' }]
  saveTraces(storage, traces)
  expect(loadTraces(storage)).toEqual(traces)
  expect(traceWords(traces)).toBe('1 thing, 1 message, fast time')
  expect(withTrace(traces, { kind: 'speed' })).toBe(traces)
  expect(loadTraces({ getItem: () => '{nonsense' })).toEqual([])
})

test('the monitor keeps the newest, and filters by channel and text', () => {
  const message = (sequence: number, channel = 'data.kettle'): Message => ({
    channel,
    sequence,
    at: 0,
    data: { sequence },
  })
  const kept = keep(keep([], [message(1), message(2)]), [message(3, 'logs')])
  expect(kept.map(heard => heard.message.sequence)).toEqual([3, 2, 1])
  // Once more after a gap.
  expect(keep(kept, [message(2), message(4), message(4)]).map(heard => heard.message.sequence)).toEqual([4, 3, 2, 1])
  expect(kept.filter(heard => fits(heard, ' KETTLE ')).length).toBe(2)
  expect(kept.filter(heard => fits(heard, '"sequence":2')).length).toBe(1)
  expect(
    keep(
      kept,
      Array.from({ length: 2 * mostKept }, (_, n) => message(n + 10)),
    ),
  ).toHaveLength(mostKept)
  expect(rootsOf([{ channel: 'data.kettle' }, { channel: 'data' }, { channel: 'logs' }])).toEqual(['data', 'logs'])
})

test('faults are told in words and named in queries', () => {
  expect(faultWords({ kind: 'sensor-unplugged', sensor: 'kettle' })).toBe('Kettle probe: unplugged')
  expect(faultWords({ kind: 'board-unplugged', silently: true })).toBe('Board: unplugged silently')
  expect(faultQuery({ kind: 'relay-welded', relay: 'compressor' })).toBe('kind=relay-welded&relay=compressor')
})

test('a fault that nothing measures says so where it is injected', () => {
  const lines = [
    ...sensorFailures('level'),
    ...sensorFailures('kettle'),
    ...relayFailures('kettlePump'),
    ...relayFailures('compressor'),
  ]
  expect(lines.filter(({ see }) => see.includes('no alarm')).map(({ kind }) => kind)).toEqual([
    'sensor-frozen',
    'sensor-shorted',
    'relay-welded',
    'relay-open',
  ])
})

test.each([
  [true, true, 'water'],
  [false, false, 'no water'],
  [false, true, 'water!'],
  [true, false, 'no water!'],
])('enough %p, closed %p: the level switch shows %s', (enough, closed, words) =>
  expect(levelWords({ enough, closed })).toBe(words),
)
