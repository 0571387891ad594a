import type { DryRun } from '../../data/model/forecast.ts'
import { type Profile, ProfileBody } from '../../data/model/profile.ts'
import { ScheduleBody } from '../../data/model/schedule.ts'
import { dryRun } from '../../server/control/dry-run.ts'
import { foresee, reachOf } from '../../server/control/foresight.ts'
import { rehearse } from '../../server/control/rehearsal.ts'
import { dryRunSchedule, unattended } from '../../server/control/schedule-dry-run.ts'
import { fermenters } from '../bench/control/fermenters.ts'
import { mash } from '../bench/control/kettles.ts'
import { type Moment, run } from '../bench/control/rig.ts'
import type { Scenario } from '../bench/control/scenario.ts'

const begin = Date.UTC(2026, 0, 1)
const [hour, day] = [3600, 86_400]

function drained<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

const sceneAt = (second: number) => ({ at: begin + second * 1000, uptime: second * 1000, powerBudget: null })

/** Runs a scenario up to a second; what comes after can be had one by one. */
function upTo(scenario: Scenario, second: number) {
  const moments = run(scenario)
  for (const moment of moments as Iterable<Moment>) {
    if (moment.second === second) return { moments, loop: moment.loop }
  }
  throw new Error('the scenario is too short')
}

const kettle: Scenario = {
  ...mash({ name: 'k', start: 20 }),
  program: [{ at: 0, setPoint: 67 }],
  events: [],
  length: 2400,
}
const chamber: Scenario = {
  ...fermenters[0]!,
  program: [
    { at: 0, setPoint: 20 },
    { at: 2 * hour, setPoint: 17 },
  ],
  length: 6 * hour,
}

test.each([
  { name: 'kettle', scenario: kettle, at: 300, target: 67, within: 0.04, apart: 0.8 },
  { name: 'chamber', scenario: chamber, at: 2 * hour + 60, target: 17, within: 0.06, apart: 0.25 },
])(
  'a $name arrives when it was foreseen',
  ({ scenario, at, target, within, apart }) => {
    // The iterator is needed afterwards, and `for … of` would close it.
    const moments = run(scenario)
    let moment = moments.next().value as Moment
    while (moment.second < at) moment = moments.next().value as Moment
    const rehearsal = rehearse(moment.loop, sceneAt(at + 1))!
    const { points, reachesAt, there } = drained(foresee(rehearsal, reachOf(rehearsal.pace)))
    expect(there).toBe(false)
    let [arrived, worst, n] = [0, 0, 0]
    for (const { second, truth } of moments) {
      if (arrived === 0 && Math.abs(truth - target) <= 0.2) arrived = second
      const point = points[n]
      if (!point || point.at > begin + second * 1000) continue
      worst = Math.max(worst, Math.abs(truth - point.processValue))
      n++
    }
    expect(n).toBeGreaterThan(20)
    expect(worst).toBeLessThan(apart)
    const [foreseen, real] = [(reachesAt! - begin) / 1000 - at, arrived - at]
    expect(Math.abs(foreseen - real)).toBeLessThan(within * real)
  },
  60_000,
)

