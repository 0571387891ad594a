import { describe, expect, test } from '@jest/globals'
import type { HeartbeatStatus } from '../../hardware/boards/heartbeat.ts'
import { obstacleOf } from '../../hardware/boards/obstacle.ts'
import { type Input, phaseOf, type Supervised, unsupervised } from '../../hardware/boards/supervised.ts'
import { supervise } from '../../hardware/boards/supervisor.ts'

const status = (state: HeartbeatStatus['state'], more: Partial<HeartbeatStatus> = {}): Input => ({
  kind: 'status',
  status: { state, resetCause: 'power-on', trips: 0, timeoutMs: 5000, ...more },
})
const closed: Input = { kind: 'closed', reason: 'unplugged' }

type Move = [at: number, input: Input | Input['kind']]

/** Plays a board's life; answers how it ended and the effects of the last move. */
const play = (moves: Move[], from: Supervised = unsupervised) => {
  let state = from
  let effects: string[] = []
  for (const [at, input] of moves) {
    const [next, todo] = supervise(state, (typeof input === 'string' ? { kind: input } : input) as Input, at)
    state = next
    effects = todo.map(effect => (effect.kind === 'log' ? effect.level : effect.kind))
  }
  return { state, effects }
}

const up: Move[] = [
  [0, 'start'],
  [1, 'opened'],
  [50, 'introduced'],
  [60, status('unarmed')],
]
const armed: Move[] = [...up, [1000, 'beat'], [1005, status('armed')]]
const foreign: Move[] = [
  [0, 'start'],
  [1, 'opened'],
  [50, 'introduced'],
  [1050, 'tick'],
]

