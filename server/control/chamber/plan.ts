import type { Means } from '../controller.ts'
import { type Course, forecast, type Outlook, rest, spacing } from './forecast.ts'
import { at, capacity, type Rates, ratesOf, wallRoom } from './model.ts'

/** What is to be done now, and for how long that holds. */
export interface Decision {
  /** Whether the cooler is to run. */
  cool: boolean
  /** Share of the heater, 0–1. */
  heat: number
  /** Whether the heater is what holds the temperature at the moment. */
  warming: boolean
  /** Seconds until it has to be thought over. */
  holds: number
  /** Where the temperature would go if everything stopped now. */
  outlook: Outlook
}

/** What a decision goes by: the model's state, which of its temperatures is held, and the means there are. */
export interface Situation {
  x: ArrayLike<number>
  held: typeof at.beer | typeof at.air
  setPointIn: (seconds: number) => number
  heater: Means | null
  cooler: Means | null
}

/** How far, in °C, the temperature may swing below and above its set point, and what a heater may have to brake after a step. */
interface Band {
  low: number
  high: number
  brake: number
}

/** Seconds that are looked ahead: the cold of an evaporator takes an hour or two to arrive in the beer. */
const lookahead = 9000
/** A start can be put off as long as one now would still turn the temperature in time; it does within this time, s. */
const turning = 5400
/** Seconds in which a heater with shares is to get to the set point. */
const approach = 2400
/** The longest a decision holds, s. */
const longest = 15
/** A step is on its way while the temperature is further than this from its set point, °C. */
const far = 0.3
/** Share of what is still to come that is not trusted. */
const doubt = 0.02
/** How much further than the band it must be going to leave it for the opposite actuator, °C. */
const dead = 0.02

/** Share of the time the cooler must run to hold a beer at a temperature for good, 0–1: the model at rest. */
export function duty(x: ArrayLike<number>, r: Rates, beer: number): number {
  const room = x[at.room]!
  const air = beer - x[at.ferment]! / r.beerAir
  const wall = air - (r.airBeer * (beer - air) + r.airRoom * (room - air)) / r.airWall
  const most = r.chill * capacity(wall)
  const flow = r.wallAir * (air - wall) + r.wallAir * wallRoom * (room - wall)
  return most > 0 ? Math.min(1, Math.max(0, flow / most)) : 1
}

/**
 * A compressor that runs little is allowed the wider swing, so that it starts less often. Where much heat has to go, the beer stays
 * rather above its set point than below, which costs less, and there is nothing to brake: the load does it.
 */
function bandOf(share: number): Band {
  const busy = Math.min(1, Math.max(0, (share - 0.06) / 0.1))
  return { low: 0.023 - 0.014 * busy, high: 0.028 + 0.0022 * busy, brake: 0.11 * (1 - busy) }
}

/** Air has next to no mass: with minimum times it swings, and it is the mean that counts. */
const airBand: Band = { low: 0.5, high: 0.5, brake: 0 }

/** What a decision knows beyond its situation; temperatures as °C from the set point. */
interface Prospect {
  error: number
  band: Band
  /** Where it would go if everything stopped now. */
  outlook: Outlook
  /** Where it would go if this were done. */
  look: (course: Partial<Course>, horizon: number) => Outlook
}

/**
 * Decides by asking the model: a cooler stops when the temperature would from here on just come down to the lower end of the band by
 * itself, and starts when starting any later would let it pass the upper end. What is not to be cooled may have to be heated.
 */
export function decide(before: Decision, { x, held, setPointIn, heater, cooler }: Situation): Decision {
  const rates = ratesOf(x)
  const reference = Array.from({ length: lookahead / spacing + 2 }, (_, n) => setPointIn(n * spacing))
  const look = (course: Partial<Course>, horizon: number): Outlook =>
    forecast(x, rates, { ...rest, ...course }, reference, horizon, held)
  const outlook = look({}, lookahead)
  const error = x[held]! - reference[0]!
  const band = held === at.air ? airBand : bandOf(duty(x, rates, reference[0]!))
  const prospect = { error, band, outlook, look }
  const idle: Decision = { cool: false, heat: 0, warming: false, holds: longest, outlook }
  const left = cooler ? coolingTime(prospect, cooler, heater?.shares === true) : 0
  if (left > 0) return { ...idle, cool: true, holds: left }
  if (!heater) return idle
  if (heater.shares)
    return { ...idle, ...heatingShare(prospect, heater, before, held === at.air ? approach / 4 : approach) }
  const warm = heatingTime(prospect, heater)
  return warm > 0 ? { ...idle, heat: 1, warming: true, holds: warm } : idle
}

