import type { LearnedChamber } from '../../data/model/learned.ts'
import { fermenters } from '../bench/control/fermenters.ts'
import { measure, missed } from '../bench/control/measure.ts'
import { run } from '../bench/control/rig.ts'
import type { Scenario } from '../bench/control/scenario.ts'

const scenario = (name: string, changes: Partial<Scenario> = {}): Scenario => ({
  ...fermenters.find(known => known.name === name)!,
  ...changes,
})

const hour = 3600

test.each([
  ['A', scenario('A')],
  ['C', scenario('C', { length: 22 * hour })],
  ['D as its fermentation begins', scenario('D', { length: 30 * hour })],
  ['a beer without a probe around it', scenario('beer-only', { length: 14 * hour, gates: { overshoot: 0.15 } })],
  ['a tank in a jacket', scenario('jacket', { length: 8 * hour, gates: { overshoot: 0.15 } })],
])('%s is held as well as it has to be, by a controller that knows nothing of it', (_, plant) => {
  const figures = measure(plant, run(plant))
  expect(missed(plant, figures)).toEqual({})
})

test('what is learned is what the plant is', () => {
  const plant = scenario('A', { length: 6 * hour })
  let learned: LearnedChamber | null = null
  for (const { loop } of run(plant)) learned = loop.learned as LearnedChamber
  const { parameters: p } = plant.plant as Extract<Scenario['plant'], { kind: 'fermenter' }>
  expect(learned!.beerTime.value / (p.beerCapacity / p.airBeer)).toBeCloseTo(1, 1)
  expect(learned!.wallTime.value / (p.wallCapacity / p.wallAir)).toBeCloseTo(1, 0)
  expect(learned!.beerTime.uncertainty).toBeLessThan(0.1)
})

test('what was learned outlasts being switched off, and is forgotten when asked to', () => {
  const minutes = run(scenario('A', { length: 600 }))
  let loop = null
  for (const moment of minutes) loop = moment.loop
  const learned = loop!.learned
  loop!.setMode({ kind: 'off' })
  expect(loop!.learned).toEqual(learned)
  loop!.learn(null)
  expect(loop!.learned).toBeNull()
  loop!.learn(learned)
  expect(loop!.learned).toEqual(learned)
})
