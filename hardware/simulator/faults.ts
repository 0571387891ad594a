import type { BreweryFault } from '../../data/model/simulation.ts'

/** Whether two faults are the same kind of fault of the same thing. */
export function isSameFault(one: BreweryFault, other: BreweryFault): boolean {
  return one.kind === other.kind && subjectOf(one) === subjectOf(other)
}

const subjectOf = (fault: BreweryFault): string =>
  'sensor' in fault ? fault.sensor : 'relay' in fault ? fault.relay : 'board'
