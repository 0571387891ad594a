import type { Learned } from '../../../data/model/learned.ts'
import type { Vessel } from '../../../data/model/vessel.ts'

/** What safety assumes of a vessel. Times in s, temperatures in °C. */
export interface Plant {
  /** J/K; at most so much. */
  capacity: number
  /** W at full power; at least so much. */
  heater: number
  cooler: number
  /** It boils: from here on heat makes steam instead of temperature. Infinite where nothing can boil. */
  boils: number
  /** An adiabatic vessel that was heated or cooled by so much shows at least `step` of it. */
  due: number
  step: number
  /** What is driven back so far while it works has no effect, whatever a rest would show. */
  retreat: number
  /** An actuator runs at least so long before silence means anything. */
  deaf: number
  /** So close to its set point nothing has to move. */
  band: number
  /** What it may lose, W/K above freezing, while it need not come closer to its set point. */
  loss: number
  /** How long everything rests to see whether the vessel notices. */
  check: number
  /** After so long with all outputs off nothing that was stored moves it any more. */
  settle: number
  /** Over so long a rise or fall is judged, and fermentation and the room may move it by so much, °C/s. */
  window: number
  natural: number
}

const water = 4186 // J/(kg K)
/** Assumed when nobody says how much a vessel holds. */
const largeVolume = 60

/** s per J/K in which an unstirred bottom of 15 % gives off most of its heat at 60 W/K. */
const mixing = 0.003
/** A fire under a liquid: answers within minutes, up to 90 s late through a slow probe; its bottom layer warms the rest for minutes after. */
const kettle = {
  boils: 85,
  due: 10,
  step: 0.5,
  retreat: 0.5,
  deaf: 300,
  band: 1,
  loss: 25,
  check: 600,
  settle: 500,
  window: 120,
  natural: 0.005,
  own: 0,
}
/** A liquid in air or a jacket: answers within hours; a cold evaporator goes on cooling it for half an hour. */
const chamber = {
  boils: Number.POSITIVE_INFINITY,
  due: 4,
  step: 0.25,
  // A fridge gives way by half a degree on a hot day.
  retreat: 1,
  deaf: 1800,
  band: 0.3,
  loss: Number.POSITIVE_INFINITY,
  check: 3600,
  settle: 3600,
  window: 1800,
  // 15 W of fermentation and a warm or cold room do 1.2 °C an hour with 20 L.
  natural: 1.2 / 3600,
  // J/K: walls and evaporator are moved before the vessel is.
  own: 30_000,
}

/** How much less than assumed a vessel may hold because it was learned: what was learned may be of a fault. */
const leastShare = 0.25

/**
 * The capacity that what was learned of a vessel makes of its heater's power, at most so much with 98 % certainty, J/K: power by the
 * rate at which it heats. A chamber's air is heated at a rate that its beer shares as their times: C_beer/C_air = beerTime/airBeerTime.
 */
function learnedCapacity(learned: Learned, heater: number): number {
  const { heatingRate } = learned
  const [share, doubt] =
    learned.kind === 'kettle'
      ? [1, 0]
      : [learned.airBeerTime.value / learned.beerTime.value, learned.beerTime.uncertainty]
  const rate = (heatingRate.value * share) / 3600
  return (heater / rate) * Math.exp(2 * (heatingRate.uncertainty + doubt))
}

/** What to assume of a vessel whose heater and cooler draw so many W (0: nobody said). On the safe side of no false alarm. */
export function plantOf(
  vessel: Pick<Vessel, 'kind' | 'volume' | 'cooler'>,
  heater: number,
  cooler: number,
  learned: Learned | null = null,
): Plant {
  const fast =
    vessel.kind === 'fermenter' ? false : vessel.kind !== 'other' || (vessel.cooler === null && heater >= 500)
  const kind = fast ? kettle : chamber
  const assumed = (vessel.volume ?? largeVolume) * water
  const full = heater || (fast ? 1500 : 25)
  const capacity = learned ? Math.min(assumed, Math.max(leastShare * assumed, learnedCapacity(learned, full))) : assumed
  const { own, ...rest } = kind
  return {
    ...rest,
    due: kind.due * (1 + own / assumed),
    settle: fast ? (120 + mixing * assumed) * (vessel.volume === null ? 2 : 1) : kind.settle,
    capacity,
    heater: full,
    cooler: cooler || 60,
  }
}
