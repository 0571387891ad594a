import type { ActuatorUse } from '../data/model/actuator.ts'
import { type Draft, type Field, longest, longestStale } from './fields.ts'
import { acceptedRiskWords } from './risk.ts'

/** How long a sensor's last value counts. */
export const stale: Field = {
  pointer: '/staleAfter',
  label: 'Not to be trusted after',
  kind: 'number',
  unit: 's',
  ...longestStale,
  hint: 'Without a new reading for so long its value counts no more, and outputs that depend on it rest.',
}

/** What an analog sensor is measured against. */
export const reference: Field = {
  pointer: '/driver/reference',
  label: 'Reference voltage',
  kind: 'number',
  unit: 'V',
  least: 1,
  most: 6,
}
/** Where a thing hangs that is there already: a new one is hung where somebody tapped. */
const known = (draft: Draft) => 'version' in draft
/** The digital pin of a thing in service. */
export const pinField: Field = {
  pointer: '/driver/pin',
  label: 'Pin',
  kind: 'number',
  least: 0,
  most: 69,
  shown: known,
}
/** The analog channel of a sensor in service. */
export const channelField: Field = {
  pointer: '/driver/channel',
  label: 'Analog channel (A0 is 0)',
  kind: 'number',
  least: 0,
  most: 15,
  shown: known,
}

/** The number of a digital probe in service. */
export const romField: Field = {
  pointer: '/driver/rom',
  label: 'Its number',
  kind: 'text',
  nullable: true,
  hint: 'Of a probe that takes the place of a broken one: 16 digits, 28 first. Empty: the only one on the pin.',
  shown: known,
}
const seconds = { kind: 'number', unit: 's', least: 0, most: longest } as const
/** The curve of a thermistor. */
export const steinhartHart = (['a', 'b', 'c'] as const).map(
  (letter): Field => ({
    pointer: `/driver/${letter}`,
    label: `Steinhart–Hart ${letter}`,
    kind: 'number',
    least: -1,
    most: 1,
    ...(letter === 'c' ? { hint: 'From its data sheet; as they are, for the usual 10 kΩ at 25 °C.' } : {}),
  }),
)
/** Which way a relay is turned. */
export const activeLow: Field = {
  pointer: '/driver/activeLow',
  label: 'Switches on when the pin is low',
  kind: 'tick',
  hint: 'Most relay boards with opto-couplers do.',
}

const uses: { value: ActuatorUse; text: string }[] = [
  { value: 'heater', text: 'Heater' },
  { value: 'cooler', text: 'Cooler or compressor' },
  { value: 'pump', text: 'Pump' },
  { value: 'valve', text: 'Valve' },
  { value: 'master', text: 'Master relay before all heaters' },
]

/** What actuators of all kinds have. */
export const actuatorFields: Field[] = [
  { pointer: '/use', label: 'What it moves', kind: 'choice', choices: uses },
  {
    pointer: '/power',
    label: 'Power',
    kind: 'number',
    unit: 'W',
    least: 0,
    most: 100_000,
    hint: 'At full power. Counts against the power budget.',
  },
  { pointer: '/minimumOn', label: 'Stays on for at least', ...seconds },
  {
    pointer: '/minimumOff',
    label: 'Stays off for at least',
    ...seconds,
    hint: 'A compressor needs about 300 s between two starts.',
  },
  {
    pointer: '/maximumOn',
    label: 'Runs without a break for at most',
    ...seconds,
    nullable: true,
    hint: 'Empty: 4 h for a heater and 2 h for a cooler without an answer of its vessel, a day for a pump. 0: no limit.',
  },
  {
    pointer: '/risk',
    label: acceptedRiskWords,
    kind: 'tick',
    ticked: { on: acceptedRiskWords, off: null },
    hint: 'Only for a heater on a board without a heartbeat. Our firmware has one: better flash that.',
    shown: ({ use }) => use === 'heater',
  },
]
