import type { Actuator } from '../data/model/actuator.ts'

/** The words by which a heater on a board that cannot switch it off by itself is accepted: the server asks for these. */
export const acceptedRiskWords: NonNullable<Actuator['risk']> =
  'I accept that this heater may stay on when the computer fails'
