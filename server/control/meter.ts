import type { DryRun } from '../../data/model/forecast.ts'
import type { Instant } from '../../data/model/units.ts'
import { Sampler } from './foresight.ts'
import type { Moment } from './rehearsal.ts'

/** W of heater and cooler at full power; 0: nobody said. */
export interface Powers {
  heater: number
  cooler: number
}

/** Keeps the curve of a dry run, and counts what it takes. */
export class Meter {
  readonly #begin: Instant
  readonly #powers: Powers
  readonly #sampler: Sampler
  #joules = 0
  #coolerStarts = 0
  #cools = false

  /** @param spacing seconds between two points of the curve, at first */
  constructor(begin: Instant, powers: Powers, spacing: number) {
    this.#begin = begin
    this.#powers = powers
    this.#sampler = new Sampler(spacing)
  }

  add(moment: Moment): void {
    const { heat, cool, seconds } = moment
    this.#sampler.add(moment)
    this.#joules += (heat * this.#powers.heater + cool * this.#powers.cooler) * seconds
    if (cool > 0 && !this.#cools) this.#coolerStarts++
    this.#cools = cool > 0
  }

  get taken(): Pick<DryRun, 'points' | 'energyKWh' | 'coolerStarts'> {
    const points = this.#sampler.taken.map(({ at, setPoint, ...point }) => ({
      ...point,
      at: (at - this.#begin) / 1000,
      setPoint: setPoint ?? point.processValue,
    }))
    return { points, energyKWh: Math.round(this.#joules / 36_000) / 100, coolerStarts: this.#coolerStarts }
  }
}
