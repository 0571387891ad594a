import { Fault } from '../../data/model/fault.ts'
import { type Schedule, ScheduleBody } from '../../data/model/schedule.ts'
import { ScheduleRun, ScheduleState } from '../../data/model/schedule-run.ts'
import { Mode } from '../../data/model/vessel.ts'
import { courseAt } from '../../server/control/course.ts'
import { advance, asksOf, begun } from '../../server/control/schedule.ts'
import { commanded, type RunCommand } from '../../server/control/schedule-commands.ts'
import { scheduleState } from '../../server/control/schedule-view.ts'
import { fc, seed } from '../random.ts'

const start = 1_700_000_000_000

const temperature = fc.integer({ min: 1, max: 99 })
const target = fc.oneof(
  temperature.map(degrees => ({ kind: 'temperature', temperature: degrees })),
  fc.constant({ kind: 'boil', power: 90 }),
  temperature.map(maximum => ({ kind: 'free-rise', maximum })),
  fc.constant({ kind: 'rest' }),
)
const condition = fc.constantFrom(
  { kind: 'gravity', atMost: 1.012 },
  { kind: 'attenuation', atLeast: 70 },
  { kind: 'date', at: start + 500_000 },
)
const step = fc.record({
  name: fc.constant('Step'),
  target,
  ramp: fc.constantFrom({ kind: 'fast' }, { kind: 'rate', rate: 2 }, { kind: 'duration', seconds: 90 }),
  until: fc.record({
    match: fc.constantFrom('all', 'any'),
    conditions: fc.oneof(
      fc.constant([]),
      fc.constant([{ kind: 'time', seconds: 120 }]),
      condition.map(one => [{ kind: 'time', seconds: 120 }, one]),
    ),
  }),
  confirmStart: fc.constantFrom(null, 'add the grain'),
  confirmEnd: fc.constantFrom(null, 'lauter'),
  additions: fc.constantFrom([], [{ text: 'stir', at: 0, from: 'start' }]),
})
const schedule = fc
  .array(step, { minLength: 1, maxLength: 6 })
  .map((steps): Schedule => ({ ...ScheduleBody.parse({ id: 's', name: 'S', steps }), version: 1 }))

type Action = { kind: 'wait'; seconds: number; temperature: number | null; gravity: number | null } | RunCommand
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.integer({ min: 0, max: 400 }),
      temperature: fc.option(fc.integer({ min: -5, max: 110 })),
      gravity: fc.option(fc.double({ min: 0.99, max: 1.09, noNaN: true })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('pause', 'resume', 'skip', 'back').map((kind): Action => ({ kind }) as Action),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ kind: 'extend', seconds: 30 }) },
  { weight: 2, arbitrary: fc.constant<Action>({ kind: 'confirm' }) },
)

test(`whatever is done, a run never leaves its steps, loses time, or asks for what is not there (seed ${seed})`, () => {
  fc.assert(
    fc.property(schedule, fc.array(action, { maxLength: 40 }), (plan, actions) => {
      let run = begun(start)
      let now = start
      let seen = {
        at: now,
        temperature: null as number | null,
        gravity: [] as { at: number; value: number }[],
        boils: false,
      }
      const check = () => {
        expect(ScheduleRun.parse(run)).toEqual(run)
        expect(run.step).toBeLessThanOrEqual(plan.steps.length)
        expect(run.step === plan.steps.length).toBe(
          run.phase === 'done' || (run.phase === 'entering' && run.step > 0 && run.step === plan.steps.length),
        )
        const state = scheduleState(plan, run, seen, 'celsius')
        expect(ScheduleState.parse(state)).toEqual(state)
        for (const ask of asksOf(plan, run)) expect(ask.id.startsWith(`${run.step}.`)).toBe(true)
        const mode = Mode.parse({ kind: 'schedule', schedule: 's', run })
        const course = courseAt(mode, { profile: () => undefined, schedule: () => plan }, now)
        expect(course.problem).toBeNull()
        if (course.kind === 'temperature') expect(Number.isFinite(course.setPoint)).toBe(true)
      }
      for (const one of actions) {
        const before = run
        if (one.kind === 'wait') {
          now += one.seconds * 1000
          const { gravity } = one
          seen = {
            ...seen,
            at: now,
            temperature: one.temperature,
            gravity: gravity === null ? [] : [{ at: now, value: gravity }],
          }
          run = advance(plan, run, seen).run
          // By itself a run only goes forward, and while it is paused at most into the step it was sent to.
          expect(run.step).toBeGreaterThanOrEqual(before.step)
          if (before.paused && before.phase !== 'entering') expect(run).toBe(before)
          if (before.paused) expect(run.step).toBe(before.step)
          // Looked at again, nothing more has come but what one look leaves for the next.
          if (run === before) expect(advance(plan, run, seen).run).toBe(run)
        } else {
          seen = { ...seen, at: now }
          try {
            run = commanded(plan, run, one, now)
          } catch (error) {
            expect(error).toBeInstanceOf(Fault)
            expect(run).toBe(before)
          }
        }
        check()
      }
    }),
    { numRuns: 300 },
  )
})

test(`taken to another moment, a run is where it would have been (seed ${seed})`, () => {
  fc.assert(
    fc.property(schedule, fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 600 }), (plan, early, late) => {
      const look = (run: ScheduleRun, second: number) =>
        advance(plan, run, { at: start + second * 1000, temperature: 50, gravity: [], boils: false }).run
      const before = look(begun(start), early)
      // What is written down is read back after a kill: nothing but the document carries it over.
      const again = ScheduleRun.parse(JSON.parse(JSON.stringify(before)))
      expect(look(again, early + late)).toEqual(look(before, early + late))
    }),
    { numRuns: 200 },
  )
})
