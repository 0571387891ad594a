import { at, capacity, type Rates, wallRoom } from './model.ts'

/** What cooler and heater do from now on; times in s from now, `heat` as a share of full power. */
export interface Course {
  coolFrom: number
  coolUntil: number
  heatFrom: number
  heatUntil: number
  heat: number
}

/** Nothing at all. */
export const rest: Course = { coolFrom: 0, coolUntil: 0, heatFrom: 0, heatUntil: Number.POSITIVE_INFINITY, heat: 0 }

/** How far the temperature that is held will be from its set point, °C: at the most, at the least, and at the end. */
export interface Outlook {
  peak: number
  valley: number
  end: number
}

/** A set point in times to come: °C at every `spacing` seconds. */
export const spacing = 600

/** Seconds of a step; air and heaters need minutes. */
const dt = 15

/**
 * Follows the model for `horizon` seconds.
 * @param held `at.beer` or `at.air`
 * @param reference set points, `spacing` apart, at least up to the horizon
 */
export function forecast(
  x: ArrayLike<number>,
  r: Rates,
  course: Course,
  reference: readonly number[],
  horizon: number,
  held: number,
): Outlook {
  let [b, a, w, s] = [x[at.beer]!, x[at.air]!, x[at.wall]!, x[at.warmth]!]
  const [q, e] = [x[at.ferment]!, x[at.room]!]
  const leak = r.wallAir * wallRoom
  const { coolFrom, coolUntil, heatFrom, heatUntil, heat } = course
  let [peak, valley, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0]
  for (let t = 0; t < horizon; t += dt) {
    const cold = t >= coolFrom && t < coolUntil ? r.chill * capacity(w) : 0
    const warm = t >= heatFrom && t < heatUntil ? r.warm * heat : 0
    const beer = b + dt * (r.beerAir * (a - b) + q)
    const air = a + dt * (r.airBeer * (b - a) + r.airWall * (w - a) + r.airRoom * (e - a) + s)
    w += dt * (r.wallAir * (a - w) + leak * (e - w) - cold)
    s += dt * r.heaterLag * (warm - s)
    b = beer
    a = air
    const place = t / spacing
    const n = Math.floor(place)
    const target = reference[n]! + (place - n) * (reference[n + 1]! - reference[n]!)
    end = (held === at.air ? a : b) - target
    if (end > peak) peak = end
    if (end < valley) valley = end
  }
  return { peak, valley, end }
}
