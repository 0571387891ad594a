import type { Vessel } from '../../../data/model/vessel.ts'

/** Readings in a row beyond the upper, and the lower, hard limit of a vessel. */
export interface Beyond {
  above: number
  below: number
}

/** Within its limits. */
export const within: Beyond = { above: 0, below: 0 }

/** How far beyond the vessel's range its limits are unless it has its own, °C. */
const margin = { above: 10, below: 2 }
/** Readings in a row beyond a limit that trip. */
const convincing = 2

/** After a reading as it came, °C. */
export function beyond(before: Beyond, value: number, vessel: Vessel): Beyond {
  const { maximum, minimum } = limitsOf(vessel)
  return { above: value > maximum ? before.above + 1 : 0, below: value < minimum ? before.below + 1 : 0 }
}

/** The limits that are passed for sure, °C. */
export function passed({ above, below }: Beyond, vessel: Vessel): { maximum: number | null; minimum: number | null } {
  const { maximum, minimum } = limitsOf(vessel)
  return { maximum: above >= convincing ? maximum : null, minimum: below >= convincing ? minimum : null }
}

function limitsOf({ limits, range }: Vessel): { minimum: number; maximum: number } {
  return {
    maximum: limits?.maximum ?? range.maximum + margin.above,
    minimum: limits?.minimum ?? range.minimum - margin.below,
  }
}