describe.each<[string, Move[], string, string, string[]]>([
  ['starts', [[0, 'start']], 'opening', 'opening', ['open']],
  [
    'starts once',
    [
      [0, 'start'],
      [1, 'start'],
    ],
    'opening',
    'opening',
    [],
  ],
  [
    'waits for the board to speak first',
    [
      [0, 'start'],
      [1, 'opened'],
      [250, 'tick'],
    ],
    'asking',
    'opening',
    [],
  ],
  [
    'asks a silent board',
    [
      [0, 'start'],
      [1, 'opened'],
      [500, 'tick'],
    ],
    'asking',
    'opening',
    ['ask-version'],
  ],
  [
    'asks again',
    [
      [0, 'start'],
      [1, 'opened'],
      [500, 'tick'],
      [3000, 'tick'],
    ],
    'asking',
    'opening',
    ['ask-version'],
  ],
  [
    'gives a silent board up',
    [
      [0, 'start'],
      [1, 'opened'],
      [10_001, 'tick'],
    ],
    'waiting',
    'opening',
    ['close', 'warning'],
  ],
  [
    'gives a port up that does not open',
    [
      [0, 'start'],
      [10_000, 'tick'],
    ],
    'waiting',
    'opening',
    ['close', 'warning'],
  ],
  [
    'tries again',
    [
      [0, 'start'],
      [1, closed],
      [501, 'tick'],
    ],
    'opening',
    'opening',
    ['open'],
  ],
  [
    'does not repeat itself',
    [
      [0, 'start'],
      [1, closed],
      [501, 'tick'],
      [502, closed],
    ],
    'waiting',
    'opening',
    ['close'],
  ],
  [
    'asks for a heartbeat',
    [
      [0, 'start'],
      [1, 'opened'],
      [50, 'introduced'],
    ],
    'identifying',
    'opening',
    ['ask-status'],
  ],
  [
    'asks for it twice',
    [
      [0, 'start'],
      [1, 'opened'],
      [50, 'introduced'],
      [550, 'tick'],
    ],
    'identifying',
    'opening',
    ['ask-status'],
  ],
  ['is ready with a heartbeat', up, 'up', 'ready', ['restore', 'info']],
  ['is ready without one', foreign, 'up', 'ready', ['restore', 'info']],
  ['arms at the first beat', [...up, [1000, 'beat']], 'up', 'ready', ['arm']],
  ['is armed', armed, 'up', 'ready', ['info']],
  ['beats', [...armed, [2000, 'beat']], 'up', 'ready', ['beat']],
  ['does not beat on a foreign board', [...foreign, [2000, 'beat']], 'up', 'ready', []],
  [
    'arms again when the first time was lost',
    [...up, [1000, 'beat'], [1100, status('unarmed')], [2000, 'beat']],
    'up',
    'ready',
    ['arm'],
  ],
  ['tells an armed board of other outputs at once', [...armed, [1500, 'rewired']], 'up', 'ready', ['arm']],
  ['arms anew for other outputs', [...armed, [1500, 'rewired'], [2000, 'beat']], 'up', 'ready', ['arm']],
  ['does not arm for other outputs without a beat', [...up, [1500, 'rewired']], 'up', 'ready', []],
  ['does not unlock for other outputs', [...armed, [7000, status('tripped')], [7050, 'rewired']], 'up', 'ready', []],
  ['pings', [...armed, [1060, 'tick']], 'up', 'ready', ['ask-status']],
  ['pings foreign firmware', [...foreign, [2050, 'tick']], 'up', 'ready', ['ask-firmware', 'ask-status']],
  ['learns late of a heartbeat', [...foreign, [2100, status('armed')]], 'up', 'ready', ['info']],
  ['arms one of which it learned late', [...foreign, [2100, status('armed')], [3000, 'beat']], 'up', 'ready', ['arm']],
  [
    'is content with answers',
    [...armed, [1060, 'tick'], [1070, status('armed')], [2060, 'tick'], [3060, 'tick'], [4060, 'tick']],
    'up',
    'ready',
    ['ask-status'],
  ],
  [
    'is lost after three unanswered pings',
    [...armed, [1060, 'tick'], [2060, 'tick'], [3060, 'tick'], [4060, 'tick']],
    'waiting',
    'lost',
    ['rest', 'detach', 'close', 'warning'],
  ],
  [
    'is lost when the port closes',
    [...armed, [2000, closed]],
    'waiting',
    'lost',
    ['rest', 'detach', 'close', 'warning'],
  ],
  [
    'notices a reset by a version out of the blue',
    [...armed, [2000, 'version']],
    'up',
    'ready',
    ['restore', 'warning'],
  ],
  ['notices the reset once', [...armed, [2000, 'version'], [2001, status('unarmed')]], 'up', 'ready', []],
  [
    'arms after a reset',
    [...armed, [2000, 'version'], [2001, status('unarmed')], [2100, 'beat']],
    'up',
    'ready',
    ['arm'],
  ],
  [
    'notices a silent reset',
    [...armed, [2000, status('unarmed', { resetCause: 'watchdog' })]],
    'up',
    'ready',
    ['restore', 'warning'],
  ],
  ['notices a reset of foreign firmware', [...foreign, [3000, 'version']], 'up', 'ready', ['restore', 'warning']],
  ['rests when it tripped', [...armed, [7000, status('tripped', { trips: 1 })]], 'up', 'ready', ['rest', 'error']],
  ['says so once', [...armed, [7000, status('tripped')], [7100, status('tripped')]], 'up', 'ready', []],
  [
    'does not arm by itself after a trip',
    [...armed, [7000, status('tripped')], [7050, 'tick']],
    'up',
    'ready',
    ['ask-status'],
  ],
  ['arms by a beat after a trip', [...armed, [7000, status('tripped')], [7100, 'beat']], 'up', 'ready', ['arm']],
  [
    'restores after a trip',
    [...armed, [7000, status('tripped')], [7100, 'beat'], [7110, status('armed')]],
    'up',
    'ready',
    ['restore', 'info'],
  ],
  [
    'finds a board tripped',
    [...up.slice(0, 3), [60, status('tripped')]],
    'up',
    'ready',
    ['restore', 'info', 'warning'],
  ],
  ['stops at rest', [...armed, [3000, 'stop']], 'stopped', 'lost', ['rest', 'detach', 'close']],
  ['stays stopped', [...armed, [3000, 'stop'], [3001, closed], [9000, 'tick']], 'stopped', 'lost', []],
  ['ignores a beat while lost', [...armed, [2000, closed], [2100, 'beat']], 'waiting', 'lost', []],
  ['ignores a status while lost', [...armed, [2000, closed], [2100, status('armed')]], 'waiting', 'lost', []],
])('a board', (name, moves, link, phase, effects) => {
  test(name, () => {
    const end = play(moves)
    expect([end.state.link, phaseOf(end.state), end.effects]).toEqual([link, phase, effects])
  })
})

