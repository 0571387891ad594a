import { homeKettle } from '../../../hardware/simulator/plants/kettle.ts'
import { seededRandom } from '../../../hardware/simulator/random.ts'
import { mash } from './kettles.ts'
import { measure } from './measure.ts'
import { type Moment, run } from './rig.ts'
import type { Scenario } from './scenario.ts'

/**
 * A kettle nobody imagined: masses × 0.5–2, losses × 0.5–3, powers × 0.5–1.5, dead times of 5–90 s, sensors that lag by
 * 5–120 s with up to 0.05 °C of noise. The same seed gives the same kettle.
 */
export function someKettle(seed: number): Scenario {
  const random = seededRandom(seed)
  const between = (low: number, high: number) => low + (high - low) * random.uniform()
  /** Halves are as likely as doubles. */
  const times = (low: number, high: number) => Math.exp(between(Math.log(low), Math.log(high)))
  const [mass, power] = [times(0.5, 2), times(0.5, 1.5)]
  return mash({
    name: `kettle-${seed}`,
    seed,
    volume: 30 * mass,
    noise: between(0, 0.05),
    slower: Math.max(1, (1.2 * mass) / power),
    parameters: {
      loss: homeKettle.loss * times(0.5, 3),
      power: homeKettle.power * power,
      deadTime: Math.round(between(5, 90)),
      lag: between(5, 120),
    },
  })
}

/** What turns round by more than this again and again, K, although nothing happened for a while, oscillates. */
const swing = 0.2
const quiet = 900 // s

/** Runs a kettle; answers its figures, and how often it swung to and fro in the last quarter of an hour of its rests. */
export function mashed(scenario: Scenario) {
  const ends = [...scenario.program, ...scenario.events].map(({ at }) => at).concat(scenario.length)
  let turns = 0
  let [extreme, direction] = [Number.NaN, 0]
  function* counted(moments: Iterable<Moment>) {
    for (const moment of moments) {
      yield moment
      const { second, truth } = moment
      if (!ends.some(end => second >= end - quiet && second < end)) {
        extreme = Number.NaN
        direction = 0
        continue
      }
      const moved = truth - extreme
      if (Number.isNaN(extreme) || moved * direction > 0) extreme = truth
      else if (Math.abs(moved) > swing) {
        if (direction !== 0) turns++
        direction = Math.sign(moved)
        extreme = truth
      }
    }
  }
  const figures = measure(scenario, counted(run(scenario)))
  return { ...figures, turns, oscillates: turns > 1 }
}

/** `node test/bench/control/random-kettles.ts [how many] [first seed]`: the distribution as a JSON line. */
if (import.meta.main) {
  const [count, first] = [Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 1)]
  const results = Array.from({ length: count }, (_, n) => ({ seed: first + n, ...mashed(someKettle(first + n)) }))
  const overshoots = results.map(({ overshoot }) => overshoot).sort((a, b) => a - b)
  const percentile = (share: number) =>
    Number(overshoots[Math.min(count - 1, Math.ceil(share * count) - 1)]!.toFixed(3))
  const worst = results.toSorted((a, b) => b.overshoot - a.overshoot).slice(0, 5)
  process.stdout.write(
    `${JSON.stringify({
      scenario: 'random kettles',
      seeds: [first, first + count - 1],
      overshoot: { p50: percentile(0.5), p90: percentile(0.9), p95: percentile(0.95), worst: percentile(1) },
      oscillating: results.filter(({ oscillates }) => oscillates).map(({ seed }) => seed),
      turns: Math.max(...results.map(({ turns }) => turns)),
      unreached: results.filter(({ reach }) => reach === null).map(({ seed }) => seed),
      worst: worst.map(({ seed, overshoot }) => ({ seed, overshoot: Number(overshoot.toFixed(3)) })),
      cost: Number((results.reduce((sum, { cost }) => sum + cost, 0) / count).toFixed(1)),
      met: percentile(0.95) <= 0.5 && results.every(({ oscillates }) => !oscillates),
    })}\n`,
  )
}
