import { type AlarmLife, type AlarmState, longestShelf } from '../../data/model/alarm.ts'
import { type AlarmInput, freshLife, isHidden, live, stateOf } from '../../server/control/alarm.ts'
import { fc } from '../random.ts'

const now = 1_000_000_000
const later = now + 60_000

/** A life in each state; of the hidden ones, with nothing below, with something new, and with something known. */
const lives: Record<string, AlarmLife> = {
  normal: freshLife,
  unacknowledged: { ...freshLife, standing: true, told: 'waiting' },
  acknowledged: { ...freshLife, standing: true, told: 'seen' },
  returned: { ...freshLife, told: 'waiting' },
  'shelved over normal': { ...freshLife, shelvedUntil: later },
  'shelved over new': { ...freshLife, shelvedUntil: later, standing: true },
  'shelved over acknowledged': { ...freshLife, shelvedUntil: later, standing: true, told: 'seen' },
  'shelved over returned': { ...freshLife, shelvedUntil: later, told: 'waiting' },
  'suppressed over unacknowledged': { ...freshLife, suppressed: true, standing: true, told: 'waiting' },
  'suppressed over acknowledged': { ...freshLife, suppressed: true, standing: true, told: 'seen' },
  'out of service over normal': { ...freshLife, outOfService: true },
  'out of service over new': { ...freshLife, outOfService: true, standing: true },
}

const inputs = {
  on: { kind: 'cause', on: true },
  off: { kind: 'cause', on: false },
  acknowledge: { kind: 'acknowledge' },
  shelve: { kind: 'shelve', until: later },
  unshelve: { kind: 'unshelve' },
  suppress: { kind: 'suppress', on: true },
  release: { kind: 'suppress', on: false },
  'out-of-service': { kind: 'out-of-service' },
  'in-service': { kind: 'in-service' },
  time: { kind: 'time' },
} satisfies Record<string, AlarmInput>

const N = 'normal'
const U = 'unacknowledged'
const A = 'acknowledged'
const R = 'returned'
const S = 'shelved'
const P = 'suppressed'
const O = 'out-of-service'

/** What becomes of each life by each input, in the order of `inputs`; by time: when a minute has passed. */
const table: Record<string, AlarmState[]> = {
  //                     on off ack shl ush sup rel out in  time
  normal: [U, N, N, S, N, P, N, O, N, N],
  unacknowledged: [U, R, A, S, U, P, U, O, U, U],
  acknowledged: [A, N, A, S, A, P, A, O, A, A],
  returned: [U, R, N, S, R, P, R, O, R, R],
  'shelved over normal': [S, S, S, S, N, S, S, O, S, N],
  'shelved over new': [S, S, S, S, U, S, S, O, S, U],
  'shelved over acknowledged': [S, S, S, S, A, S, S, O, S, A],
  'shelved over returned': [S, S, S, S, R, S, S, O, S, R],
  'suppressed over unacknowledged': [P, P, P, S, P, P, U, O, P, P],
  'suppressed over acknowledged': [P, P, P, S, P, P, A, O, P, P],
  'out of service over normal': [O, O, O, O, O, O, O, O, N, O],
  'out of service over new': [O, O, O, O, O, O, O, O, U, O],
}

const cases = Object.entries(table).flatMap(([name, states]) =>
  Object.keys(inputs).map((input, n) => [name, input as keyof typeof inputs, states[n]!] as const),
)

test.each(cases)('%s, %s → %s', (name, input, expected) => {
  const after = live(lives[name]!, inputs[input], input === 'time' ? later : now)
  expect(stateOf(after)).toBe(expected)
})

test('the table has every life, and every life its state', () => {
  expect(Object.keys(table)).toEqual(Object.keys(lives))
  expect([...new Set(Object.values(lives).map(stateOf))].sort()).toEqual([N, U, A, R, S, P, O].sort())
})

/** The state at the end of a series of inputs. */
const run = (...series: AlarmInput[]) => stateOf(series.reduce((life, input) => live(life, input, now), freshLife))
const { on, off, acknowledge, shelve, unshelve, suppress, release } = inputs

test.each<[string, AlarmInput[], AlarmState]>([
  ['came and went on the shelf: nobody hears', [shelve, on, off, unshelve], N],
  ['came on the shelf and lasts: announced', [shelve, on, unshelve], U],
  ['known before, still there after: known', [on, acknowledge, shelve, unshelve], A],
  ['known before, went and came on the shelf: announced', [on, acknowledge, shelve, off, on, unshelve], U],
  ['not acknowledged before, gone after: still waits', [on, shelve, off, unshelve], R],
  ['what nobody was told cannot be acknowledged', [shelve, on, acknowledge, unshelve], U],
  ['explained until the shelf is over: stays hidden', [shelve, on, suppress, unshelve], P],
  ['a consequence that went with its cause', [on, acknowledge, suppress, off, release], N],
  ['out of service takes it off the shelf', [shelve, inputs['out-of-service'], inputs['in-service']], N],
])('%s', (_, series, expected) => {
  expect(run(...series)).toBe(expected)
})

test('nothing changed is the same object', () => {
  expect(live(lives.acknowledged!, on, now)).toBe(lives.acknowledged)
  expect(live(freshLife, off, now)).toBe(freshLife)
})

test('a shelf ends in time, and at once when the clock was set back', () => {
  const shelved = live(lives.unacknowledged!, { kind: 'shelve', until: later }, now)
  expect(live(freshLife, { kind: 'shelve', until: now * 2 }, now).shelvedUntil).toBe(now + longestShelf * 1000)
  expect(stateOf(live(shelved, { kind: 'time' }, later - 1))).toBe(S)
  expect(stateOf(live(shelved, { kind: 'time' }, later))).toBe(U)
  expect(stateOf(live(shelved, { kind: 'time' }, later - longestShelf * 1000 - 1))).toBe(U)
})

const anyInput = fc.oneof(
  fc.constantFrom<AlarmInput>(...Object.values(inputs)),
  fc.integer({ min: 0, max: 200_000_000 }).map((ms): AlarmInput => ({ kind: 'shelve', until: now + ms })),
)

test('whatever happens, what lasts and is not hidden was announced; nothing is acknowledged by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyInput, fc.integer({ min: 0, max: 90_000_000 }))), steps => {
      let life = freshLife
      let time = now
      for (const [input, ms] of steps) {
        time += ms
        const before = life
        life = live(life, input, time)
        if (life.standing && !isHidden(life)) expect(life.told).not.toBe('no')
        if (life.told === 'seen' && before.told !== 'seen') expect(input.kind).toBe('acknowledge')
        if (before.told === 'waiting' && life.told !== 'waiting') expect(input.kind).toBe('acknowledge')
        if (life.shelvedUntil !== null && input.kind === 'time') expect(life.shelvedUntil).toBeGreaterThan(time)
        if (life.shelvedUntil !== null) expect(life.shelvedUntil - time).toBeLessThanOrEqual(longestShelf * 1000)
      }
    }),
  )
})
