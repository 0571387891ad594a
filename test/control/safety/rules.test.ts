import { freshStillness, heard, still } from '../../../server/control/safety/frozen.ts'
import { plantOf } from '../../../server/control/safety/plant.ts'
import { type Effort, freshResponse, respond } from '../../../server/control/safety/response.ts'
import { longestRun, notRunning, run } from '../../../server/control/safety/running.ts'
import { freshResting, watchRest } from '../../../server/control/safety/stuck.ts'

/** 30 L over 3.5 kW, and 20 L in a fridge with a heater of 40 W. */
const kettle = plantOf({ kind: 'kettle', volume: 30, cooler: null }, 3500, 0)
const fridge = plantOf({ kind: 'fermenter', volume: 20, cooler: 'compressor' }, 40, 90)

/** Seconds until a heater is found to have no effect, its vessel showing `values` of the second; null: not within `limit`. */
function silence(
  plant: typeof kettle,
  value: (second: number, share: number) => number,
  more: Partial<Effort> = {},
  limit = 40_000,
): number | null {
  let state = freshResponse
  for (let second = 1; second <= limit; second++) {
    const share = state.check ? 0 : (more.share ?? 1)
    const power = share * (more.sign === -1 ? plant.cooler : plant.heater)
    const effort: Effort = {
      uptime: second * 1000,
      seconds: 1,
      sign: 1,
      task: 'far',
      ...more,
      share,
      power,
      value: value(second, share),
    }
    const result = respond(state, effort, plant)
    if (result.failed) return second
    state = result.state
  }
  return null
}

describe('a heater that has no effect', () => {
  test('is found when a vessel without losses would be 10 °C warmer', () => {
    expect(silence(kettle, () => 20)).toBe(Math.ceil((10 * 30 * 4186) / 3500))
  })
  test.each([
    [0.49, true],
    [0.5, false],
  ])('a rise by %d °C in that time leaves it found: %s', (rise, found) => {
    expect(silence(kettle, second => 20 + (second > 300 ? rise : 0), {}, 400) !== null).toBe(found)
  })
  test('is not sought near the set point, nor while a low output may only make up for losses', () => {
    expect(silence(kettle, () => 67, { task: 'there' })).toBeNull()
    expect(silence(kettle, () => 67, { task: null, share: 0.4 })).toBeNull()
    expect(silence(kettle, () => 20, { task: null, share: 0.4 })).not.toBeNull()
  })
  test('boiling makes steam, and cold water recovers; cooling down from a boil is found', () => {
    expect(silence(kettle, () => 99.9)).toBeNull()
    expect(silence(kettle, second => (second < 900 ? 99.9 : Math.min(99.9, 92 + (second - 900) * 0.02)))).toBeNull()
    expect(silence(kettle, second => 99.9 - Math.max(0, second - 900) * 0.005)).not.toBeNull()
  })
  test('grain that takes ten degrees away is no fault', () => {
    expect(silence(kettle, second => (second < 60 ? 67 - second / 6 : 57 + (second - 60) * 0.02))).toBeNull()
  })
  test('a fridge that only just holds is proved by a rest, a dead one is not', () => {
    const holds = silence(fridge, (_, share) => 4 + (share > 0 ? 0 : 0.2), { sign: -1 })
    const dead = silence(fridge, () => 20, { sign: -1 })
    expect(holds).toBeNull()
    expect(dead).toBeLessThan(2.5 * 3600)
  })
  test('nor is one whose beer goes on to warm for an hour, or gives way a little on a hot day; a degree is too much', () => {
    /** Beer that warms by so many °C an hour while it is cooled for so long, and while it is not. */
    const beer = (cooled: (hours: number) => number, resting: number) => {
      let value = 7
      return (second: number, share: number) => (value += (share > 0 ? cooled(second / 3600) : resting) / 3600)
    }
    const late = beer(hours => 0.4 * Math.exp(-hours / 0.8), 0.3)
    const hot = beer(() => 0.03, 0.35)
    const lost = beer(() => 0.4, 0.8)
    expect(silence(fridge, late, { sign: -1 })).toBeNull()
    expect(silence(fridge, hot, { sign: -1 })).toBeNull()
    expect(silence(fridge, lost, { sign: -1 })).toBeLessThan(4 * 3600)
  })
  test('nothing is judged without a reading', () => {
    const nothing = {
      uptime: 0,
      seconds: 1,
      sign: 1,
      share: 1,
      power: 3500,
      value: null,
      task: 'far',
    } as const
    expect(respond(freshResponse, nothing, kettle)).toEqual({ state: freshResponse, failed: false })
  })
})

