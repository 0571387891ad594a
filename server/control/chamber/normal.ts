/** Density of the standard normal distribution. */
export const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

/**
 * Share of a standard normal distribution below `x`, within 1e-7
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17).
 */
export function below(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const tail =
    density(x) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return x >= 0 ? 1 - tail : tail
}

/** A normal distribution cut to an interval, in its own standard deviations. */
export interface Truncated {
  mean: number
  variance: number
}

/**
 * What is left of a standard normal distribution between `low` and `high`; null when that is next to nothing
 * (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, 13.10.1).
 */
export function truncated(low: number, high: number): Truncated | null {
  const inside = below(high) - below(low)
  if (inside < 1e-4) return null
  const [atLow, atHigh] = [density(low), density(high)]
  const mean = (atLow - atHigh) / inside
  return { mean, variance: Math.max(0, 1 + (low * atLow - high * atHigh) / inside - mean * mean) }
}
