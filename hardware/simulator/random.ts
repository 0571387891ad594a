/** Draws numbers; the same seed gives the same numbers. */
export interface Random {
  /** Even, from 0 up to but not including 1. */
  uniform(): number
  /** Bell-shaped around 0 with standard deviation 1 (Box–Muller). */
  normal(): number
}

/** A small generator (mulberry32): 32 bits of state, good enough for noise. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}
