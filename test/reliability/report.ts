/** What a run has proved, printed as one line of JSON so that figures can be kept and compared. */
export interface Report {
  /** What was done to the house: "kill -9 under mixed writes". */
  run: string
  seed: number
  /** How often it was done. */
  n: number
  /** Writes that were answered as kept, those of them that were gone afterwards, and documents that were neither old nor new. */
  acknowledged: number
  lost: number
  torn: number
  /** The worst figure of the run, in the unit its name says: `{ readyMs: 812 }`. */
  worst: Record<string, number>
  /** Whether everything that was promised held. */
  met: boolean
  /** What else is worth knowing. */
  more?: Record<string, unknown>
}

/** Prints it. */
export function say(report: Report): Report {
  process.stdout.write(`${JSON.stringify(report)}\n`)
  return report
}

/** The seed of a run: RELIABILITY_SEED repeats one, otherwise each run has its own. */
export const seed = Number(process.env.RELIABILITY_SEED ?? Date.now() % 2 ** 31)

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0
}
