import { type Brew, randomFermenter, randomKettle } from './faulty.ts'
import { fermenters } from './fermenters.ts'
import { kettles } from './kettles.ts'
import { run } from './rig.ts'
import type { Fault, Scenario } from './scenario.ts'

type Broken = Fault extends infer F ? (F extends Fault ? Omit<F, 'at'> : never) : never

const probes: Record<string, Broken> = {
  unplugged: { kind: 'unplugged' },
  frozen: { kind: 'frozen', probe: 'vessel' },
  'power-on value': { kind: 'shows', value: 85 },
  disconnected: { kind: 'shows', value: -127 },
}
const heater: Record<string, Broken> = {
  'heater welded': { kind: 'welded', actuator: 'heater' },
  'heater dead': { kind: 'dead', actuator: 'heater' },
}
const compressor: Record<string, Broken> = {
  'compressor dead': { kind: 'dead', actuator: 'cooler' },
  'compressor welded': { kind: 'welded', actuator: 'cooler' },
}
const jump: Broken = { kind: 'shows', value: 32 }
const all = {
  kettle: { ...probes, jump: { kind: 'shows', value: 95 }, ...heater },
  fermenter: { ...probes, 'air frozen': { kind: 'frozen', probe: 'air' }, jump, ...heater, ...compressor },
  'beer-only fermenter': { ...probes, jump, ...heater, ...compressor },
} satisfies Record<string, Record<string, Broken>>

/** How a run with a fault, or without one, went. */
export interface Outcome {
  /** What was tripped on first, and when, s. */
  trip: { kind: string; actuator: string | null; second: number; message: string } | null
  /** Seconds from the fault to the first trip, or to the first bad reading where nothing trips; null: not found. */
  after: number | null
  /** Whether the trip, if there is one, blames what is broken, and says rightly how it is. */
  named: boolean
  told: boolean
  /** Seconds for which what is dead was told to be on, or what is welded to be off while current could flow. */
  shown: number
  /** The furthest from its set point that the vessel truly got after the fault, °C. */
  furthest: number
}

/** A fermenter is looked at every so many seconds: the runs take half as long. */
const slowly = 2

/** Runs a scenario until its fault is found, or something trips. */
export function judged(scenario: Scenario): Outcome {
  const { fault } = scenario
  const pace = scenario.plant.kind === 'fermenter' ? slowly : 1
  let [shown, furthest] = [0, 0]
  for (const { second, trips, believed, heater, cooler, truth, setPoint, loop } of run(scenario, pace)) {
    const broken = fault !== undefined && second >= fault.at
    if (broken && 'actuator' in fault) {
      const told = fault.actuator === 'heater' ? heater : cooler
      // The master relay of what is off is open.
      const flows = fault.actuator === 'cooler' || loop.mode.kind !== 'off'
      if (fault.kind === 'dead' ? told > 0 : told === 0 && flows) shown += pace
    }
    if (broken) furthest = Math.max(furthest, Math.abs(truth - setPoint))
    const [first] = trips
    const noticed = broken && !believed
    if (!first && !noticed) continue
    const trip = first ? { kind: first.kind, actuator: first.actuator, second, message: first.message } : null
    return { trip, after: broken ? second - fault.at : null, ...judgement(fault, trip), shown, furthest }
  }
  return { trip: null, after: null, named: false, told: false, shown, furthest }
}

function judgement(fault: Fault | undefined, trip: Outcome['trip']): { named: boolean; told: boolean } {
  const both = (named: boolean, told = named) => ({ named, told: named && told })
  switch (fault?.kind) {
    case undefined:
      return both(false)
    case 'frozen':
      return both(trip?.kind === 'frozen-sensor' && trip.message.startsWith(fault.probe === 'air' ? 'air ' : 'probe '))
    case 'welded':
      return both(trip?.actuator === fault.actuator, trip?.kind !== 'no-response')
    case 'dead':
      return both(trip?.actuator === fault.actuator, trip?.kind !== 'stuck-on')
    case 'unplugged':
    case 'shows':
      return both(trip === null)
  }
}

/** A fault that did not show for so many seconds cannot be missed. */
const hidden = 1800

