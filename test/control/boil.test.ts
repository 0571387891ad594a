import { homeKettle, type KettleParameters, restingKettle, stepKettle } from '../../hardware/simulator/plants/kettle.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { type BoilState, boil, freshBoil } from '../../server/control/boil.ts'

const minute = 60

/** A kettle on a mountain boils earlier: the simulated one, seen so many degrees colder. */
function brew({
  from = 60,
  colder = 0,
  volume = 30,
  most = 100,
  minutes = 60,
  parameters = {},
  known = freshBoil,
  /** Whether others take its power in a second. */
  starved = (_: { bed: number }) => false,
}) {
  const random = seededRandom(7)
  const plant: KettleParameters = { ...homeKettle, ...parameters }
  let kettle = restingKettle(from + colder, volume)
  let state: BoilState = known
  let demand = 0
  let achieved = 0
  const run: { second: number; truth: number; demand: number; phase: string; volume: number }[] = []
  for (let second = 0; second < minutes * minute; second++) {
    const processValue = Math.round((kettle.probe - colder + 0.02 * random.normal()) / 0.0625) * 0.0625
    const step = boil(state, { processValue, seconds: 1, power: 80, most, achieved })
    state = step.state
    demand = step.demand
    achieved = starved(kettle) ? 0 : demand
    run.push({ second, truth: kettle.bed - colder, demand, phase: state.phase, volume: kettle.volume })
    kettle = stepKettle(kettle, { element: achieved / 100, pump: 1, room: 20 }, 1, plant)
  }
  return { run, state, when: (phase: string) => run.find(one => one.phase === phase)?.second }
}

test('goes full power, then gently until the hot break is over, then as it is told', () => {
  const { run, when, state } = brew({})
  const [guard, plateau, boiling] = [when('guard')!, when('hot-break')!, when('boiling')!]
  expect(run.slice(0, guard).every(({ demand }) => demand === 100)).toBe(true)
  expect(run.slice(guard, boiling).every(({ demand }) => demand === 50)).toBe(true)
  expect(run.slice(boiling).every(({ demand }) => demand === 80)).toBe(true)
  // Seen within three minutes of the true boil, and never before it.
  const boils = run.find(({ truth }) => truth >= 100)!.second
  expect(plateau - boils).toBeGreaterThan(0)
  expect(plateau - boils).toBeLessThan(3 * minute)
  expect(boiling - plateau).toBe(300)
  expect(state.boilsAt).toBeCloseTo(100, 0)
})

test.each([0, 3, 6])('when it boils %d °C earlier, on a mountain, it is held back all the same', colder => {
  const { run, when, state } = brew({ colder })
  expect(state.boilsAt).toBeCloseTo(100 - colder, 0)
  const boils = run.find(({ truth }) => truth >= 100 - colder)!
  expect(boils.demand).toBe(50)
  expect(when('boiling')! - boils.second).toBeGreaterThanOrEqual(300)
})

test.each([
  ['a slow sensor', { parameters: { deadTime: 60, lag: 30, flow: 4 } }],
  ['a big kettle on little power', { volume: 100, parameters: { power: 2500 }, minutes: 240 }],
  ['a small one on much', { volume: 12, parameters: { power: 5500 } }],
])('%s boils without full power at its hot break', (_, brewery) => {
  const { run, when } = brew(brewery)
  const boils = run.find(({ truth }) => truth >= 99.9)!.second
  expect(when('boiling')! - boils).toBeGreaterThanOrEqual(300)
  expect(run.slice(boils, boils + 300).every(({ demand }) => demand <= 50)).toBe(true)
})

test('while others take its power it stands still, or cools down, without being taken for a boil', () => {
  let taken = 0
  const { run, when, state } = brew({
    minutes: 90,
    starved: ({ bed }) => (taken > 0 || bed > 94) && taken++ < 20 * minute,
  })
  const coldest = run.slice(run.findIndex(({ truth }) => truth > 94)).find(({ truth }) => truth < 93.5)
  expect(coldest).toBeDefined()
  expect(when('hot-break')).toBeGreaterThan(run.find(({ truth }) => truth >= 100)!.second)
  expect(state.boilsAt).toBeCloseTo(100, 0)
})

test('once the boiling point is known it is held back only just below', () => {
  const first = brew({})
  const known = { ...freshBoil, boilsAt: first.state.boilsAt }
  const second = brew({ known })
  expect(second.when('guard')!).toBeGreaterThan(first.when('guard')! + minute)
  expect(second.when('boiling')!).toBeLessThan(first.when('boiling')!)
})

test('a kettle whose losses stop the rise below the boil gets more power instead of a false boil', () => {
  const { state, run } = brew({ parameters: { loss: 25 }, minutes: 120 })
  expect(state.phase).toBe('boiling')
  expect(run.at(-1)!.truth).toBeGreaterThan(99)
  expect(state.boilsAt).toBeGreaterThan(98.5)
})

test('a limit of power holds in every phase', () => {
  const { run, state } = brew({ most: 60, minutes: 90 })
  expect(Math.max(...run.map(({ demand }) => demand))).toBe(60)
  expect(state.phase).toBe('boiling')
})

test('what is poured in cold has a hot break of its own', () => {
  const { state } = brew({})
  const chilled = boil(state, { processValue: 90, seconds: 1, power: 80, most: 100, achieved: 80 })
  expect(chilled.state.phase).toBe('approach')
  expect(chilled.demand).toBe(100)
})
