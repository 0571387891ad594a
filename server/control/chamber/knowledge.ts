import type { LearnedChamber } from '../../../data/model/learned.ts'
import type { Belief } from './estimator.ts'
import { at, size } from './model.ts'

type Name = Exclude<keyof LearnedChamber, 'kind'>

/**
 * Where each number of what was learned is in the state, what makes a rate (1/s or K/s) of it, what is typical before anything was
 * learned (20 L in a domestic fridge, rounded), and how uncertain that is, as a logarithm.
 */
const places: Record<Name, { place: number; rate: (value: number) => number; typical: number; uncertainty: number }> = {
  beerTime: { place: at.beerAir, rate: inverse, typical: 20_000, uncertainty: 0.7 },
  airBeerTime: { place: at.airBeer, rate: inverse, typical: 500, uncertainty: 0.5 },
  airWallTime: { place: at.airWall, rate: inverse, typical: 400, uncertainty: 0.5 },
  wallTime: { place: at.wallAir, rate: inverse, typical: 1500, uncertainty: 0.5 },
  airRoomTime: { place: at.airRoom, rate: inverse, typical: 2000, uncertainty: 0.7 },
  coolingRate: { place: at.chill, rate: hourly, typical: 36, uncertainty: 0.5 },
  heatingRate: { place: at.warm, rate: hourly, typical: 72, uncertainty: 0.5 },
  heaterTime: { place: at.heaterLag, rate: inverse, typical: 100, uncertainty: 0.5 },
}
const names = Object.keys(places) as Name[]

function inverse(value: number): number {
  return 1 / value
}

function hourly(value: number): number {
  return value / 3600
}

/** How unknown the rest of the state is at first: °C, K/s for the heat that comes from the heater and from fermentation. */
const deviations = [0.05, 0.2, 2, 1e-3, 0.03, 0.05, 5e-5, 4]

/** What nobody measured, °C: a room, and a vessel that only the air around it is known of. */
const usualRoom = 20
const unseen = 3

/** No rate is ever known better than this when temperatures begin anew: it may be another beer in there. */
const leastUncertainty = 0.03

/**
 * The belief of a chamber that nothing has happened in yet.
 * @param beer °C measured; null when only the air is
 * @param air °C measured; null when only the beer is
 */
export function begin(beer: number | null, air: number | null, learned: LearnedChamber | null): Belief {
  const x = new Float64Array(size)
  const p = new Float64Array(size * size)
  const [inside, around] = [beer ?? air!, air ?? beer!]
  x.set([inside, around, around, 0, inside, around, 0, usualRoom])
  const unsure = beer === null ? [unseen] : []
  Object.assign([...deviations], unsure).forEach((deviation, i) => {
    p[i * (size + 1)] = deviation ** 2
  })
  for (const name of names) {
    const { place, rate, typical, uncertainty } = places[name]
    const known = learned?.[name]
    x[place] = Math.log(rate(known?.value ?? typical))
    p[place * (size + 1)] = (known ? Math.max(known.uncertainty, leastUncertainty) : uncertainty) ** 2
  }
  return { x, p }
}

/** What a belief has learned, as people read it. */
export function knowledgeOf({ x, p }: Belief): LearnedChamber {
  const entries = names.map(name => {
    const { place, rate } = places[name]
    const perSecond = Math.exp(x[place]!)
    const value = rate === inverse ? 1 / perSecond : perSecond * 3600
    return [name, { value, uncertainty: Math.sqrt(p[place * (size + 1)]!) }]
  })
  return { kind: 'chamber', ...Object.fromEntries(entries) }
}
