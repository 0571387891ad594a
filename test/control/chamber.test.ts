import { LearnedChamber } from '../../data/model/learned.ts'
import { fridgeFermenter, restingFermenter, stepFermenter } from '../../hardware/simulator/plants/fermenter.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { chamber, freshChamber, learnedBy } from '../../server/control/chamber/chamber.ts'
import { type Belief, correct, isSound, predict } from '../../server/control/chamber/estimator.ts'
import { forecast, rest } from '../../server/control/chamber/forecast.ts'
import { begin, knowledgeOf } from '../../server/control/chamber/knowledge.ts'
import { at, ratesOf, size } from '../../server/control/chamber/model.ts'
import { below, truncated } from '../../server/control/chamber/normal.ts'
import { decide, duty } from '../../server/control/chamber/plan.ts'
import type { ControllerInput, Means } from '../../server/control/controller.ts'

const p = fridgeFermenter

/** What would be learned of the nominal fridge, were it known exactly. */
const known: LearnedChamber = LearnedChamber.parse({
  kind: 'chamber',
  ...Object.fromEntries(
    Object.entries({
      beerTime: p.beerCapacity / p.airBeer,
      airBeerTime: p.airCapacity / p.airBeer,
      airWallTime: p.airCapacity / p.wallAir,
      wallTime: p.wallCapacity / p.wallAir,
      airRoomTime: p.airCapacity / p.roomAir,
      coolingRate: (3600 * p.compressorPower) / p.wallCapacity,
      heatingRate: (3600 * p.heaterPower) / p.airCapacity,
      heaterTime: p.heaterCapacity / p.heaterAir,
    }).map(([name, value]) => [name, { value, uncertainty: 0.01 }]),
  ),
})

const means = (settings: Partial<Means> = {}): Means => ({
  power: 90,
  on: false,
  output: 0,
  shares: false,
  readyIn: 0,
  boundFor: 0,
  minimumOn: 180,
  minimumOff: 300,
  ...settings,
})

/** A state of the nominal fridge, °C. */
function stateOf({ beer, air = beer, wall = air, room = 20 }: Record<string, number> & { beer: number }) {
  const { x } = begin(beer, air, known)
  x[at.wall] = wall
  x[at.room] = room
  return x
}

describe('the normal distribution', () => {
  test.each([
    [0, 0.5],
    [1, 0.841344746],
    [-1.96, 0.024997895],
    [3, 0.998650102],
  ])('below %d lies %d', (x, share) => expect(below(x)).toBeCloseTo(share, 6))

  test.each([
    [-1, 1],
    [0, 2],
    [-3, -0.5],
  ])('cut to %d…%d it has the moments that summing up gives', (low, high) => {
    let [mass, first, second] = [0, 0, 0]
    for (let x = low; x < high; x += 1e-4) {
      const weight = Math.exp((-x * x) / 2)
      mass += weight
      first += weight * x
      second += weight * x * x
    }
    const cut = truncated(low, high)!
    expect(cut.mean).toBeCloseTo(first / mass, 3)
    expect(cut.variance).toBeCloseTo(second / mass - (first / mass) ** 2, 3)
  })
})

describe('what a reading tells', () => {
  const probe = at.beerProbe

  test('in the middle of a step it moves nothing, and the more often it comes the less it tells', () => {
    let belief = begin(20, 20, null)
    const before = belief.p[probe * (size + 1)]!
    belief = correct(belief, probe, 20, 0.01)
    const once = belief.p[probe * (size + 1)]!
    expect(belief.x[probe]).toBeCloseTo(20, 6)
    expect(once).toBeLessThan(before)
    for (let n = 0; n < 20; n++) belief = correct(belief, probe, 20, 0.01)
    const often = belief.p[probe * (size + 1)]!
    belief = correct(belief, probe, 20, 0.01)
    expect(often - belief.p[probe * (size + 1)]!).toBeLessThan((before - once) / 20)
  })

  test('at the edge of a step, readings on either side find what is between them', () => {
    let belief = begin(20, 20, null)
    for (let n = 0; n < 200; n++) belief = correct(belief, probe, n % 4 === 0 ? 20.0625 : 20, 0.01)
    // A quarter of noise of 0.01 °C is above 0.67 of it; what the reading may lag behind makes it a little more.
    expect(belief.x[probe]).toBeGreaterThan(20.03125 - 0.02)
    expect(belief.x[probe]).toBeLessThan(20.03125 - 0.005)
  })

  test('an open door is not learned from', () => {
    const belief = correct(begin(20, 20, null), at.airProbe, 60, 0.03)
    expect(belief.x[at.air]! - 20).toBeLessThan(2)
    expect(isSound(belief)).toBe(true)
  })
})

test('the covariance stays symmetric and positive through a day', () => {
  const random = seededRandom(7)
  let belief = begin(18, 18, null)
  for (let n = 0; n < 17_280; n++) {
    belief = predict(belief, n % 400 < 60 ? 1 : 0, 0, 5)
    belief = correct(belief, at.beerProbe, Math.round((18 + 0.01 * random.normal()) * 16) / 16, 0.01)
  }
  for (let i = 0; i < size; i++) {
    expect(belief.p[i * (size + 1)]).toBeGreaterThan(0)
    for (let j = 0; j < i; j++) expect(belief.p[i * size + j]).toBeCloseTo(belief.p[j * size + i]!, 12)
  }
})

