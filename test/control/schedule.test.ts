import { type Schedule, ScheduleBody } from '../../data/model/schedule.ts'
import type { ScheduleRun } from '../../data/model/schedule-run.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { courseAt, modeAhead } from '../../server/control/course.ts'
import { edited } from '../../server/control/edited.ts'
import type { GravityPoint } from '../../server/control/gravity.ts'
import { Progress } from '../../server/control/progress.ts'
import { advance, asksOf, begun } from '../../server/control/schedule.ts'
import { commanded, type RunCommand } from '../../server/control/schedule-commands.ts'
import { stepSetPoint } from '../../server/control/schedule-conditions.ts'
import { scheduleState, stepWords } from '../../server/control/schedule-view.ts'
import { shifted } from '../../server/control/shifting.ts'

const start = 1_700_000_000_000

function scheduleOf(steps: object[], more: object = {}): Schedule {
  return { ...ScheduleBody.parse({ id: 'test', name: 'Test', steps, ...more }), version: 1 }
}

const at = (temperature: number, more: object = {}) => ({
  name: `At ${temperature}`,
  target: { kind: 'temperature', temperature },
  ...more,
})
const minutes = (n: number) => ({ until: { conditions: [{ kind: 'time', seconds: n * 60 }] } })

/** A run that goes on second by second. */
function follow(schedule: Schedule, begin: ScheduleRun = begun(start)) {
  let run = begin
  let now = start
  const told: string[] = []
  const gravity: GravityPoint[] = []
  const seen = (temperature: number | null) => ({
    at: now,
    temperature,
    gravity,
    boils: temperature !== null && temperature >= 99,
  })
  const look = (temperature: number | null) => {
    const next = advance(schedule, run, seen(temperature))
    run = next.run
    told.push(...next.told.map(({ what, text }) => `${what}: ${text}`))
    return run
  }
  return {
    told,
    gravity,
    get now() {
      return now
    },
    get run() {
      return run
    },
    state: (temperature: number | null = null) => scheduleState(schedule, run, seen(temperature), 'celsius'),
    setPoint: () => stepSetPoint(schedule.steps[run.step]!, run, now),
    /** Lets so many seconds pass at a temperature. */
    pass(seconds: number, temperature: number | null) {
      look(temperature)
      for (let n = 0; n < seconds; n++) {
        now += 1000
        look(temperature)
      }
      return run
    },
    /** Nobody looks for so many seconds. */
    leave(seconds: number) {
      now += seconds * 1000
    },
    command(command: RunCommand) {
      run = commanded(schedule, run, command, now)
      return run
    },
    shift(by: number) {
      const plans = { profile: () => undefined, schedule: () => schedule }
      const mode = shifted({ kind: 'schedule', schedule: 'test', run }, plans, by, now)
      if (mode.kind === 'schedule') run = mode.run!
      now += by
    },
  }
}

test('a hold is counted from when the temperature is there, and the next step follows', () => {
  const mash = follow(scheduleOf([at(67, minutes(10)), at(78)]))
  mash.pass(300, 60)
  expect(mash.run).toMatchObject({ step: 0, phase: 'approach', held: 0 })
  mash.pass(1, 66.5)
  expect(mash.run).toMatchObject({ step: 0, phase: 'hold' })
  mash.pass(598, 67)
  expect(mash.run.step).toBe(0)
  mash.pass(1, 67)
  expect(mash.run).toMatchObject({ step: 1, phase: 'approach', from: 67 })
  mash.pass(60, 77)
  expect(mash.run.phase).toBe('approach')
  mash.pass(1, 77.5)
  expect(mash.run.phase).toBe('done')
  expect(mash.told).toEqual([
    'step: Step 1 of 2: At 67',
    'there: At 67 begins',
    'step: Step 2 of 2: At 78',
    'there: At 78 begins',
    'done: Test is done',
  ])
})