/** Seconds that the cooler is to run; 0: not at all. After a step a heater with shares may brake what is left of the cold. */
function coolingTime({ error, band, outlook, look }: Prospect, cooler: Means, brakes: boolean): number {
  const start = () => look({ coolFrom: cooler.readyIn, coolUntil: lookahead }, turning).peak
  if (!cooler.on) return starts(outlook.valley, error, band, cooler.readyIn, start)
  const low = band.low + (error > far && brakes ? band.brake : 0)
  const later = () => look({ coolUntil: longest }, lookahead).valley
  return goesOn(outlook.valley, error, { ...band, low }, later, () => look({}, turning).peak)
}

/** Seconds that a heater that is on or off is to run; 0: not at all. The cooler's rules upside down. */
function heatingTime({ error, band, outlook, look }: Prospect, heater: Means): number {
  const start = () => -look({ heat: 1, heatFrom: heater.readyIn }, turning).valley
  const later = () => -look({ heat: 1, heatUntil: longest }, lookahead).peak
  const wider = { ...band, high: band.high + dead }
  if (!heater.on) return starts(-outlook.peak, -error, wider, heater.readyIn, start)
  return goesOn(-outlook.peak, -error, band, later, () => -look({}, turning).valley)
}

/**
 * The share of a heater that brings the temperature to its set point at the horizon (predictive functional control; Richalet and
 * O'Donovan 2009, Predictive Functional Control, 3). It takes over when the temperature falls out of the band, until it is not
 * needed any more.
 */
function heatingShare(
  { error, band, outlook, look }: Prospect,
  heater: Means,
  before: Decision,
  horizon: number,
): Pick<Decision, 'warming' | 'heat'> {
  const idles = before.heat === 0 && outlook.valley > 0
  const warming = before.warming ? !idles : outlook.valley < -band.low - dead
  const coasts = outlook.peak > Math.max(0, error) + 0.01 && climbs(outlook.valley, error)
  if (!warming || coasts) return { warming, heat: 0 }
  const none = look({}, horizon).end
  const full = look({ heatFrom: heater.readyIn, heat: 1 }, horizon).end
  return { warming, heat: full - none < 1e-6 ? 0 : Math.min(1, Math.max(0, -none / (full - none))) }
}

/** Whether it will not get any lower than it is. */
const climbs = (lowest: number, error: number): boolean => lowest > error - 0.005

/**
 * Seconds that a cooler goes on, 0: it stops now. All in °C from the set point, to the cooler's side; for a heater the other way round.
 * @param lowest where it would end if it stopped now
 * @param later the same if it stopped in `longest` seconds
 * @param highest where it would get to if it stopped now, when it is on its way up from below
 */
function goesOn(
  lowest: number,
  error: number,
  { low, high }: Band,
  later: () => number,
  highest: () => number,
): number {
  if (error <= -low && climbs(lowest, error)) return highest() >= high ? longest : 0
  const margin = lowest + low - doubt * (error - lowest)
  if (margin <= 0) return 0
  return Math.min(longest, (longest * margin) / Math.max(1e-9, lowest - later()))
}

/**
 * Seconds that a cooler is to run that is off now, 0: not yet. Once it runs it is thought over at once.
 * @param highest where the temperature would turn if it started as soon as it may
 */
function starts(lowest: number, error: number, { low, high }: Band, readyIn: number, highest: () => number): number {
  const needed = climbs(lowest, error) || lowest > (high - low) / 2
  return needed && highest() >= high ? Math.min(longest, Math.max(1, readyIn)) : 0
}
