import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fermenters } from './fermenters.ts'
import { kettles } from './kettles.ts'
import { measure, missed } from './measure.ts'
import { run } from './rig.ts'
import { Scenario } from './scenario.ts'

/**
 * Runs plants in virtual time through the house's control and prints one JSON line each; names choose scenarios.
 * `--print-plant <name>` prints a scenario as JSON, `--plant <file>` runs one (or an array of them) of that format.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { plant: { type: 'string' }, 'print-plant': { type: 'string' } },
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

if (values['print-plant'] !== undefined) {
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
  }
}
