import { AlarmRule } from '../../data/model/alarm-rule.ts'
import { Board, type BoardState } from '../../data/model/board.ts'
import type { Reading } from '../../data/model/reading.ts'
import { Sensor } from '../../data/model/sensor.ts'
import { Vessel, type VesselState } from '../../data/model/vessel.ts'
import { type Watched, watchedOf } from '../../server/control/alarm-rules.ts'
import { beginWatching, type Fact, look, describe as say } from '../../server/control/alarm-watch.ts'

const board = Board.parse({ id: 'uno', name: 'Uno', transport: { kind: 'simulated' }, version: 1 })
const driver = { kind: 'lm35', channel: 0 }
const beer = Sensor.parse({ id: 'beer', name: 'Beer probe', board: 'uno', driver, version: 1 })
const level = Sensor.parse({ ...beer, id: 'level', name: 'Level', driver: { kind: 'digital', pin: 3 } })
const tun = Vessel.parse({ id: 'tun', name: 'Mash tun', sensor: 'beer', version: 1 })

/** What is watched for one rule on the tun, or on what `more` says. */
function ruled(condition: object, more: object = {}): Watched {
  const source = { kind: 'vessel', id: 'tun' }
  const rule = AlarmRule.parse({ id: 'r', name: 'R', source, condition, delay: 0, offDelay: 0, version: 1, ...more })
  return watchedOf({ ...plan, 'alarm-rules': [rule] }).at(-1)!
}

const plan = { boards: [board], sensors: [beer, level], actuators: [], vessels: [tun], 'alarm-rules': [] }

const state: VesselState = {
  vessel: 'tun',
  mode: { kind: 'constant', setPoint: 67 },
  processValue: 67,
  quality: 'good',
  measuredAt: 1,
  setPoint: 67,
  demand: 0,
  output: 0,
  activity: 'resting',
  waits: [],
  next: null,
}
const vessel = (more: Partial<VesselState>): Fact => ({ kind: 'vessel', state: { ...state, ...more } })
const at = (processValue: number) => vessel({ processValue })
const sensor = (more: Partial<Reading>, stale = false): Fact => ({
  kind: 'sensor',
  reading: { sensor: 'level', at: 1, value: 1, quality: 'good', ...more },
  stale,
})
const uno = (more: Partial<BoardState>): Fact => ({
  kind: 'board',
  state: {
    board: 'uno',
    phase: 'ready',
    since: 1,
    firmware: null,
    heartbeat: { state: 'armed', timeoutMs: 5000, trips: 0, resetCause: null },
    pins: [],
    losses: 0,
    ...more,
  },
})
const tripped = { heartbeat: { state: 'tripped' as const, timeoutMs: 5000, trips: 1, resetCause: null } }
const builtIn = (id: string, vessel = tun): Watched => ({
  ...watchedOf({ ...plan, vessels: [vessel] }).find(watched => watched.id === id)!,
  delay: 0,
  offDelay: 0,
})
const onLevel = { source: { kind: 'sensor', id: 'level' } }

/** Whether the alarm stands after each fact, a second apart. */
function stands(watched: Watched, facts: Fact[], explained = false): string {
  let watching = beginWatching(false)
  return facts
    .map((fact, second) => {
      watching = look(watched, watching, fact, explained, second * 1000)
      return watching.condition.on ? '1' : '0'
    })
    .join('')
}

