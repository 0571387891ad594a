import type { LearnedChamber } from '../../../data/model/learned.ts'
import type { Belief } from './estimator.ts'
import { at, size } from './model.ts'

type Name = Exclude<keyof LearnedChamber, 'kind'>

/** Whose cooler is beside the vessel: a compressor and its evaporator in the air, or a valve to a jacket. */
export type Surrounding = 'chamber' | 'jacket'

/**
 * Where each number of what was learned is in the state, what makes a rate (1/s or K/s) of it, and what is typical before anything
 * was learned, rounded: of 20 L in a domestic fridge, and of a hectolitre in a jacket with glycol.
 */
const places: Record<Name, { place: number; rate: (value: number) => number } & Record<Surrounding, number>> = {
  beerTime: { place: at.beerAir, rate: inverse, chamber: 20_000, jacket: 6000 },
  airBeerTime: { place: at.airBeer, rate: inverse, chamber: 500, jacket: 200 },
  airWallTime: { place: at.airWall, rate: inverse, chamber: 400, jacket: 150 },
  wallTime: { place: at.wallAir, rate: inverse, chamber: 1500, jacket: 60 },
  airRoomTime: { place: at.airRoom, rate: inverse, chamber: 2000, jacket: 5000 },
  coolingRate: { place: at.chill, rate: hourly, chamber: 36, jacket: 1000 },
  heatingRate: { place: at.warm, rate: hourly, chamber: 72, jacket: 60 },
  heaterTime: { place: at.heaterLag, rate: inverse, chamber: 100, jacket: 60 },
}

/** How far, as a logarithm, breweries are from what is typical: volumes, losses and valves further than fridges. */
const spread: Record<Surrounding, number> = { chamber: 0.5, jacket: 0.7 }
const wide: readonly Name[] = ['beerTime', 'airRoomTime']
const wideSpread = 0.7

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
 * @param surrounding what is typical of it where nothing was learned
 */
export function begin(
  beer: number | null,
  air: number | null,
  learned: LearnedChamber | null,
  surrounding: Surrounding = 'chamber',
): Belief {
  const x = new Float64Array(size)
  const p = new Float64Array(size * size)
  const [inside, around] = [beer ?? air!, air ?? beer!]
  x.set([inside, around, around, 0, inside, around, 0, usualRoom])
  const unsure = beer === null ? [unseen] : []
  Object.assign([...deviations], unsure).forEach((deviation, i) => {
    p[i * (size + 1)] = deviation ** 2
  })
  for (const name of names) {
    const { place, rate, [surrounding]: typical } = places[name]
    const uncertainty = wide.includes(name) ? wideSpread : spread[surrounding]
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