test('a forecast with the right rates goes where the plant goes', () => {
  let plant = { ...restingFermenter(18), air: 15, wall: 2, airProbe: 15 }
  const outlook = forecast(
    stateOf({ beer: 18, air: 15, wall: 2 }),
    ratesOf(begin(18, 18, known).x),
    rest,
    Array(20).fill(18),
    7200,
    at.beer,
  )
  let valley = 0
  for (let second = 0; second < 7200; second++) {
    plant = stepFermenter(plant, { compressor: 0, heater: 0, room: 20 }, 1)
    valley = Math.min(valley, plant.beer - 18)
  }
  expect(valley).toBeLessThan(-0.3)
  expect(outlook.valley).toBeCloseTo(valley, 2)
  expect(outlook.end).toBeCloseTo(plant.beer - 18, 2)
})

test('what was learned survives being told to another one, and says what it is', () => {
  const knowledge = knowledgeOf(begin(20, 20, known))
  expect(LearnedChamber.parse(knowledge)).toEqual(knowledge)
  expect(knowledge.beerTime.value).toBeCloseTo(21_825, 3)
  expect(knowledge.coolingRate.value).toBeCloseTo(40.5, 6)
  // Never surer than that: it may be another beer in there.
  expect(knowledge.beerTime.uncertainty).toBeCloseTo(0.03, 6)
})

test('the share a cooler must run is the one that holds the plant', () => {
  const share = duty(stateOf({ beer: 10 }), ratesOf(begin(10, 10, known).x), 10)
  let plant = { ...restingFermenter(10), wall: 6 }
  for (let second = 0; second < 40 * 3600; second++)
    plant = stepFermenter(plant, { compressor: share, heater: 0, room: 20 }, 1)
  expect(plant.beer).toBeCloseTo(10, 1)
})

describe('a decision', () => {
  const idle = decide(freshChamber(null).decision, situation({ beer: 18 }))

  function situation(state: Parameters<typeof stateOf>[0], settings: Partial<Parameters<typeof decide>[1]> = {}) {
    return {
      x: stateOf(state),
      held: at.beer,
      setPointIn: () => 18,
      heater: means({ shares: true, minimumOn: 0, minimumOff: 0 }),
      cooler: means(),
      ...settings,
    } as const
  }

  test.each([
    ['cools what is too warm', { beer: 20 }, {}, { cool: true, heat: 0 }],
    ['heats what is too cold', { beer: 15, room: 12 }, {}, { cool: false, heat: 1 }],
    ['rests at the set point', { beer: 18, room: 18 }, {}, { cool: false, heat: 0 }],
    [
      'goes on cooling as long as the cold in store is not enough',
      { beer: 19.5, air: 12, wall: 4 },
      { cooler: means({ on: true }) },
      { cool: true },
    ],
    [
      'stops long before the set point when it is',
      { beer: 18.5, air: 10, wall: 0 },
      { cooler: means({ on: true }) },
      { cool: false },
    ],
    ['waits for what is still to come', { beer: 18.5, air: 10, wall: 0 }, {}, { cool: false }],
    ['brakes what would get too cold', { beer: 18.1, air: 10, wall: 0 }, {}, { cool: false, warming: true }],
    [
      'cools before a ramp begins',
      { beer: 18, room: 18 },
      { setPointIn: (s: number) => 18 - s / 3600 },
      { cool: true },
    ],
    ['asks nothing of a cooler it has not', { beer: 20 }, { cooler: null }, { cool: false, heat: 0 }],
    ['asks nothing of a heater it has not', { beer: 15 }, { heater: null }, { cool: false, heat: 0 }],
    [
      'switches a relay that cannot do shares',
      { beer: 15, room: 12 },
      { heater: means({ minimumOn: 0 }) },
      { heat: 1 },
    ],
  ])('%s', (_, state, settings, expected) => {
    expect(decide(idle, situation(state, settings))).toMatchObject(expected)
  })
})

describe('the controller', () => {
  const input = (settings: Partial<ControllerInput> = {}): ControllerInput => ({
    setPoint: 18,
    setPointIn: () => 18,
    processValue: 20,
    air: 20,
    seconds: 1,
    achieved: 0,
    least: -100,
    most: 100,
    heater: null,
    cooler: means(),
    ...settings,
  })
  const tuning = { kind: 'chamber', holds: 'beer' } as const

  test('answers at the first tick, and thinks again at once when the set point changes', () => {
    const first = chamber(tuning, freshChamber(null), input())
    expect(first.demand).toBe(-100)
    expect(chamber(tuning, first.state, input({ setPoint: 22, setPointIn: () => 22 })).demand).toBe(0)
  })

  test('begins with what it was told, and forgets what it was not', () => {
    const taught = chamber(tuning, freshChamber(known), input()).state
    expect(learnedBy(taught)?.beerTime.value).toBeCloseTo(21_825, 3)
    expect(learnedBy(chamber(tuning, freshChamber(null), input()).state)?.beerTime.value).toBeCloseTo(20_000, 3)
    expect(learnedBy(freshChamber(known))).toBe(known)
  })

  test('takes a cooler without minimum times for the valve of a jacket', () => {
    const valve = means({ minimumOn: 0, minimumOff: 0 })
    const { state } = chamber(tuning, freshChamber(null), input({ cooler: valve }))
    expect(learnedBy(state)?.wallTime.value).toBeCloseTo(60, 3)
  })

  test('a belief that went astray is given up', () => {
    const { state } = chamber(tuning, freshChamber(null), input())
    const belief: Belief = { x: new Float64Array(size).fill(Number.NaN), p: state.belief!.p }
    const after = chamber(tuning, { ...state, belief, since: 5 }, input()).state
    expect(isSound(after.belief!)).toBe(true)
    expect(after.belief!.x[at.beer]).toBeCloseTo(20, 3)
  })
})