test.each<[string, Watched, Fact[], string]>([
  ['high, with its deadband', ruled({ kind: 'high', limit: 70 }), [70, 70.1, 69.6, 69.5].map(at), '0110'],
  ['low, with its deadband', ruled({ kind: 'low', limit: 60 }), [60, 59.9, 60.4, 60.5].map(at), '0110'],
  [
    'high stays while nothing valid comes',
    ruled({ kind: 'high', limit: 70 }),
    [at(71), vessel({ quality: 'bad', processValue: 20 })],
    '11',
  ],
  ['deviation to both sides', ruled({ kind: 'deviation', distance: 2 }), [69, 69.1, 68.6, 68.4, 64.9].map(at), '01101'],
  [
    'deviation only while it controls',
    ruled({ kind: 'deviation', distance: 2 }),
    [
      at(20),
      vessel({ processValue: 20, mode: { kind: 'manual', output: 50 }, setPoint: null }),
      vessel({ processValue: 20, mode: { kind: 'off' }, setPoint: null }),
    ],
    '100',
  ],
  [
    'deviation begins anew when the set point jumps, not on a ramp',
    ruled({ kind: 'deviation', distance: 2 }, { delay: 2 }),
    [
      at(60),
      at(60),
      at(60),
      vessel({ processValue: 60, setPoint: 67.05 }),
      vessel({ processValue: 60, setPoint: 72 }),
      vessel({ processValue: 60, setPoint: 72 }),
      vessel({ processValue: 60, setPoint: 72 }),
      vessel({ processValue: 60, setPoint: 72 }),
    ],
    '00110001',
  ],
  [
    'digital 1: high liquid level',
    ruled({ kind: 'digital', value: 1 }, onLevel),
    [sensor({ value: 0 }), sensor({}), sensor({ quality: 'bad', value: null }), sensor({ value: 0 })],
    '0110',
  ],
  [
    'digital 0: pilot light out',
    ruled({ kind: 'digital', value: 0 }, onLevel),
    [sensor({}), sensor({ value: 0 })],
    '01',
  ],
  [
    'lost: bad, stale, never heard',
    ruled({ kind: 'lost' }, onLevel),
    [
      { kind: 'sensor', reading: null, stale: false },
      { kind: 'sensor', reading: null, stale: true },
      sensor({}),
      sensor({ quality: 'bad', value: null }),
      sensor({}),
      sensor({}, true),
    ],
    '010101',
  ],
  [
    'lost vessel',
    ruled({ kind: 'lost' }),
    [vessel({ quality: 'stale', measuredAt: null }), vessel({}), vessel({ quality: 'stale' })],
    '001',
  ],
  [
    'board',
    builtIn('board.uno'),
    [
      uno({ phase: 'opening' }),
      uno({}),
      uno({ phase: 'lost' }),
      uno({ phase: 'opening' }),
      uno({}),
      uno({ phase: 'flapping' }),
      uno({ phase: 'opening', reason: 'no such port' }),
    ],
    '0011011',
  ],
  ['heartbeat', builtIn('heartbeat.uno'), [uno({}), uno(tripped), uno({})], '010'],
  [
    'level switch',
    builtIn('level.tun', { ...tun, level: 'level' }),
    [
      vessel({}),
      vessel({ waits: [{ actuator: 'element', reason: 'level', until: null }] }),
      vessel({ waits: [{ actuator: 'element', reason: 'settling', until: null }] }),
      vessel({}),
    ],
    '0110',
  ],
  [
    'vessel',
    builtIn('vessel.tun'),
    [vessel({}), vessel({ activity: 'fault' }), vessel({ quality: 'stale', measuredAt: null }), vessel({})],
    '0110',
  ],
])('%s', (_, watched, facts, expected) => {
  expect(stands(watched, facts)).toBe(expected)
  expect(stands(watched, facts, true)).toBe('0'.repeat(expected.length))
})

test.each([
  ['rising', 3, true],
  ['rising', -3, false],
  ['falling', -3, true],
  ['either', -3, true],
  ['either', 1.9, false],
])('rate %s: %d °C a minute → %s', (direction, rate, expected) => {
  const watched = ruled({ kind: 'rate', limit: 2, direction, window: 60 })
  const facts = Array.from({ length: 120 }, (_, second) => at(40 + (rate * second) / 60))
  expect(stands(watched, facts).includes('1')).toBe(expected)
})

