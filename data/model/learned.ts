import { z } from 'zod'

/** A number that was learned: its value, and how uncertain it is as a share of it (0.1: ± 10 %, one standard deviation). */
const Figure = z.strictObject({ value: z.number().positive(), uncertainty: z.number().min(0) })

/**
 * What the chamber controller learned of its plant. Times in s, rates of change in K/h. `UA` is a conductance, `C` a heat capacity;
 * temperatures and switching times tell only their quotients.
 */
export const LearnedChamber = z.strictObject({
  kind: z.literal('chamber'),
  /** C of the beer / UA air–beer: how long the beer takes to follow the air. */
  beerTime: Figure,
  /** C of the air / UA air–beer. */
  airBeerTime: Figure,
  /** C of the air / UA air–evaporator. */
  airWallTime: Figure,
  /** C of the evaporator / UA air–evaporator: how long the cold lasts that it has stored. */
  wallTime: Figure,
  /** C of the air / UA air–room: how well the chamber is insulated. */
  airRoomTime: Figure,
  /** How fast the cooler alone would cool its evaporator at 5 °C. */
  coolingRate: Figure,
  /** How fast the heater alone would warm the air. */
  heatingRate: Figure,
  /** How long the heater takes to get warm. */
  heaterTime: Figure,
})
export type LearnedChamber = z.infer<typeof LearnedChamber>

/** What the kettle controller learned of its vessel, as it was filled last. */
export const LearnedKettle = z.strictObject({
  kind: z.literal('kettle'),
  /** What full power did, K/h without losses. */
  heatingRate: Figure,
  /** Heat capacity / conductance to the room: how slowly it would cool, s. */
  coolingTime: Figure,
  /** How long nothing is seen of what is put in, s. */
  deadTime: Figure,
  /** How long the rest of it takes, s. */
  lag: Figure,
})
export type LearnedKettle = z.infer<typeof LearnedKettle>

/** What a controller learned of its plant while it ran: kept over restarts, shown, and forgotten on request. */
export const Learned = z.discriminatedUnion('kind', [LearnedChamber, LearnedKettle])
export type Learned = z.infer<typeof Learned>