test.each([
  ['from below', 20, 67.4, true],
  ['from below, past it', 20, 70, true],
  ['from below, short of it', 20, 66.4, false],
  ['from above', 75, 67.5, true],
  ['from above, short of it', 75, 67.6, false],
  ['from above, a little past it', 75, 66.5, true],
  ['from above, fallen past it', 75, 66.4, false],
])('coming %s', (_, from, temperature, there) => {
  const mash = follow(scheduleOf([at(67, minutes(10))]))
  mash.pass(1, from)
  mash.pass(1, temperature)
  expect(mash.run.phase === 'hold').toBe(there)
})

test.each([
  [{ kind: 'rate', rate: 1 }, 300, 25],
  [{ kind: 'rate', rate: 1 }, 1200, 30],
  [{ kind: 'duration', seconds: 1200 }, 300, 22.5],
  [{ kind: 'fast' }, 0, 30],
])('led by %j, the set point after %d s is %d °C', (ramp, seconds, setPoint) => {
  const mash = follow(scheduleOf([at(30, { ramp, ...minutes(10) })]))
  mash.pass(0, 20)
  mash.pass(seconds, 20)
  expect(mash.setPoint()).toBeCloseTo(setPoint)
})

test('a mash that cold grain took below its rest is heated to it before the rest begins', () => {
  const mash = follow(scheduleOf([at(70, { confirmEnd: 'add the grain' }), at(67, minutes(10))]))
  mash.pass(60, 70)
  mash.command({ kind: 'confirm' })
  mash.pass(1, 69.5)
  expect(mash.state()).toMatchObject({ step: 1, phase: 'cooling' })
  mash.pass(300, 61)
  expect(mash.state()).toMatchObject({ step: 1, phase: 'heating', left: 600 })
  expect(mash.setPoint()).toBe(67)
  mash.pass(1, 66.5)
  expect(mash.state()).toMatchObject({ step: 1, phase: 'holding' })
})

test('a ramp has to be over before the step is there', () => {
  const cool = follow(scheduleOf([at(10, { ramp: { kind: 'rate', rate: 1 }, ...minutes(5) })]))
  cool.pass(1, 20)
  cool.pass(300, 10)
  expect(cool.run.phase).toBe('approach')
  cool.pass(300, 10)
  expect(cool.run.phase).toBe('hold')
})

test('a ramp begins when there is first something to begin from', () => {
  const mash = follow(scheduleOf([at(70, { ramp: { kind: 'duration', seconds: 3600 } })]))
  mash.pass(1800, null)
  mash.pass(0, 20)
  expect(mash.setPoint()).toBe(20)
  mash.pass(360, 20)
  expect(mash.setPoint()).toBeCloseTo(25)
})

test('confirmations hold the step before and after its time', () => {
  const mash = follow(scheduleOf([at(67, { ...minutes(1), confirmStart: 'add the grain', confirmEnd: 'lauter' })]))
  mash.pass(1000, 67)
  expect(mash.run).toMatchObject({ phase: 'confirm-start', held: 0 })
  expect(mash.state().asks).toEqual([{ id: '0.start', kind: 'start', text: 'add the grain' }])
  mash.command({ kind: 'confirm', ask: '0.start' })
  mash.pass(60, 67)
  expect(mash.run).toMatchObject({ phase: 'confirm-end', held: 60_000 })
  expect(() => mash.command({ kind: 'confirm', ask: '0.start' })).toThrow('not asked for any more')
  mash.command({ kind: 'confirm' })
  mash.pass(1, 67)
  expect(mash.run.phase).toBe('done')
  expect(() => mash.command({ kind: 'confirm' })).toThrow('is done')
})

test.each([
  ['confirmStart', 'hold'],
  ['confirmEnd', 'done'],
] as const)('what waits to be confirmed goes on when its %s is taken out of the schedule', (asked, phase) => {
  const schedule = (more: object) => scheduleOf([at(67, { ...minutes(1), ...more })])
  const mash = follow(schedule({ [asked]: 'Do it' }))
  mash.pass(1, 60)
  mash.pass(300, 67)
  expect(mash.state().asks).toHaveLength(1)
  const edit = follow(schedule({}), edited(mash.run, schedule({ [asked]: 'Do it' }), schedule({})))
  edit.shift(mash.now - start)
  edit.pass(1, 67)
  expect(edit.run).toMatchObject({ phase, held: 0 })
  edit.pass(60, 67)
  expect(edit.run.phase).toBe('done')
})