describe('a dry run', () => {
  const profileOf = (...points: [at: number, temperature: number, approach?: 'ramp'][]): Profile => ({
    ...ProfileBody.parse({
      id: 'dry-run',
      name: 'Dry run',
      points: points.map(([at, temperature, approach = 'step']) => ({ at, temperature, approach })),
    }),
    version: 1,
  })
  function played({ loop }: { loop: Moment['loop'] }, profile: Profile): Omit<DryRun, 'vessel' | 'assumptions'> {
    const rehearsal = rehearse(loop, sceneAt(10 * hour), { profile, from: profile.points[0]!.temperature })!
    return drained(dryRun(rehearsal, profile, { heater: 3500, cooler: 90 }, 'celsius'))
  }

  test('of a mash tells when each rest is reached and what it takes', () => {
    const house = upTo(kettle, 1500)
    const mode = house.loop.mode
    const { reached, energyKWh, problems, points } = played(house, profileOf([0, 52], [900, 62], [2400, 72]))
    expect(problems).toEqual([])
    const [first, second, third] = reached.map(({ reachedAt }) => reachedAt!)
    expect(first).toBe(0)
    expect(second).toBeGreaterThan(900 + 200)
    expect(second).toBeLessThan(900 + 900)
    expect(third! - 2400).toBeGreaterThan(200)
    // Twenty kelvin of some thirty litres, and what is lost meanwhile.
    expect(energyKWh).toBeGreaterThan(0.5)
    expect(energyKWh).toBeLessThan(2.5)
    expect(points.length).toBeGreaterThan(200)
    expect(Math.max(...points.map(({ processValue }) => processValue))).toBeLessThan(72.5)
    expect(house.loop.mode).toBe(mode)
  }, 60_000)

  test('of a schedule goes through all steps as if somebody stood by', () => {
    const { loop } = upTo(kettle, 1500)
    const body = ScheduleBody.parse({
      id: 'dry-run',
      name: 'Mash',
      steps: [
        { name: 'Strike', target: { kind: 'temperature', temperature: 60 }, confirmEnd: 'Add the grain' },
        {
          name: 'Rest',
          target: { kind: 'temperature', temperature: 66 },
          until: { conditions: [{ kind: 'time', seconds: 1200 }] },
        },
      ],
    })
    const schedule = unattended({ ...body, version: 1 })
    const rehearsal = rehearse(loop, sceneAt(10 * hour), { schedule, from: 50 })!
    const run = drained(dryRunSchedule(rehearsal, schedule, { heater: 3500, cooler: 0 }, 'celsius'))
    expect(run.problems).toEqual([])
    expect(run.reached).toMatchObject([
      { name: 'Strike', at: 0, temperature: 60 },
      { name: 'Rest', temperature: 66 },
    ])
    const [strike, rest] = run.reached
    expect(strike!.reachedAt).toBeGreaterThan(200)
    expect(rest!.at - strike!.reachedAt!).toBeLessThan(5)
    expect(Math.abs(run.length - rest!.reachedAt! - 1200)).toBeLessThan(5)
    expect(run.energyKWh).toBeGreaterThan(0.3)
  }, 60_000)

  test.each([
    {
      profile: profileOf([0, 52], [60, 70], [300, 72]),
      problem: /^Cannot heat from 5[12]\.\d °C to 70\.0 °C in 4 min: it takes \d+ min\.$/,
    },
    {
      profile: profileOf([0, 95], [60, 105]),
      problem: /^Cannot heat from 9\d\.\d °C to 105\.0 °C: it gets no further than 100\.0 °C\.$/,
    },
  ])(
    'of a mash says what it cannot: $problem',
    ({ profile, problem }) => {
      expect(played(upTo(kettle, 1500), profile).problems[0]).toMatch(problem)
    },
    60_000,
  )

  test.each([
    {
      profile: profileOf([0, 18], [2 * hour, 12, 'ramp'], [day, 12]),
      problems: [/^Cannot cool from 18\.\d °C to 12\.0 °C in 2 h: it takes/],
    },
    { profile: profileOf([0, 18], [2 * hour, 18], [day, 16, 'ramp']), problems: [] },
  ])(
    'of a fermentation says what it cannot: $problems',
    ({ profile, problems }) => {
      const run = played(upTo(chamber, 3 * hour), profile)
      expect(run.problems.length).toBe(problems.length)
      for (const [n, problem] of problems.entries()) expect(run.problems[n]).toMatch(problem)
      expect(run.coolerStarts).toBeGreaterThan(0)
      expect(run.energyKWh).toBeGreaterThan(0)
    },
    60_000,
  )
})
