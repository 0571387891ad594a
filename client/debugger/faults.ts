import type { BreweryFault, RelayName, SensorName, Simulation } from '../../data/model/simulation.ts'

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

/** Said of what no sensor of the brewery can tell. */
const unseen = (where: string) => `Nothing here measures that, and no alarm comes: look ${where} yourself.`

const probeFailures: Failure[] = [
  { kind: 'sensor-unplugged', label: 'Unplug', see: 'No reading within seconds: its vessel rests and says why.' },
  { kind: 'sensor-frozen', label: 'Freeze', see: 'The value stands still, whatever the truth does.' },
  { kind: 'sensor-shorted', label: 'Short', see: 'All three probes on the bus are lost at once.' },
  { kind: 'sensor-noisy', label: 'Make noisy', see: 'The value strays by some degrees from one second to the next.' },
]

const roomFailures = probeFailures.map(failure =>
  failure.kind === 'sensor-unplugged' || failure.kind === 'sensor-shorted'
    ? { ...failure, see: 'No reading within seconds.' }
    : failure,
)

const levelFailures: Failure[] = [
  { kind: 'sensor-unplugged', label: 'Unplug', see: 'It shows no water: its kettle is not heated.' },
  {
    kind: 'sensor-frozen',
    label: 'Freeze',
    see: `It shows for ever what it shows now, whether there is water or not. ${unseen('into the kettle')}`,
  },
  { kind: 'sensor-shorted', label: 'Short', see: `It shows water for ever. ${unseen('into the kettle')}` },
  { kind: 'sensor-noisy', label: 'Make noisy', see: 'It chatters: its kettle is not heated until it is calm.' },
]

/** What can happen to a sensor. */
export function sensorFailures(sensor: SensorName): Failure[] {
  if (sensor === 'level') return levelFailures
  return sensor === 'room' ? roomFailures : probeFailures
}

/** What can happen to a relay. */
export function relayFailures(relay: RelayName): Failure[] {
  const pumps = relay === 'kettlePump'
  const welded = pumps ? `it pumps on. ${unseen('at the pump')}` : 'it heats or cools on.'
  const broken = pumps ? `it stands still. ${unseen('at the pump')}` : 'the temperature does not follow.'
  return [
    { kind: 'relay-welded', label: 'Weld', see: `Closed, although nothing drives it: ${welded}` },
    { kind: 'relay-open', label: 'Break', see: `Driven, but open: ${broken}` },
  ]
}

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

/** What the level switch shows, marked where that is not so. */
export function levelWords({ enough, closed }: Simulation['level']): string {
  const shown = closed ? 'water' : 'no water'
  return enough === closed ? shown : `${shown}!`
}

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