test('additions are due so long before the end, also when it is extended, and asked for until confirmed', () => {
  const additions = [
    { text: 'late', at: 60 },
    { text: 'first', at: 600 },
    { text: 'from the start', at: 120, from: 'start' },
  ]
  const boil = follow(
    scheduleOf([{ name: 'Boil', target: { kind: 'boil', power: 80 }, ...minutes(10), additions }, at(20)]),
  )
  boil.pass(5, 90)
  expect(boil.state().addition).toEqual({ text: 'first', at: null, left: 0 })
  boil.pass(0, 99.6)
  expect(boil.state().phase).toBe('boiling')
  expect(boil.state().asks.map(({ text }) => text)).toEqual(['first'])
  expect(boil.state().addition).toEqual({ text: 'from the start', at: boil.now + 120_000, left: null })
  boil.command({ kind: 'confirm', ask: '0.addition-1' })
  boil.pass(120, 100)
  expect(boil.state().asks.map(({ id }) => id)).toEqual(['0.addition-2'])
  boil.command({ kind: 'extend', seconds: 60 })
  boil.pass(420, 100)
  expect(boil.run.due).not.toContain(0)
  boil.pass(60, 100)
  expect(boil.run.due).toContain(0)
  expect(boil.state().endsAt).toBe(boil.now + 60_000)
  boil.pass(60, 100)
  expect(boil.run).toMatchObject({ step: 1, due: [], added: [] })
})

test.each([0, 1200])('what is to be added at the end is asked for also when nobody looked for %d s', away => {
  const additions = [
    { text: 'Bitter hops', at: 600 },
    { text: 'Aroma hops', at: 0 },
  ]
  const steps = [{ name: 'Boil', target: { kind: 'boil' }, ...minutes(20), additions }, at(20)]
  const boil = follow(scheduleOf(steps))
  boil.pass(2, 100)
  const all = ['Bitter hops', 'Aroma hops']
  const asked = () => boil.state().asks.map(({ text }) => text)
  boil.leave(away)
  boil.pass(away > 0 ? 0 : 1198, 100)
  expect(asked()).toEqual(all)
  boil.pass(1, 100)
  expect(boil.run.step).toBe(1)
})

test('paused, its time stands still; resumed, it goes on', () => {
  const mash = follow(scheduleOf([at(67, minutes(10))]))
  mash.pass(60, 67)
  mash.command({ kind: 'pause' })
  mash.pass(3600, 67)
  expect(mash.state()).toMatchObject({ phase: 'paused', endsAt: null, left: 540 })
  expect(mash.setPoint()).toBe(67)
  expect(() => mash.command({ kind: 'pause' })).toThrow('paused already')
  mash.command({ kind: 'resume' })
  expect(mash.state().endsAt).toBe(mash.now + 540_000)
  expect(() => mash.command({ kind: 'resume' })).toThrow('not paused')
})

test('paused on a ramp, the set point stays where it is', () => {
  const mash = follow(scheduleOf([at(30, { ramp: { kind: 'rate', rate: 1 } })]))
  mash.pass(0, 20)
  mash.pass(300, 20)
  mash.command({ kind: 'pause' })
  mash.pass(500, 20)
  expect(mash.setPoint()).toBeCloseTo(25)
})

test.each(['by-hand', 'outage'] as const)(
  'paused %s it stays when its end is confirmed, at the start of its ramp',
  why => {
    const steps = [
      at(50, { ...minutes(1), confirmEnd: 'stir' }),
      at(60, { ramp: { kind: 'rate', rate: 1 }, confirmEnd: 'lauter' }),
    ]
    const mash = follow(scheduleOf(steps))
    mash.pass(60, 50)
    const paused = follow(scheduleOf(steps), { ...mash.run, paused: why, asOf: start })
    paused.command({ kind: 'confirm' })
    paused.pass(600, 50)
    expect(paused.run).toMatchObject({ step: 1, phase: 'approach', paused: why, approached: 0 })
    expect(paused.setPoint()).toBe(50)
    paused.command({ kind: 'resume' })
    paused.pass(600, 60)
    paused.command({ kind: 'pause' })
    paused.command({ kind: 'confirm' })
    expect(paused.pass(1, 60)).toMatchObject({ phase: 'done', paused: null })
  },
)

