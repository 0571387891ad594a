import type { BreweryFault, RelayName, SensorName } from '../../data/model/simulation.ts'

/** A way to fail, and what one should see then. */
export interface Failure {
  kind: BreweryFault['kind']
  label: string
  see: string
}

/** What measures, in words. */
export const sensors: Record<SensorName, string> = {
  beer: 'Beer probe',
  fridgeAir: 'Fridge air probe',
  kettle: 'Kettle probe',
  room: 'Room',
  level: 'Level switch',
}

/** What switches, in words. */
export const relays: Record<RelayName, string> = {
  kettlePump: 'Kettle pump',
  kettleElement: 'Kettle element',
  compressor: 'Compressor',
  chamberHeater: 'Chamber heater',
}

/** What can happen to a sensor. */
export const sensorFailures: Failure[] = [
  {
    kind: 'sensor-unplugged',
    label: 'Unplug',
    see: 'A probe: no reading within seconds, its vessel rests and says why. A level switch shows no water: its kettle is not heated.',
  },
  { kind: 'sensor-frozen', label: 'Freeze', see: 'The value stands still, whatever the truth does.' },
  {
    kind: 'sensor-shorted',
    label: 'Short',
    see: 'A probe: all three on the bus are lost at once. A level switch shows water for ever.',
  },
  { kind: 'sensor-noisy', label: 'Make noisy', see: 'The value strays by 2 °C from one second to the next.' },
]

/** What can happen to a relay. */
export const relayFailures: Failure[] = [
  { kind: 'relay-welded', label: 'Weld', see: 'Closed, although nothing drives it: it heats or cools on.' },
  { kind: 'relay-open', label: 'Break', see: 'Driven, but open: the temperature does not follow.' },
]

/** What can happen to a board. */
export const boardFailures: (Failure & { silently?: true })[] = [
  { kind: 'board-unplugged', label: 'Unplug', see: 'An alarm at once; what hangs on it rests.' },
  {
    kind: 'board-unplugged',
    silently: true,
    label: 'Unplug silently',
    see: 'The same after three unanswered pings, 4 s.',
  },
  {
    kind: 'board-hung',
    label: 'Hang',
    see: 'Its watchdog resets it within a second: the log says so, then all as before.',
  },
  { kind: 'board-reset', label: 'Reset', see: 'Outputs fall, and come back by themselves.' },
]

/** A fault in words: `Kettle probe: unplugged`. */
export function faultWords(fault: BreweryFault): string {
  const [subject, what] = fault.kind.split('-') as [string, string]
  if ('sensor' in fault) return `${sensors[fault.sensor]}: ${what}`
  if ('relay' in fault) return `${relays[fault.relay]}: ${what}`
  return `${subject === 'board' ? 'Board' : subject}: ${what}${'silently' in fault && fault.silently ? ' silently' : ''}`
}

/** The query that names a fault, for healing it. */
export function faultQuery(fault: BreweryFault): string {
  const { kind } = fault
  const subject = 'sensor' in fault ? { sensor: fault.sensor } : 'relay' in fault ? { relay: fault.relay } : {}
  return new URLSearchParams({ kind, ...subject }).toString()
}
