import { homeKettle } from '../../../hardware/simulator/plants/kettle.ts'
import { type Random, seededRandom } from '../../../hardware/simulator/random.ts'
import { someBrewery } from './breweries.ts'
import { fridgeBrewery } from './fermenters.ts'
import { Scenario, type ScenarioBody } from './scenario.ts'

/** A brewery to break things in, with the second at which its set point has been reached and held for a while. */
export interface Brew {
  scenario: Scenario
  heldAt: number
}

const hour = 3600

const ranges = (random: Random) => {
  const between = (low: number, high: number) => low + (high - low) * random.uniform()
  /** Halves are as likely as doubles. */
  const times = (low: number, high: number) => Math.exp(between(Math.log(low), Math.log(high)))
  return { between, times }
}

const plainTunings = [
  { kind: 'pid', gain: 100, integralTime: 14_400, derivativeTime: 0 },
  { kind: 'hysteresis', deadband: 0.3 },
] as const

/**
 * A random brewery of `breweries.ts` that ferments or not, whose door is opened now and then, and whose owner may have told volume
 * and powers: a day with two set points, some on a ramp, and another day at the second.
 * @param air whether it has a probe in the air
 * @param learns whether it has the controller that learns, or one of the plain ones
 */
export function randomFermenter(seed: number, air: boolean, learns: boolean): Brew {
  const random = seededRandom(seed + 7_000_000)
  const { between, times } = ranges(random)
  const [first, next] = [Math.round(between(16, 21)), Math.round(between(2, 21))]
  const slope = (next - first) / 6
  const ramps = random.uniform() < 0.5
  const like: ScenarioBody = {
    ...fridgeBrewery,
    sensors: air ? { vessel: {}, air: {} } : { vessel: {} },
    tuning: learns ? { kind: 'chamber' } : plainTunings[seed % 2]!,
    program: [
      { at: 0, setPoint: first },
      ...(ramps
        ? Array.from({ length: 60 }, (_, n) => ({ at: 10 * hour + n * 360, setPoint: first + (slope * (n + 1)) / 10 }))
        : [{ at: 10 * hour, setPoint: next }]),
    ],
    length: 48 * hour,
  }
  const brewery = someBrewery(seed, like)
  if (brewery.plant.kind !== 'fermenter') throw new Error('expected a fermenter')
  const { parameters } = brewery.plant
  const knows = random.uniform() < 0.7
  const told = (power: number) => (knows ? Math.round(power) : 0)
  const doors = Array.from({ length: Math.floor(between(0, 4)) }, () => {
    const at = Math.round(between(0, 24 * hour))
    // The air of a room comes in within a minute or so.
    const open = { kind: 'parameters' as const, at, change: { roomAir: 30 } }
    return [open, { ...open, at: at + Math.round(times(20, 600)), change: { roomAir: parameters.roomAir } }]
  })
  const scenario: Scenario = {
    ...brewery,
    plant: {
      ...brewery.plant,
      start: Math.round(between(16, 22)),
      parameters: { ...parameters, fermentationPeak: between(4, 30) * hour },
    },
    vessel: {
      kind: 'fermenter',
      volume: knows ? Math.round((parameters.beerCapacity / 4300) * between(0.8, 1.2)) : null,
      range: { minimum: 0, maximum: 30 },
    },
    heater: { ...brewery.heater!, power: told(parameters.heaterPower) },
    cooler: { ...brewery.cooler!, power: told(parameters.compressorPower) },
    events: doors.flat(),
  }
  return { scenario, heldAt: 6 * hour }
}

/**
 * A kettle: masses × 0.5–2, losses × 0.5–3, powers × 0.5–1.5, dead times of 5–90 s, probes that lag by 5–120 s, with a pump or without:
 * strike, grain, a rest, a boil with cold water, and cooling down.
 */
export function randomKettle(seed: number): Brew {
  const random = seededRandom(seed)
  const { between, times } = ranges(random)
  const litres = 30 * times(0.5, 2)
  const power = homeKettle.power * times(0.5, 1.5)
  const knows = random.uniform() < 0.7
  const warm = (litres * 4186 * 60) / power
  const [mashIn, boil] = [Math.round(warm + 1200), Math.round(warm + 5400)]
  const tunings = [
    { kind: 'kettle' },
    { kind: 'kettle' },
    { kind: 'pid', gain: 30, integralTime: 1200, derivativeTime: 20 },
    plainTunings[1],
  ] as const
  const scenario = Scenario.parse({
    name: `kettle-${seed}`,
    seed,
    plant: {
      kind: 'kettle',
      start: between(8, 30),
      volume: litres,
      parameters: {
        power,
        mixing: between(50, 150),
        flow: random.uniform() < 0.7 ? between(4, 10) : 0,
        loss: homeKettle.loss * times(0.5, 3),
        deadTime: Math.round(between(5, 90)),
        lag: times(5, 120),
      },
    },
    vessel: {
      kind: 'kettle',
      volume: knows ? Math.round(litres * between(0.8, 1.2)) : null,
      range: { minimum: 0, maximum: 100 },
    },
    room: { mean: between(5, 28) },
    sensors: { vessel: { noise: between(0, 0.05), delay: 0 } },
    heater: { driver: { kind: 'slow-pwm', pin: 9, period: 4 }, power: knows ? Math.round(power) : 0 },
    tuning: tunings[seed % 4]!,
    changeover: 0,
    program: [
      { at: 0, setPoint: Math.round(between(62, 70)) },
      { at: mashIn + 2400, setPoint: 76 },
      { at: boil, output: 100 },
      { at: boil + 7200, off: true },
    ],
    events: [
      { kind: 'grain', at: mashIn, mass: litres * 0.2, temperature: 20 },
      { kind: 'water', at: boil + 3000, volume: litres * 0.05, temperature: 15 },
    ],
    length: boil + 7200 + 3600,
    measure: {},
  } satisfies ScenarioBody)
  return { scenario, heldAt: mashIn + 900 }
}