test('a boil that an outage paused rests until somebody lets it go on; a mash is held, and who pauses by hand is there', () => {
  const schedule = scheduleOf([at(66, minutes(60)), { name: 'Boil', target: { kind: 'boil' }, ...minutes(60) }])
  const plans = { profile: () => undefined, schedule: () => schedule }
  const doing = (step: number, paused: ScheduleRun['paused']) => {
    const run: ScheduleRun = { ...begun(start), step, phase: 'hold', paused }
    return courseAt({ kind: 'schedule', schedule: 'test', run }, plans, start + 3_600_000).kind
  }
  expect(doing(1, 'outage')).toBe('rest')
  expect(doing(1, null)).toBe('boil')
  expect(doing(1, 'by-hand')).toBe('boil')
  expect(doing(0, 'outage')).toBe('temperature')
})

test('skipped, back, extended when it was over', () => {
  const mash = follow(scheduleOf([at(50, minutes(5)), at(60, { ...minutes(5), confirmEnd: 'stir' })]))
  mash.pass(10, 50)
  mash.command({ kind: 'skip' })
  mash.pass(1000, 60)
  expect(mash.run).toMatchObject({ step: 1, phase: 'confirm-end' })
  mash.command({ kind: 'extend', seconds: 120 })
  mash.pass(119, 60)
  expect(mash.run.phase).toBe('hold')
  mash.pass(1, 60)
  expect(mash.run.phase).toBe('confirm-end')
  mash.command({ kind: 'back' })
  mash.pass(1, 55)
  expect(mash.run).toMatchObject({ step: 0, phase: 'approach', held: 0, extended: 0 })
  expect(() => mash.command({ kind: 'extend', seconds: 5 })).not.toThrow()
  mash.command({ kind: 'skip' })
  mash.command({ kind: 'skip' })
  mash.pass(0, 60)
  expect(mash.run.phase).toBe('done')
  mash.command({ kind: 'back' })
  expect(mash.run).toMatchObject({ step: 1, phase: 'entering' })
})

test('what ends by no time cannot be extended; what has not started takes no command', () => {
  expect(() => follow(scheduleOf([at(20)])).command({ kind: 'extend', seconds: 9 })).toThrow('ends by no time')
  const later = follow(scheduleOf([at(20)]), begun(start + 60_000))
  later.pass(59, 20)
  expect(later.state()).toMatchObject({ phase: 'scheduled', step: null, upcoming: [{ name: 'At 20' }] })
  expect(() => later.command({ kind: 'skip' })).toThrow('not started yet')
  later.pass(1, 20)
  expect(later.told).toContain('step: Step 1 of 1: At 20')
})

const day = 86_400
const beer = (conditions: object[], match = 'all') => scheduleOf([at(18, { until: { match, conditions } })])

