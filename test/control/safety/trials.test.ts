import { aired, courseOf, foreseen, freshAir } from '../../../server/control/safety/air-line.ts'
import { freshKnocking, type Knocking, knock, knocks, shown } from '../../../server/control/safety/knock.ts'
import { plantOf } from '../../../server/control/safety/plant.ts'
import { type Found, Trials } from '../../../server/control/safety/trials.ts'

describe('the course of air', () => {
  test('is the line through five minutes, and dies away', () => {
    let line = freshAir
    for (let second = 0; second <= 400; second++) line = aired(line, 18 + second / 600, second * 1000)
    const course = courseOf(line, 400_000)!
    expect(course.slope).toBeCloseTo(1 / 600, 6)
    expect(course.level).toBeCloseTo(18 + 395 / 600, 2)
    expect(foreseen(course, 460_000) - course.level).toBeCloseTo(0.1, 2)
    expect(foreseen(course, 1e9) - course.level).toBeCloseTo(2, 2)
  })
  test('is level before that', () => {
    let line = freshAir
    expect(courseOf(line, 0)).toBeNull()
    for (let second = 0; second <= 290; second++) line = aired(line, 18 + second / 600, second * 1000)
    expect(courseOf(line, 290_000)).toMatchObject({ slope: 0 })
    expect(courseOf(line, 290_000)!.level).toBeCloseTo(18.475, 2)
  })
})

/** Air between a vessel at 18 °C and a room, with 40 W that warm it by 7 °C and a compressor that cools it by 12. */
interface Fridge {
  heats: (told: number) => number
  cools: (told: number) => number
  room: number
  /** °C by which an open door would warm the air. */
  door?: (second: number) => number
  /** °C/s by which the vessel moves. */
  drift?: number
  /** From this second on the air's probe shows what it showed then. */
  frozenFrom?: number
}
const sound: Fridge = { heats: told => told, cools: told => told, room: 18 }

/** Plays a loop that asks for `asked` (−1…1) of a second, unless it is ordered otherwise; what was found, and when. */
function play(fridge: Fridge, asked: (second: number) => number, seconds = 20_000) {
  const trials = new Trials()
  let [air, wall, warmth, shown] = [18, 0, 0, 18]
  let [found, foundAt]: [Found | null, number] = [null, 0]
  let [tried, chilled] = [0, 0]
  for (let second = 0; second < seconds && !found; second++) {
    const told = trials.order === null ? asked(second) : trials.order / 100
    if (trials.order !== null) tried++
    if ((trials.order ?? 0) < 0) chilled++
    const [heat, cold] = [Math.max(0, told), Math.max(0, -told)]
    const beer = 18 + (fridge.drift ?? 0) * second
    warmth += (fridge.heats(heat) * 7 - warmth) / 100
    wall += (fridge.cools(cold) * 12 - wall) / 1200
    air += (beer + 0.3 * (fridge.room - beer) + (fridge.door?.(second) ?? 0) + warmth - wall - air) / 300
    // Live probes flicker by a bit.
    if (second < (fridge.frozenFrom ?? Number.POSITIVE_INFINITY))
      shown = (Math.round(air * 16) + ((second >> 5) & 1)) / 16
    const value = (Math.round(beer * 16) + ((second >> 6) & 1)) / 16
    trials.observe(value)
    const [first] = trials.look({
      uptime: second * 1000,
      seconds: 1,
      held: true,
      value,
      air: shown,
      heater: { share: heat, stirred: heat * 5e-4 },
      cooler: { share: cold, stirred: -cold * 1e-3 },
      step: 0.0625,
    })
    if (first) [found, foundAt] = [first, second]
  }
  return { found, foundAt, tried, chilled }
}

const dead = () => 0
const welded = () => 1
/** Runs of ten minutes with pauses of twenty. */
const cooling = (second: number) => (second % 1800 < 600 ? -1 : 0)
const heating = (second: number) => (second % 1800 < 600 ? 1 : 0)
const low = () => 0.2
/** Open while all rests for a proof. */
const ajar = (second: number) => (second > 4000 && second < 5500 ? 12 : 0)