/** Runs breweries with a fault each, and sums up; without a fault what trips is a false alarm. */
function summary(name: string, brews: readonly Scenario[]) {
  const outcomes = brews.map(scenario => ({ seed: scenario.seed, fault: scenario.fault, ...judged(scenario) }))
  const seeds = (of: (outcome: (typeof outcomes)[number]) => boolean) => outcomes.filter(of).map(({ seed }) => seed)
  const early = seeds(({ trip, after }) => trip !== null && after === null)
  const notFound = outcomes.filter(({ after, seed }) => after === null && !early.includes(seed))
  const never = notFound
    .filter(({ fault, shown }) => fault && 'actuator' in fault && shown < hidden)
    .map(({ seed }) => seed)
  const missed = notFound.map(({ seed }) => seed).filter(seed => !never.includes(seed))
  const found = outcomes.filter(({ after }) => after !== null)
  const times = found.map(({ after }) => after!).sort((a, b) => a - b)
  const misnamed = found.filter(({ named }) => !named)
  const mistold = found.filter(({ named, told }) => named && !told)
  const healthy = outcomes.every(({ fault }) => !fault)
  const blamed = (list: typeof outcomes) =>
    list.map(({ seed, trip }) => `${seed}: ${trip?.actuator ?? ''} ${trip?.kind} at ${trip?.second}`)
  return {
    brewery: name,
    runs: outcomes.length,
    seeds: [outcomes[0]!.seed, outcomes.at(-1)!.seed],
    ...(healthy
      ? {}
      : {
          found: found.length,
          named: found.length - misnamed.length,
          median: times[times.length >> 1] ?? null,
          worst: times.at(-1) ?? null,
          furthest: Math.round(Math.max(...outcomes.map(({ furthest }) => furthest)) * 100) / 100,
          missed,
          neverShown: never,
          misnamed: blamed(misnamed),
          mistold: blamed(mistold),
        }),
    falseTrips: blamed(outcomes.filter(({ seed }) => early.includes(seed))),
    message: found[0]?.trip?.message,
    gate: healthy ? 'no false trip' : 'all that showed found and named, no false trip',
    met: early.length === 0 && (healthy || (missed.length === 0 && misnamed.length === 0)),
  }
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** Random breweries by their names. */
const kinds: Record<string, { faults: Record<string, Broken>; make: (seed: number) => Brew; early: number }> = {
  kettle: { faults: all.kettle, make: randomKettle, early: 300 },
  fermenter: { faults: all.fermenter, make: seed => randomFermenter(seed, true, true), early: 3600 },
  'plain fermenter': { faults: all.fermenter, make: seed => randomFermenter(seed, true, false), early: 3600 },
  'beer-only fermenter': {
    faults: all['beer-only fermenter'],
    make: seed => randomFermenter(seed, false, seed % 4 < 2),
    early: 3600,
  },
}

/**
 * Random breweries of each kind, healthy and with each fault: half of them break early, half while they are held. Prints a JSON
 * line each.
 * @param only the beginning of "<brewery>: <fault>", such as "fermenter: heater"; "none" is no fault
 */
export function runRandomFaults(count: number, first: number, only = ''): void {
  for (const [kind, { faults, make, early }] of Object.entries(kinds))
    for (const [name, broken] of [['none', null], ...Object.entries(faults)] as [string, Broken | null][]) {
      if (!`${kind}: ${name}`.startsWith(only)) continue
      const brews = Array.from({ length: count }, (_, n) => {
        const { scenario, heldAt } = make(first + n)
        const at = (first + n) % 2 ? early : heldAt
        return broken ? { ...scenario, fault: { ...broken, at } as Fault } : scenario
      })
      print({ fault: name, ...summary(kind, brews) })
    }
}

/** The faults of plants.md on its own fermenter and kettle: hours into scenario D, and in the mash. */
export function runFaults(): void {
  const nominal = [
    { scenario: fermenters.find(({ name }) => name === 'D')!, kind: 'fermenter', at: 6 * 3600 },
    { scenario: kettles.find(({ name }) => name === 'kettle')!, kind: 'kettle', at: 3600 },
  ] as const
  for (const { scenario, kind, at } of nominal)
    for (const [name, broken] of Object.entries(all[kind])) {
      const vessel = { ...scenario.vessel, kind }
      print({ fault: name, ...summary(scenario.name, [{ ...scenario, vessel, fault: { ...broken, at } as Fault }]) })
    }
}