test.each([
  ['gravity reached', [{ kind: 'gravity', atMost: 1.012 }], 'all', 1.012, 10, true],
  ['gravity not reached', [{ kind: 'gravity', atMost: 1.012 }], 'all', 1.013, 10, false],
  ['attenuation reached', [{ kind: 'attenuation', atLeast: 75 }], 'all', 1.0125, 10, true],
  ['attenuation not reached', [{ kind: 'attenuation', atLeast: 75 }], 'all', 1.0127, 10, false],
  [
    'gravity or time',
    [
      { kind: 'gravity', atMost: 1.01 },
      { kind: 'time', seconds: 10 },
    ],
    'any',
    1.05,
    10,
    true,
  ],
  [
    'gravity and time',
    [
      { kind: 'gravity', atMost: 1.01 },
      { kind: 'time', seconds: 10 },
    ],
    'all',
    1.05,
    10,
    false,
  ],
  [
    'gravity and time, both',
    [
      { kind: 'gravity', atMost: 1.06 },
      { kind: 'time', seconds: 10 },
    ],
    'all',
    1.05,
    10,
    true,
  ],
  [
    'gravity, and time to come',
    [
      { kind: 'gravity', atMost: 1.06 },
      { kind: 'time', seconds: 11 },
    ],
    'all',
    1.05,
    10,
    false,
  ],
  ['date', [{ kind: 'date', at: start + 9_000 }], 'all', 1.05, 10, true],
  ['date to come', [{ kind: 'date', at: start + 11_000 }], 'all', 1.05, 10, false],
])('%s', (_, conditions, match, gravity, seconds, over) => {
  const run = follow(beer(conditions, match), begun(start, 1.05))
  run.gravity.push(...[1, 2, 3].map(n => ({ at: start - n, value: gravity })))
  run.pass(seconds, 18)
  expect(run.run.phase === 'done').toBe(over)
})

test('without a hydrometer, attenuation is never reached, and the words say what is waited for', () => {
  const run = follow(beer([{ kind: 'attenuation', atLeast: 1 }, { kind: 'stable-gravity' }], 'any'))
  run.pass(10, 18)
  expect(run.run.phase).toBe('hold')
  expect(run.state().until).toEqual(['attenuation at least 1 %', 'gravity stable for 2 d'])
})

test.each([
  ['gravity', { kind: 'gravity', atMost: 1.012 }],
  ['attenuation', { kind: 'attenuation', atLeast: 75 }],
])('a hydrometer that is wrong once, as it wakes up, ends no step that waits for %s', (_, condition) => {
  const run = follow(beer([condition]), begun(start, condition.kind === 'gravity' ? null : 1.06))
  for (const value of [1, 1.06, 1.06]) {
    run.gravity.push({ at: run.now, value })
    run.pass(900, 18)
  }
  expect(run.run).toMatchObject({ phase: 'hold', originalGravity: 1.06 })
  expect(run.state()).toMatchObject({ gravity: 1.06, attenuation: 0 })
})

test('a gravity that somebody measured once counts when no other came for forty minutes', () => {
  const run = follow(beer([{ kind: 'gravity', atMost: 1.012 }]))
  run.gravity.push({ at: start, value: 1.012 })
  run.pass(2399, 18)
  expect(run.run).toMatchObject({ phase: 'hold', originalGravity: null })
  run.pass(1, 18)
  expect(run.run).toMatchObject({ phase: 'done', originalGravity: 1.012 })
})

test('attenuation is counted from the first gravity that is measured, unless it was given', () => {
  const run = follow(beer([{ kind: 'attenuation', atLeast: 50 }]))
  run.gravity.push(...[1.06, 1.08, 1.06].map(value => ({ at: start, value })))
  run.pass(1, 18)
  expect(run.run.originalGravity).toBe(1.06)
  run.gravity.push({ at: start, value: 1.03 }, { at: start, value: 1.03 })
  expect(run.state()).toMatchObject({ gravity: 1.03, attenuation: 50 })
  run.pass(1, 18)
  expect(run.run.phase).toBe('done')
})

test.each([null, 1.05])(
  'what the hydrometer showed of the beer before says nothing of this one (original gravity %d)',
  given => {
    const schedule = beer([{ kind: 'stable-gravity', seconds: 2 * day }])
    const progress = new Progress()
    const hour = 3_600_000
    for (let n = 100; n > 0; n--) progress.observe({ at: start - n * hour, value: 1.01, quality: 'good' })
    let mode: Mode = { kind: 'schedule', schedule: 'test', run: begun(start, given) }
    const run = () => (mode as Extract<Mode, { kind: 'schedule' }>).run!
    for (let n = 0; n < 5; n++) {
      const at = start + n * hour
      progress.observe({ at, value: 1.05, quality: 'good' })
      mode = progress.advance(mode, schedule, { at, temperature: 18, boils: false, staleAfter: 7200 })
      expect(run()).toMatchObject({ phase: 'hold', originalGravity: n === 0 ? given : 1.05 })
    }
  },
)