/** Seconds until a suspect is found to be on while everything rests. */
function stuck(
  plant: typeof kettle,
  value: (second: number) => number,
  more: { air?: (second: number) => number; sign?: 1 | -1; setPoint?: number } = {},
  limit = 20_000,
) {
  let state = freshResting
  const sign = more.sign ?? 1
  for (let second = 0; second <= limit; second++) {
    const power = sign > 0 ? plant.heater : plant.cooler
    const rest = {
      uptime: second * 1000,
      sign,
      power,
      value: value(second),
      air: more.air?.(second) ?? null,
      setPoint: more.setPoint ?? null,
    }
    const result = watchRest(state, rest, 1, plant)
    if (result.failed) return second
    state = result.state
  }
  return null
}

describe('a relay that is welded', () => {
  const rate = 3500 / (30 * 4186)
  test('is found once what the bottom stored must be used up', () => {
    expect(stuck(kettle, second => 60 + rate * second)).toBe(Math.ceil(kettle.settle))
  })
  test.each([
    [0.55, false],
    [0.65, true],
    [1.5, true],
    // Hot water is poured in.
    [1.7, false],
  ])('a rise at %d times its power is the heater: %s', (times, found) => {
    expect(stuck(kettle, second => 20 + times * rate * second, {}, 2000) !== null).toBe(found)
  })
  test('ten degrees past the set point and rising is one, a lazy kettle that overshoots is not', () => {
    expect(stuck(kettle, second => 67 + 0.05 * second, { setPoint: 67 })).toBe(600)
    expect(stuck(kettle, second => 67 + Math.min(9, 0.05 * second), { setPoint: 67 }, 900)).toBeNull()
    expect(stuck(fridge, second => 18 + 0.05 * second, { setPoint: 18 }, 2000)).toBeNull()
  })
  test('a late probe that shows for minutes what an element left below, when it went off at the set point, is none', () => {
    const late = (second: number) =>
      66 + 0.055 * Math.min(second, 90) + 6 * (1 - Math.exp(-Math.max(0, second - 90) / 90))
    expect(stuck(kettle, late, { setPoint: 66 }, 1200)).toBeNull()
  })
  test('hot and past its set point it must cool within half an hour, and must not rise once its bottom has mixed', () => {
    expect(stuck(kettle, () => 70, { setPoint: 67 })).toBe(Math.ceil(kettle.settle) + 1800)
    expect(stuck(kettle, second => 70 - second * 2e-4, { setPoint: 67 })).toBeNull()
    expect(stuck(kettle, () => 67.5, { setPoint: 67 })).toBeNull()
    expect(stuck(kettle, () => 40, { setPoint: 30 })).toBeNull()
    expect(stuck(kettle, second => 70 + second * 0.003, { setPoint: 67 })).toBe(Math.ceil(2 * kettle.settle))
  })
  test('what rises on for minutes after a kettle was heated unstirred is no fault', () => {
    expect(stuck(kettle, second => 60 + 8.8 * (1 - Math.exp(-second / 314)))).toBeNull()
  })
  test('a boil that goes on for half an hour after it was switched off is one', () => {
    expect(stuck(kettle, () => 99.9)).toBe(1800)
    expect(stuck(kettle, second => 99.9 - second * 0.001)).toBeNull()
  })
  test('fermentation and a warm room are none', () => {
    expect(stuck(fridge, second => 18 + (second * 1.1) / 3600)).toBeNull()
  })
  test('air that is warmer than any room makes it is one; air as a warm room makes it is not', () => {
    expect(stuck(fridge, () => 18, { air: () => 25.5 })).not.toBeNull()
    expect(stuck(fridge, () => 18, { air: () => 22 })).toBeNull()
  })
  test('a compressor: air that stays cold is one', () => {
    expect(stuck(fridge, () => 18, { sign: -1, air: () => 7 })).not.toBeNull()
    expect(stuck(fridge, () => 18, { sign: -1, air: second => 18 - 10 * Math.exp(-second / 1800) })).toBeNull()
  })
})

