import type { RelayName, SensorName } from './wiring.ts'

/** What can go wrong in the simulated brewery. */
export type BreweryFault =
  /** Its wire is off: a probe is gone from the bus, an analog input floats, the level switch stays open. */
  | { kind: 'sensor-unplugged'; sensor: SensorName }
  /** It shows what it showed when the fault came. */
  | { kind: 'sensor-frozen'; sensor: SensorName }
  /** Its signal wire touches ground: one shorted probe takes the whole 1-Wire bus with it. */
  | { kind: 'sensor-shorted'; sensor: SensorName }
  /** It strays by `deviation` °C (standard deviation, 2 if left out); a level switch chatters. */
  | { kind: 'sensor-noisy'; sensor: SensorName; deviation?: number }
  /** Its contact stays closed whatever the board says. */
  | { kind: 'relay-welded'; relay: RelayName }
  /** Its contact stays open; also: the heater or compressor behind it is dead. */
  | { kind: 'relay-open'; relay: RelayName }
  /** No cable, no power. `silently`: the host is never told that the port closed, as real systems sometimes fail to. */
  | { kind: 'board-unplugged'; silently?: boolean }
  /** The program is stuck; the watchdog resets our firmware, others hang until they are reset. Ends by itself. */
  | { kind: 'board-hung' }
  /** Somebody pressed the button. Ends by itself. */
  | { kind: 'board-reset' }

/** Whether two faults are the same kind of fault of the same thing. */
export function isSameFault(one: BreweryFault, other: BreweryFault): boolean {
  return one.kind === other.kind && subjectOf(one) === subjectOf(other)
}

const subjectOf = (fault: BreweryFault): string =>
  'sensor' in fault ? fault.sensor : 'relay' in fault ? fault.relay : 'board'