test('free rise and rest begin at once; what heats and what boils is said', () => {
  const steps = [
    { name: 'Up', target: { kind: 'free-rise', maximum: 22 }, ...minutes(1) },
    { name: 'Off', target: { kind: 'rest' }, ...minutes(1) },
    at(30, minutes(1)),
  ]
  const run = follow(scheduleOf(steps))
  run.pass(0, null)
  expect(run.state()).toMatchObject({ phase: 'holding' })
  expect(run.setPoint()).toBe(22)
  run.pass(60, null)
  expect(run.state()).toMatchObject({ phase: 'resting', stepName: 'Off' })
  run.pass(61, 20)
  expect(run.state()).toMatchObject({ phase: 'heating' })
  expect(steps.map(step => stepWords(scheduleOf([step]).steps[0]!, 'fahrenheit'))).toEqual([
    'free rise up to 71.6 °F, 60 s',
    'everything off, 60 s',
    '86.0 °F, 60 s',
  ])
})

test.each([1_000, -1_000, 3_600_000, -3_600_000, day * 1000, -day * 1000, -1.69e12])(
  'a clock that is set by %d ms moves nothing',
  by => {
    const run = follow(scheduleOf([at(30, { ramp: { kind: 'rate', rate: 1 }, ...minutes(10) })]))
    run.pass(0, 20)
    run.pass(300, 20)
    run.shift(by)
    expect(run.setPoint()).toBeCloseTo(25)
    run.pass(300, 30)
    run.shift(-by)
    run.pass(599, 30)
    expect(run.run.phase).toBe('hold')
    run.pass(1, 30)
    expect(run.run.phase).toBe('done')
  },
)

test('a start that is to come is a date: it stays when the clock is set', () => {
  const run = follow(scheduleOf([at(30)]), begun(start + 60_000))
  run.shift(59_000)
  expect(run.pass(0, 30).phase).toBe('entering')
  expect(run.pass(1, 30).phase).not.toBe('entering')
})

test('a step that was taken out of the schedule meanwhile is done with', () => {
  const { run } = advance(
    scheduleOf([at(20)]),
    { ...begun(start), step: 4, phase: 'hold' },
    {
      at: start,
      temperature: 20,
      gravity: [],
      boils: false,
    },
  )
  expect(run.phase).toBe('done')
  expect(asksOf(scheduleOf([at(20)]), run)).toEqual([])
})

test.each([
  [{ additions: [{ text: 'hops', at: 60 }] }, 'expected a step with a time to count back from'],
  [{ ...minutes(1), additions: [{ text: 'hops', at: 61 }] }, "expected at most 60, the step's time"],
  [
    {
      until: {
        conditions: [
          { kind: 'time', seconds: 1 },
          { kind: 'time', seconds: 2 },
        ],
      },
    },
    'expected one time',
  ],
])('%j is refused', (more, message) => {
  const result = ScheduleBody.safeParse({ id: 'x', name: 'X', steps: [at(20, more)] })
  expect(result.error?.issues[0]?.message).toContain(message)
})