test.each<[Watched, Fact, string]>([
  [ruled({ kind: 'high', limit: 70 }), at(71.26), 'Mash tun: 71.3 °C is above the limit of 70.0 °C.'],
  [ruled({ kind: 'low', limit: 70 }), at(61), 'Mash tun: 61.0 °C is below the limit of 70.0 °C.'],
  [
    ruled({ kind: 'deviation', distance: 2 }, { delay: 1800 }),
    at(60),
    'Mash tun: set point 67.0 °C not reached in 30 min, it is at 60.0 °C. Check heater and cooler.',
  ],
  [ruled({ kind: 'digital', value: 1 }, { ...onLevel, message: 'Close the tap' }), sensor({}), 'Close the tap'],
  [ruled({ kind: 'digital', value: 0 }, onLevel), sensor({}), 'Level is off.'],
  [ruled({ kind: 'lost' }, onLevel), sensor({ quality: 'bad', reason: 'no probe' }), 'Level: no probe.'],
  [builtIn('board.uno'), uno({ phase: 'lost', reason: 'silent' }), 'Uno: silent. Its outputs are at rest.'],
  [
    builtIn('level.tun', { ...tun, level: 'level' }),
    vessel({ waits: [{ actuator: 'element', reason: 'level', until: null }] }),
    'Mash tun: its level switch shows no water, and its heater stays off. Fill it, or check the switch.',
  ],
  [
    builtIn('level.tun', { ...tun, level: 'level' }),
    vessel({ waits: [{ actuator: 'element', reason: 'settling', until: null }] }),
    'Mash tun: its level switch is not calm, and its heater stays off until it shows water for five seconds. Look for waves, a loose wire and a low level.',
  ],
  [builtIn('vessel.tun'), vessel({ reason: 'no sensor' }), 'Mash tun: no sensor.'],
])('says what was seen', (watched, fact, expected) => {
  expect(say(watched, beginWatching(true), fact, 'celsius')).toBe(expected)
})

test.each<[Watched, string]>([
  [ruled({ kind: 'high', limit: 70 }), 'Mash tun: 160.7 °F is above the limit of 158.0 °F.'],
  [ruled({ kind: 'rate', limit: 0.05 }), 'Mash tun rises by 1.80 °F a minute, more than 0.09 °F.'],
])('what was seen is said in the unit of the house', (watched, expected) => {
  const samples = [0, 1, 2].map(minute => ({ uptime: minute * 60_000, value: 70 + minute }))
  expect(say(watched, { ...beginWatching(true), samples }, at(71.5), 'fahrenheit')).toBe(expected)
})

test('a brewery that configures nothing is watched all the same, each cause before its consequences', () => {
  const watched = watchedOf(plan)
  expect(watched.map(({ id }) => id)).toEqual([
    'board.uno',
    'heartbeat.uno',
    'sensor.beer',
    'sensor.level',
    'vessel.tun',
  ])
  expect(watched.find(({ id }) => id === 'sensor.beer')).toMatchObject({ priority: 'high', vessel: 'tun' })
  expect(watched.find(({ id }) => id === 'sensor.level')).toMatchObject({ priority: 'low', vessel: null })
  const known = new Set<string>()
  for (const { id, parents } of watched) {
    for (const parent of parents) expect(known).toContain(parent)
    known.add(id)
  }
})

test('a rule for a lost sensor takes the place of the one built in; vessels that share a sensor share its alarm', () => {
  const rule = AlarmRule.parse({
    id: 'mine',
    name: 'M',
    source: { kind: 'sensor', id: 'beer' },
    condition: { kind: 'lost' },
    delay: 60,
    version: 1,
  })
  const vessels = [tun, { ...tun, id: 'other' }]
  const found = watchedOf({ ...plan, vessels, 'alarm-rules': [rule] }).filter(({ id }) => id === 'sensor.beer')
  expect(found).toMatchObject([{ delay: 60, priority: 'medium', parents: ['board.uno'] }])
})

test('a thermometer of the air is watched too; where it holds another vessel, as urgently as that one', () => {
  const air = { ...beer, id: 'air', name: 'Air probe' }
  const chamber = { ...tun, air: 'air' }
  const of = (vessels: Vessel[]) =>
    watchedOf({ ...plan, sensors: [beer, air], vessels }).filter(({ id }) => id === 'sensor.air')
  expect(of([chamber])).toMatchObject([{ priority: 'medium', vessel: 'tun', condition: { kind: 'lost' } }])
  expect(of([{ ...tun, id: 'cellar', sensor: 'air' }, chamber])).toMatchObject([{ priority: 'high', vessel: 'cellar' }])
})