describe('actuators in a chamber whose air is measured', () => {
  test.each([
    ['heating', heating],
    ['cooling', cooling],
    ['little heat', low],
    ['rest', () => 0],
  ])('sound ones are not blamed: %s', (_, asked) => {
    expect(play(sound, asked, 40_000).found).toBeNull()
    expect(play({ ...sound, room: 30 }, asked, 40_000).found).toBeNull()
    expect(play({ ...sound, room: 5 }, asked, 40_000).found).toBeNull()
  })
  test('what answers at every switching is never tried', () => {
    expect(play(sound, heating, 15_000).tried).toBe(0)
    expect(play(sound, cooling, 5000).tried).toBe(0)
  })
  test('what works at its limit, and holds the air where only it puts it, is not tried either', () => {
    expect(play(sound, () => -1, 7000)).toMatchObject({ found: null, tried: 0 })
    expect(play(sound, () => 1, 5000)).toMatchObject({ found: null, tried: 0 })
  })
  test('a compressor that only may be welded is not run in a cold room: that its air is no colder than the room makes it is enough', () => {
    const { found, tried, chilled } = play({ ...sound, room: 12 }, heating, 40_000)
    expect(found).toBeNull()
    expect(tried).toBeGreaterThan(600)
    expect(chilled).toBe(0)
  })
  test.each([
    ['a dead heater', { ...sound, heats: dead }, heating, { part: 'heater', verdict: 'dead' }],
    ['one that is asked for little', { ...sound, heats: dead }, low, { part: 'heater', verdict: 'dead' }],
    ['one while a door is opened', { ...sound, heats: dead, door: ajar }, cooling, { part: 'heater', verdict: 'dead' }],
    ['a dead compressor', { ...sound, cools: dead }, cooling, { part: 'cooler', verdict: 'dead' }],
    ['a welded heater', { ...sound, heats: welded }, () => 0, { part: 'heater', verdict: 'stuck-on' }],
    ['one that a compressor fights', { ...sound, heats: welded }, cooling, { part: 'heater', verdict: 'stuck-on' }],
    ['a welded compressor', { ...sound, cools: welded }, () => 0, { part: 'cooler', verdict: 'stuck-on' }],
    ['one that a heater fights', { ...sound, cools: welded }, heating, { part: 'cooler', verdict: 'stuck-on' }],
    ['a frozen probe in the air', { ...sound, frozenFrom: 4000 }, heating, { part: 'heater', verdict: 'frozen' }],
    ['one beside a compressor', { ...sound, frozenFrom: 4000 }, cooling, { part: 'heater', verdict: 'frozen' }],
  ])('%s is found and named', (_, fridge, asked, expected) => {
    expect(play(fridge, asked, 60_000).found).toEqual(expected)
  })
  test('a welded heater is found in a fridge that cools all day, and comes on all the while', () => {
    const slow = { ...sound, drift: -0.8 / 3600 }
    expect(play({ ...slow, heats: welded }, () => -1, 36_000).found).toMatchObject({ part: 'heater' })
    const { found, tried } = play(slow, () => -1, 28_000)
    expect({ found, tried }).toEqual({ found: null, tried: 0 })
    expect(play(slow, () => -1, 60_000).found).toBeNull()
  })
  test('a sound one is not blamed for a door that was open when it was tried, and closed then', () => {
    for (let opened = 4000; opened < 12_000; opened += 1000) {
      const door = (second: number) => (second > opened && second < opened + 1800 ? 8 : 0)
      for (const asked of [cooling, heating, low, () => 0])
        expect({ opened, found: play({ ...sound, door }, asked).found }).toEqual({ opened, found: null })
    }
  })
  test('a heater that is dead from the start is found within a quarter of an hour at full power', () => {
    const { found, foundAt } = play({ ...sound, heats: dead }, () => 1)
    expect(found).toEqual({ part: 'heater', verdict: 'dead' })
    expect(foundAt).toBeLessThan(1000)
  })
  test('nothing is tried any longer when the vessel is not held', () => {
    const trials = new Trials()
    for (let second = 0; trials.order === null && second < 40_000; second++)
      trials.look({
        uptime: second * 1000,
        seconds: 1,
        held: true,
        value: 18 + (second % 2) / 16,
        air: 18,
        heater: { share: 0.2, stirred: 1e-4 },
        cooler: null,
        step: 0.0625,
      })
    expect(trials.order).not.toBeNull()
    trials.rest()
    expect(trials.order).toBeNull()
  })
})

describe('a knock at a still probe', () => {
  /** Seconds until it is found frozen; `alive`: °C/s by which it moves with the heater; watched for `watched` hours before, and `asked` for. */
  function knocked(alive: number, watched = 0, asked = 0.3) {
    let state: Knocking = { ...freshKnocking, watched: watched * 3600, longest: 100 }
    let [value, knocksSeen] = [18, 0]
    for (let second = 0; second < 40_000; second++) {
      const order = knocks(state)
      const share = order === null ? asked : order === 'works' ? 1 : 0
      if (order === 'works') knocksSeen++
      if (order !== null) value += alive * share
      state = shown(state, Math.round(value * 16) / 16)
      const result = knock(state, { seconds: 1, share, stirred: share * 4.5e-4, step: 0.0625 })
      if (result.failed) return { second, knocksSeen }
      state = result.state
    }
    return null
  }
  test('finds a frozen one within some steps of the plant, sooner when it was never still before', () => {
    const fresh = knocked(0)!
    const known = knocked(0, 10)!
    expect(fresh.knocksSeen * 4.5e-4).toBeGreaterThanOrEqual(5 * 0.0625)
    expect(fresh.second - known.second).toBe(1800)
    expect(fresh.second).toBeLessThan(2.5 * 3600)
  })
  test('finds one that stands still at the set point, where nothing works, later', () => {
    expect(knocked(0, 0, 0)!.second - knocked(0)!.second).toBe(3 * 3600)
  })
  test('a live one answers by a bit', () => {
    expect(knocked(4.5e-4)).toBeNull()
    expect(knocked(2.5e-4)).toBeNull()
  })
})

describe('what was learned', () => {
  const vessel = { kind: 'fermenter', volume: null, cooler: 'fridge' } as const
  const figure = (value: number, uncertainty = 0.05) => ({ value, uncertainty })
  const learned = (heatingRate: number) =>
    ({
      kind: 'chamber',
      beerTime: figure(21_800),
      airBeerTime: figure(575),
      airWallTime: figure(383),
      wallTime: figure(1333),
      airRoomTime: figure(1770),
      coolingRate: figure(40),
      heatingRate: figure(heatingRate),
      heaterTime: figure(100),
    }) as const
  test('makes of 60 L that are assumed the 20 that are there, on the safe side', () => {
    const { capacity } = plantOf(vessel, 40, 90, learned(62.6))
    expect(capacity).toBeGreaterThan(87_300)
    expect(capacity).toBeLessThan(87_300 * 1.3)
  })
  test('never counts for more, nor for less than a quarter', () => {
    expect(plantOf(vessel, 40, 90, learned(1)).capacity).toBe(60 * 4186)
    expect(plantOf(vessel, 40, 90, learned(1e5)).capacity).toBe(15 * 4186)
  })
})