describe('what is asked ahead of time', () => {
  const ramp = { ramp: { kind: 'rate', rate: 1 } }
  const plan = scheduleOf([at(60, minutes(10)), at(66, { ...ramp, ...minutes(10) }), at(72)])
  const hold = (schedule: Schedule, change: Partial<ScheduleRun> = {}) => {
    const run: ScheduleRun = { ...begun(start), phase: 'hold', from: 20, asOf: start, ...change }
    const plans = { schedule: () => schedule, profile: () => undefined }
    const mode = { kind: 'schedule', schedule: 'test', run } as const
    return (seconds: number) => {
      const then = start + seconds * 1000
      return courseAt(modeAhead(mode, plans, then), plans, then).setPoint
    }
  }

  test('the ramp behind a hold that only time ends', () => {
    const ahead = hold(plan)
    expect([0, 600, 660, 900, 960, 2000].map(ahead)).toEqual([60, 60, 61, 65, 66, 66])
  })

  test('not what is gone to as fast as possible, what is confirmed first, waits for more, or is paused', () => {
    const fast = scheduleOf([at(60, minutes(10)), at(66)])
    const asked = scheduleOf([at(60, { ...minutes(10), confirmEnd: 'Stir' }), at(66, ramp)])
    const conditions = [
      { kind: 'time', seconds: 600 },
      { kind: 'gravity', atMost: 1.01 },
    ]
    const waits = scheduleOf([at(60, { until: { conditions } }), at(66, ramp)])
    for (const ahead of [hold(fast), hold(asked), hold(waits), hold(plan, { paused: 'by-hand' })])
      expect(ahead(900)).toBe(60)
    expect(hold(plan, { step: 2 })(9000)).toBe(72)
  })
})

test('a step that boils is limited on its way there, against scorching', () => {
  const schedule = scheduleOf([{ name: 'Boil', target: { kind: 'boil', power: 70, powerLimit: 60 } }])
  const plans = { schedule: () => schedule, profile: () => undefined }
  const mode = { kind: 'schedule', schedule: 'test', run: begun(start) } as const
  expect(courseAt(mode, plans, start)).toMatchObject({ kind: 'boil', output: 70, mostHeat: 60 })
})

describe('edited while a vessel works through it', () => {
  const hops = [
    { text: 'Bitter', at: 60 },
    { text: 'Aroma', at: 15 },
    { text: 'Whirlpool', at: 5 },
  ]
  const boil = { name: 'Boil', target: { kind: 'temperature', temperature: 99 }, ...minutes(90), additions: hops }
  const before = [at(66), boil, at(20)]
  const run: ScheduleRun = { ...begun(start), step: 1, phase: 'hold', held: 90_000, due: [0, 1], added: [0] }
  const inBoil = (additions: object[], more: object = {}) => [at(66), { ...boil, ...more, additions }, at(20)]

  test.each<[string, object[], Partial<ScheduleRun>]>([
    ['nothing', before, {}],
    ['a step before it', [at(52), ...before], { step: 2 }],
    ['a step less before it', before.slice(1), { step: 0 }],
    ['the one before it', [at(67), ...before.slice(1)], {}],
    ['the order', [boil, at(66), at(20)], { step: 0 }],
    ['its time', inBoil(hops, minutes(60)), {}],
    ['its name', inBoil(hops, { name: 'Long boil' }), {}],
    ['it, away', [at(66), at(20)], { step: 1, phase: 'entering', held: 0, due: [], added: [] }],
    ['it and all behind, away', [at(66)], { step: 1, phase: 'entering', held: 0, due: [], added: [] }],
    ['an addition that was made, away', inBoil(hops.slice(1)), { due: [0], added: [] }],
    ['an addition that is due, away', inBoil([hops[0]!, hops[2]!]), { due: [0], added: [0] }],
    ['an addition that is to come, away', inBoil(hops.slice(0, 2)), {}],
    ['an addition more', inBoil([{ text: 'Sugar', at: 80 }, ...hops]), { due: [1, 2], added: [1] }],
    ['when an addition is due', inBoil([hops[0]!, { text: 'Aroma', at: 20 }, hops[2]!]), {}],
    ['the order of additions', inBoil(hops.toReversed()), { due: [2, 1], added: [2] }],
  ])('%s', (_, steps, expected) => {
    expect(edited(run, scheduleOf(before), scheduleOf(steps))).toEqual({ ...run, ...expected })
  })

  test('paused it stays, and what is done is done', () => {
    const paused = edited({ ...run, paused: 'by-hand' }, scheduleOf(before), scheduleOf([at(66), at(20)]))
    expect(paused).toMatchObject({ step: 1, phase: 'entering', paused: 'by-hand' })
    const done: ScheduleRun = { ...run, step: 3, phase: 'done' }
    expect(edited(done, scheduleOf(before), scheduleOf([...before, at(4)]))).toBe(done)
  })
})
