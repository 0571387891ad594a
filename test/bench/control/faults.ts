import { parseArgs } from 'node:util'
import { type Brew, randomFermenter, randomKettle } from './faults-plants.ts'
import { type BenchFault, runBrew } from './faults-rig.ts'

/**
 * Random breweries, healthy and with each fault, in virtual time through the house's own floor; one JSON line for each
 * fault found or missed, and for each false trip. `--plants <n>` of each kind, `--first <seed>`, `--only <name>`.
 */
const { values } = parseArgs({
  options: {
    plants: { type: 'string', default: '200' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const plants = Number(values.plants)
const first = Number(values.first)

const kinds: {
  name: string
  make: (seed: number) => Brew
  /** Seconds; half of the faults come there, half while it is held. */
  early: number
  faults: Record<string, BenchFault>
}[] = [
  {
    name: 'kettle',
    make: randomKettle,
    early: 300,
    faults: {
      unplugged: { kind: 'unplugged' },
      frozen: { kind: 'frozen' },
      'power-on value': { kind: 'shows', value: 85 },
      disconnected: { kind: 'shows', value: -127 },
      jump: { kind: 'shows', value: 95 },
      'heater welded': { kind: 'welded', actuator: 'heater' },
      'heater dead': { kind: 'dead', actuator: 'heater' },
    },
  },
  {
    name: 'fermenter',
    make: randomFermenter,
    early: 3600,
    faults: {
      unplugged: { kind: 'unplugged' },
      frozen: { kind: 'frozen' },
      'power-on value': { kind: 'shows', value: 85 },
      disconnected: { kind: 'shows', value: -127 },
      jump: { kind: 'shows', value: 32 },
      'heater welded': { kind: 'welded', actuator: 'heater' },
      'heater dead': { kind: 'dead', actuator: 'heater' },
      'compressor dead': { kind: 'dead', actuator: 'cooler' },
      'compressor welded': { kind: 'welded', actuator: 'cooler' },
    },
  },
]

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const round = (value: number) => Math.round(value * 100) / 100

for (const { name, make, early, faults } of kinds) {
  const all: [string, BenchFault | null][] = [['none', null], ...Object.entries(faults)]
  for (const [faultName, fault] of all) {
    if (values.only && !`${name} ${faultName}`.includes(values.only)) continue
    const found: number[] = []
    const missed: number[] = []
    const unused: number[] = []
    let [highest, forbidden, cost, message] = [-100, 0, 0, '']
    for (let seed = first; seed < first + plants; seed++) {
      const brew = make(seed)
      const outcome = runBrew(brew, fault, seed % 2 ? early : brew.heldAt)
      forbidden += outcome.forbidden
      cost += outcome.cost / plants
      if (fault === null) {
        for (const { kind, at: when, message: text } of outcome.trips)
          print({ plant: name, seed, falseTrip: kind, second: (when - Date.UTC(2026, 0, 1)) / 1000, text })
        if (outcome.trips.length > 0) missed.push(seed)
        continue
      }
      highest = Math.max(highest, outcome.highest)
      message ||= outcome.trips[0]?.message ?? ''
      if (outcome.foundAfter === null && !outcome.used) unused.push(seed)
      else if (outcome.foundAfter === null) missed.push(seed)
      else found.push(outcome.foundAfter)
    }
    found.sort((a, b) => a - b)
    print({
      plant: name,
      fault: faultName,
      seeds: [first, first + plants - 1],
      ...(fault === null
        ? { falseTrips: missed.length, cost: round(cost) }
        : {
            found: found.length,
            median: found[found.length >> 1],
            worst: found.at(-1),
            highest: round(highest),
            message,
          }),
      missed,
      ...(unused.length > 0 ? { unused } : {}),
      forbidden,
      met: missed.length === 0 && forbidden === 0,
    })
  }
}
