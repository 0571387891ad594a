import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { someBrewery, wander } from './breweries.ts'
import { runFaults, runRandomFaults } from './faults.ts'
import { fermenters, fridgeBrewery } from './fermenters.ts'
import { kettles } from './kettles.ts'
import { fewestStarts } from './limit.ts'
import { type Figures, measure, missed } from './measure.ts'
import { run } from './rig.ts'
import { Scenario } from './scenario.ts'

/**
 * Runs plants in virtual time through the house's control and prints one JSON line each; names choose scenarios. Where too many starts
 * were needed, a line tells how many the plant demands of anybody.
 * `--print-plant <name>` prints a scenario as JSON, `--plant <file>` runs one (or an array of them) of that format,
 * `--breweries <n>` runs as many random ones from `--seed <n>` on and prints how the figures are distributed, `--faults <n>` as many
 * of each kind healthy and with each fault (`--only "fermenter: heater"` some of them).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plant: { type: 'string' },
    'print-plant': { type: 'string' },
    breweries: { type: 'string' },
    faults: { type: 'string' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})

const known = [...fermenters, ...kettles]

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const rounded = (figures: object) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, value === null ? null : Math.round(value * 1e4) / 1e4]),
  )

function read(file: string): Scenario[] {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return (Array.isArray(content) ? content : [content]).map(item => Scenario.parse(item))
}

/** Quantiles of what random breweries make of the same controller; those that never got there are counted, not left out. */
function distribution(all: Figures[]) {
  const quantiles = (of: (figures: Figures) => number) => {
    const sorted = all.map(of).sort((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
    return rounded({ p5: at(0.05), p50: at(0.5), p95: at(0.95), worst: at(1) })
  }
  return {
    breweries: all.length,
    neverReached: all.filter(({ reach }) => reach === null).length,
    overshoot: quantiles(({ overshoot }) => overshoot),
    rmse: quantiles(({ rmse }) => rmse),
    reach: quantiles(({ reach }) => reach ?? Number.POSITIVE_INFINITY),
    starts: quantiles(({ starts }) => starts),
    cost: quantiles(({ cost }) => cost),
  }
}

function runBreweries(count: number, seed: number): void {
  const all = Array.from({ length: count }, (_, n) => {
    const scenario = someBrewery(seed + n, wander(fridgeBrewery))
    const figures = measure(scenario, run(scenario))
    print({ scenario: scenario.name, ...rounded(figures) })
    return figures
  })
  const summary = distribution(all)
  print({ ...summary, seed, met: summary.overshoot.p95! <= 0.15 && summary.rmse.worst! <= 0.1 })
}

if (values.breweries !== undefined) runBreweries(Number(values.breweries), Number(values.seed))
else if (values.faults !== undefined) runRandomFaults(Number(values.faults), Number(values.seed), values.only)
else if (values['print-plant'] !== undefined) {
  const scenario = known.find(({ name }) => name === values['print-plant'])
  if (!scenario) throw new Error(`expected one of ${known.map(({ name }) => name).join(', ')}`)
  process.stdout.write(`${JSON.stringify(scenario, null, 2)}\n`)
} else {
  const scenarios = values.plant === undefined ? known : read(values.plant)
  for (const scenario of scenarios) {
    if (positionals.length > 0 && !positionals.includes(scenario.name)) continue
    const figures = measure(scenario, run(scenario))
    const short = missed(scenario, figures)
    const { name, seed, gates } = scenario
    print({
      scenario: name,
      seed,
      ...rounded(figures),
      gates,
      missed: rounded(short),
      met: Object.keys(short).length === 0,
    })
    if (!('starts' in short) || gates.rmse === undefined) continue
    const fewest = fewestStarts(scenario, gates.rmse)
    if (fewest) print({ limit: name, rmse: gates.rmse, ...rounded(fewest) })
  }
  if (values.plant === undefined && positionals.length === 0) runFaults()
}