test('retries after 0.5, 1, 2, 4, 8, 10, 10 s, for ever', () => {
  let { state } = play([[0, 'start']])
  let at = 0
  const waits: number[] = []
  for (let n = 0; n < 20; n++) {
    state = play([[at, closed]], state).state
    waits.push(state.next - at)
    at = state.next
    state = play([[at, 'tick']], state).state
    expect(state.link).toBe('opening')
  }
  expect(waits.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000])
  expect(new Set(waits.slice(7))).toEqual(new Set([10_000]))
})

test('flaps after five losses in a minute, and is relied on again after a minute without', () => {
  let { state } = play(up)
  let at = 100
  for (let loss = 1; loss <= 5; loss++) {
    state = play([[at, closed]], state).state
    expect(phaseOf(state)).toBe(loss < 5 ? 'lost' : 'flapping')
    at = state.next
    state = play(
      [
        [at, 'tick'],
        [at + 1, 'opened'],
        [at + 50, 'introduced'],
        [at + 60, status('unarmed')],
      ],
      state,
    ).state
    expect(state.link).toBe('up')
    at += 100
  }
  expect(phaseOf(state)).toBe('flapping')
  expect(obstacleOf('arduino', state, { use: 'pump', risk: null })?.reason).toBe('board')
  expect(play([[at + 59_000, 'tick']], state).state.flapping).toBe(true)
  const calm = play([[at + 60_000, 'tick']], state)
  expect(phaseOf(calm.state)).toBe('ready')
  expect(calm.state.failures).toBe(0)
  expect(calm.state.losses).toBe(5)
})

test('flaps after five resets in a minute: what it switches on may pull its supply down', () => {
  let { state } = play(armed)
  for (let reset = 1; reset <= 5; reset++) {
    const at = reset * 10_000
    const fallen = play([[at, 'version']], state)
    expect(phaseOf(fallen.state)).toBe(reset < 5 ? 'ready' : 'flapping')
    expect(fallen.effects).toEqual(reset < 5 ? ['restore', 'warning'] : ['restore', 'warning', 'error'])
    state = play(
      [
        [at + 10, status('unarmed')],
        [at + 1000, 'beat'],
        [at + 1010, status('armed')],
      ],
      fallen.state,
    ).state
  }
  expect(state.reason).toBe('it comes and goes: check its cable and its power supply')
  expect(obstacleOf('arduino', state, { use: 'pump', risk: null })?.reason).toBe('board')
  expect(phaseOf(play([[109_000, 'tick']], state).state)).toBe('flapping')
  const calm = play([[110_000, 'tick']], state).state
  expect([phaseOf(calm), calm.losses, calm.reason]).toEqual(['ready', 0, null])
})

const risk = 'I accept that this heater may stay on when the computer fails' as const
test.each([
  ['a heater on foreign firmware', foreign, 'heater', null, 'heartbeat'],
  ['a heater on foreign firmware at a risk', foreign, 'heater', risk, undefined],
  ['a heater that an earlier host may have armed', [...foreign, [2100, status('armed')]], 'heater', null, 'arming'],
  ['a pump on foreign firmware', foreign, 'pump', null, undefined],
  ['a heater before arming', up, 'heater', null, 'arming'],
  ['a pump before arming', up, 'pump', null, undefined],
  ['a heater when armed', armed, 'heater', null, undefined],
  ['a pump after a trip', [...armed, [7000, status('tripped')]], 'pump', null, 'heartbeat'],
  ['a heater at a risk after a trip', [...armed, [7000, status('tripped')]], 'heater', risk, 'heartbeat'],
  ['a heater after a reset', [...armed, [2000, 'version']], 'heater', null, 'arming'],
  ['a pump on a lost board', [...armed, [2000, closed]], 'pump', null, 'board'],
  ['a pump before the first answer', [[0, 'start']], 'pump', null, 'starting'],
  [
    'a pump after a first try that failed',
    [
      [0, 'start'],
      [100, closed],
    ],
    'pump',
    null,
    'board',
  ],
] as [string, Move[], 'heater' | 'pump', typeof risk | null, string | undefined][])(
  '%s',
  (_, moves, use, accepted, reason) => {
    expect(obstacleOf('arduino', play(moves).state, { use, risk: accepted })?.reason).toBe(reason)
  },
)
