import type { Plant, Seen } from '../plant.ts'
import type { ChamberState } from './chamber.ts'
import { begin } from './knowledge.ts'
import { at, flowed, flowsOf, ratesOf, size } from './model.ts'

/** A chamber follows its parts within minutes: ticks can be this many seconds apart. */
const pace = 10

/** As long as the beer's time is no better known than that, most of what is foreseen is only typical. */
const sureBelow = 0.35

/** A chamber as its controller believes it to be; null: before it has seen or learned anything. */
export function chamberPlant(
  holds: 'beer' | 'air',
  { belief, learned }: ChamberState,
  { processValue, air }: Seen,
): Plant | null {
  if ((!belief && !learned) || processValue === null) return null
  const { x, p } =
    belief ?? begin(holds === 'beer' ? processValue : null, holds === 'beer' ? air : processValue, learned)
  const place = holds === 'beer' ? at.beerAir : at.chill
  return chamberIn(x, holds, Math.sqrt(p[place * (size + 1)]!) < sureBelow)
}

function chamberIn(start: Float64Array, holds: 'beer' | 'air', sure: boolean): Plant {
  const rates = ratesOf(start)
  let x = start
  return {
    pace,
    sure,
    get processValue() {
      return x[holds === 'beer' ? at.beerProbe : at.airProbe]!
    },
    get air() {
      return x[at.airProbe]!
    },
    step(heat, cool, seconds) {
      x = flowed(x, flowsOf(x, rates, cool, heat), seconds)
    },
    copy: () => chamberIn(x, holds, sure),
    refilled(processValue) {
      const next = new Float64Array(x)
      if (holds === 'beer') next[at.beer] = next[at.beerProbe] = processValue
      else next[at.air] = next[at.wall] = next[at.airProbe] = processValue
      next[at.ferment] = 0
      return chamberIn(next, holds, sure)
    },
  }
}
