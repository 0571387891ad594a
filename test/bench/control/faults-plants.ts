import type { Mode, Vessel } from '../../../data/model/vessel.ts'
import { fridgeFermenter, restingFermenter, stepFermenter } from '../../../hardware/simulator/plants/fermenter.ts'
import { homeKettle, restingKettle, stepKettle } from '../../../hardware/simulator/plants/kettle.ts'
import { type Random, seededRandom } from '../../../hardware/simulator/random.ts'

/** What a second of a plant is like; shares of full power, 0–1. */
export interface RandomPlant {
  readonly value: number
  readonly air: number | null
  readonly truth: number
  step(heater: number, cooler: number): void
  /** Grain goes in, cold water is topped up. */
  disturb(second: number): void
}

/** A brewery nobody knows, with what its owner would do with it for so many seconds. */
export interface Brew {
  kind: 'fermenter' | 'kettle'
  seed: number
  plant: RandomPlant
  vessel: Partial<Vessel> & { kind: Vessel['kind'] }
  /** W, as configured. */
  powers: { heater: number; cooler: number }
  program: readonly { at: number; mode: Mode }[]
  length: number
  /** A second at which it is held at its set point. */
  heldAt: number
  noise: number
  random: Random
}

const hold = (setPoint: number): Mode => ({ kind: 'constant', setPoint })

/** A fermenter in a fridge: any size, fridge, room and beer, with or without a probe in the air. */
export function randomFermenter(seed: number, { air = null as boolean | null } = {}): Brew {
  const random = seededRandom(seed)
  const between = (low: number, high: number) => low + (high - low) * random.uniform()
  const litres = between(10, 30)
  const heaterPower = litres * between(1.8, 3)
  const compressorPower = between(70, 130)
  const room = between(12, 26)
  const parameters = {
    ...fridgeFermenter,
    beerCapacity: litres * 4300,
    airBeer: 4 * between(0.8, 1.3),
    roomAir: 1.3 * between(0.7, 1.2),
    wallAir: 6 * between(0.8, 1.2),
    heaterPower,
    compressorPower,
    beerLag: between(30, 120),
    fermentationEnergy: random.uniform() < 0.6 ? litres * between(20_000, 55_000) : 0,
    fermentationPeak: between(4, 30) * 3600,
  }
  const start = between(16, 22)
  let state = restingFermenter(start)
  let second = 0
  const swing = between(0, 3)
  const chance = random.uniform() < 0.6
  const hasAir = air ?? chance
  const [first, next] = [Math.round(between(16, 21)), Math.round(between(2, 20))]
  const knows = random.uniform() < 0.7
  return {
    kind: 'fermenter',
    seed,
    plant: {
      get value() {
        return state.beerProbe
      },
      get air() {
        return hasAir ? state.airProbe : null
      },
      get truth() {
        return state.beer
      },
      step(heater, compressor) {
        second++
        const around = room + swing * Math.sin((2 * Math.PI * second) / 86_400)
        state = stepFermenter(state, { heater, compressor, room: around }, 1, parameters)
      },
      disturb() {},
    },
    vessel: {
      kind: 'fermenter',
      volume: knows ? Math.round(litres * between(0.8, 1.2)) : null,
      range: { minimum: 0, maximum: 30 },
      tuning:
        random.uniform() < 0.5
          ? { kind: 'pid', gain: 100, integralTime: 14_400, derivativeTime: 0 }
          : { kind: 'hysteresis', deadband: 0.3 },
    },
    powers: knows ? { heater: Math.round(heaterPower), cooler: Math.round(compressorPower) } : { heater: 0, cooler: 0 },
    program: [
      { at: 0, mode: hold(first) },
      { at: 14 * 3600, mode: hold(next) },
    ],
    length: 40 * 3600,
    heldAt: 8 * 3600,
    noise: random.uniform() < 0.2 ? 0 : between(0.003, 0.02),
    random,
  }
}

/** A kettle: any size, element, pump and probe; strike, grain, two rests, a boil with cold water, and cooling down. */
export function randomKettle(seed: number): Brew {
  const random = seededRandom(seed)
  const between = (low: number, high: number) => low + (high - low) * random.uniform()
  const litres = between(15, 60)
  const power = Math.min(9000, litres * between(70, 200))
  const parameters = {
    ...homeKettle,
    power,
    mixing: between(50, 150),
    flow: between(4, 10),
    loss: between(4, 20),
    deadTime: Math.round(between(2, 45)),
    lag: between(5, 30),
  }
  const pump = random.uniform() < 0.7 ? 1 : 0
  const room = between(5, 28)
  let state = restingKettle(between(8, 30), litres)
  let grain = 0
  const knows = random.uniform() < 0.7
  const warm = (litres * 4186 * 60) / power
  const [mashIn, boil] = [Math.round(warm + 1200), Math.round(warm + 5400)]
  const cold = { at: boil + 3000, litres: litres * 0.05 }
  return {
    kind: 'kettle',
    seed,
    plant: {
      get value() {
        return state.probe
      },
      air: null,
      get truth() {
        return state.bed
      },
      step(element) {
        state = stepKettle(state, { element, pump, room }, 1, { ...parameters, grain })
      },
      disturb(second) {
        if (second === mashIn) {
          grain = litres * 0.2
          const capacity = litres * 0.85 * 4186
          state = { ...state, bed: (state.bed * capacity + room * grain * 1700) / (capacity + grain * 1700) }
        }
        if (second === cold.at) {
          const volume = state.volume + cold.litres
          state = { ...state, volume, bed: (state.bed * state.volume + 15 * cold.litres) / volume }
        }
      },
    },
    vessel: {
      kind: 'kettle',
      volume: knows ? Math.round(litres * between(0.8, 1.2)) : null,
      changeover: 0,
      tuning:
        random.uniform() < 0.7
          ? { kind: 'pid', gain: 30, integralTime: 1200, derivativeTime: 20 }
          : { kind: 'hysteresis', deadband: 0.3 },
    },
    powers: knows ? { heater: Math.round(power), cooler: 0 } : { heater: 0, cooler: 0 },
    program: [
      { at: 0, mode: hold(Math.round(between(62, 70))) },
      { at: mashIn + 2400, mode: hold(76) },
      { at: boil, mode: { kind: 'manual', output: 100 } },
      { at: boil + 7200, mode: { kind: 'off' } },
    ],
    length: boil + 7200 + 3600,
    heldAt: mashIn + 900,
    noise: random.uniform() < 0.2 ? 0 : between(0.005, 0.02),
    random,
  }
}
