/**
 * A vessel in a chamber as a grey box, small enough to be learned while it runs. Temperatures in °C, time in s:
 *
 *     b' = beerAir (a − b) + q                                                  beer, q: heat of fermentation, K/s
 *     a' = airBeer (b − a) + airWall (w − a) + airRoom (e − a) + s              air or jacket, e: room
 *     w' = −chill u c(w) + wallAir (a − w) + wallAir/12 (e − w)                 evaporator, u: share of the cooler
 *     s' = heaterLag (warm v − s)                                               heat on its way from the heater, v: its share
 *     τ p' = (b or a) − p                                                       each probe
 *
 * The rates are conductances over heat capacities: all that temperatures and switching times can tell. A compressor moves less
 * heat the colder its evaporator is, c(w) = clip((w + 30)/35, 0, 1.2). Rates are positive and differ by factors between
 * breweries, so their logarithms are what is estimated.
 */
export const at = {
  beer: 0,
  air: 1,
  wall: 2,
  warmth: 3,
  beerProbe: 4,
  airProbe: 5,
  ferment: 6,
  room: 7,
  beerAir: 8,
  airBeer: 9,
  airWall: 10,
  wallAir: 11,
  airRoom: 12,
  chill: 13,
  warm: 14,
  heaterLag: 15,
} as const

/** How many numbers a state has, how many of them move by the equations, and where the logarithms of rates begin. */
export const size = 16
export const moving = 6
export const rates = 8

/** Seconds that a probe in a thermowell and one in the air lag behind. */
export const beerLag = 60
export const airLag = 30

/** Between what the logarithm of a rate can be: followed within 40 s, or in a month; and of chill and warm: 2 K/s, or 1 K/h. */
export function limits(place: number): [least: number, most: number] {
  return place === at.chill || place === at.warm
    ? [Math.log(1 / 3600), Math.log(2)]
    : [Math.log(4e-7), Math.log(1 / 40)]
}

/** Share of the wall's exchange with the air that it has with the room. */
export const wallRoom = 1 / 12

/** How much of its nominal cold a compressor moves at an evaporator temperature, 0–1.2. */
export function capacity(wall: number): number {
  return Math.min(1.2, Math.max(0, (wall + 30) / 35))
}

/** What flows with `cool` and `heat` shares of full power (0–1), K/s. */
export function flowsOf(x: ArrayLike<number>, r: Rates, cool: number, heat: number) {
  const [b, a, w, s, e] = [x[at.beer]!, x[at.air]!, x[at.wall]!, x[at.warmth]!, x[at.room]!]
  return {
    beerAir: r.beerAir * (a - b),
    airBeer: r.airBeer * (b - a),
    airWall: r.airWall * (w - a),
    airRoom: r.airRoom * (e - a),
    wallAir: r.wallAir * (a - w) + r.wallAir * wallRoom * (e - w),
    cold: r.chill * cool * capacity(w),
    warmth: r.heaterLag * (r.warm * heat - s),
  }
}

/** The state `dt` seconds later. */
export function flowed(x: Float64Array, flows: ReturnType<typeof flowsOf>, dt: number): Float64Array {
  const next = new Float64Array(x)
  next[at.beer]! += dt * (flows.beerAir + x[at.ferment]!)
  next[at.air]! += dt * (flows.airBeer + flows.airWall + flows.airRoom + x[at.warmth]!)
  next[at.wall]! += dt * (flows.wallAir - flows.cold)
  next[at.warmth]! += dt * flows.warmth
  next[at.beerProbe]! += (dt / beerLag) * (x[at.beer]! - x[at.beerProbe]!)
  next[at.airProbe]! += (dt / airLag) * (x[at.air]! - x[at.airProbe]!)
  return next
}

/** The rates of a state, in 1/s or K/s, out of their logarithms. */
export function ratesOf(x: ArrayLike<number>) {
  return {
    beerAir: Math.exp(x[at.beerAir]!),
    airBeer: Math.exp(x[at.airBeer]!),
    airWall: Math.exp(x[at.airWall]!),
    wallAir: Math.exp(x[at.wallAir]!),
    airRoom: Math.exp(x[at.airRoom]!),
    chill: Math.exp(x[at.chill]!),
    warm: Math.exp(x[at.warm]!),
    heaterLag: Math.exp(x[at.heaterLag]!),
  }
}
export type Rates = ReturnType<typeof ratesOf>