describe('a frozen probe', () => {
  /** Seconds until it is found; the value moves by a step every `every` seconds. */
  function frozen(
    plant: typeof kettle,
    power: number,
    { every = Number.POSITIVE_INFINITY, far = true, value = 20 } = {},
  ) {
    let state = freshStillness
    for (let second = 1; second <= 40_000; second++) {
      state = heard(state, value + (Math.floor(second / every) % 2) / 16, second * 1000)
      const stirring = { uptime: second * 1000, seconds: 1, value, power: state.check ? 0 : power, far, coarse: false }
      const result = still(state, stirring, plant)
      if (result.failed) return second
      state = result.state
    }
    return null
  }
  test('is found within minutes in a kettle at full power, within two hours in a fridge', () => {
    expect(frozen(kettle, 3500)).toBeLessThan(360)
    expect(frozen(fridge, 40)).toBeLessThan(1.5 * 3600)
  })
  test('owes three times as much while the vessel is held', () => {
    expect(frozen(fridge, 12, { far: false })).toBeGreaterThan(3 * frozen(fridge, 40)!)
  })
  test('one step now and then is a sign of life, also in the last second of the check', () => {
    expect(frozen(kettle, 3500, { every: 119 })).toBeNull()
    expect(frozen(kettle, 3500, { every: 320 })).toBeNull()
  })
  test('a boil stands still, and so does a vessel that nothing heats', () => {
    expect(frozen(kettle, 3500, { value: 99.9 })).toBeNull()
    expect(frozen(kettle, 0)).toBeNull()
  })
})

describe('the longest run', () => {
  const heater = { use: 'heater', maximumOn: null } as const
  test.each([
    ['heater', null, 14_400],
    ['cooler', null, 7200],
    ['pump', null, 86_400],
    ['valve', null, Number.POSITIVE_INFINITY],
    ['pump', 0, Number.POSITIVE_INFINITY],
    ['heater', 60, 60],
  ] as const)('of a %s with %p is %d s', (use, maximumOn, seconds) => {
    expect(longestRun({ use, maximumOn })).toBe(seconds)
  })
  const at = (value: number) => ({ value, rests: false })
  test('is reached at that second, and begins anew with a break or an answer', () => {
    const first = run(notRunning, heater, true, at(20), 0).state
    expect(run(first, heater, true, at(20), 14_399_999).tooLong).toBe(false)
    expect(run(first, heater, true, at(20), 14_400_000).tooLong).toBe(true)
    expect(run(run(first, heater, true, at(20.5), 10_000_000).state, heater, true, at(20.5), 14_400_000).tooLong).toBe(
      false,
    )
    expect(run(run(first, heater, false, at(20), 10_000_000).state, heater, true, at(20), 14_400_000).tooLong).toBe(
      false,
    )
  })
  test('of a cooler ends with a rest', () => {
    const cooler = { use: 'cooler', maximumOn: null } as const
    const first = run(notRunning, cooler, true, at(10), 0).state
    expect(run(first, cooler, true, at(10), 7_200_000)).toMatchObject({
      tooLong: false,
      state: { restsUntil: 8_100_000 },
    })
  })
  test('of a heater ends with a rest where the air tells after it whether it works', () => {
    const beside = { value: 20, rests: true }
    const first = run(notRunning, heater, true, beside, 0).state
    const rested = { tooLong: false, state: { restsUntil: 15_300_000 } }
    expect(run(first, heater, true, beside, 14_400_000)).toMatchObject(rested)
  })
})
