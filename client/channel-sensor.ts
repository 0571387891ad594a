import { type Draft, type Field, longestStale } from './fields.ts'

const units = [
  { value: 'celsius', text: '°C' },
  { value: 'fahrenheit', text: '°F' },
  { value: 'kelvin', text: 'K' },
  { value: 'none', text: 'A number as it is: specific gravity' },
]

/** Fields of a sensor that hears a channel: a hydrometer, a script, another controller. */
export const channelFields: Field[] = [
  {
    pointer: '/driver/channel',
    label: 'Channel',
    kind: 'text',
    hint: 'What it publishes on: words joined by dots, like tilt.red. The Debugger shows what comes in.',
  },
  {
    pointer: '/driver/pointer',
    label: 'Where the value is in its message',
    kind: 'text',
    hint: 'A JSON pointer like /gravity; empty: the message is the value.',
  },
  { pointer: '/driver/unit', label: 'Unit', kind: 'choice', choices: units },
  {
    pointer: '/staleAfter',
    label: 'Not to be trusted after',
    kind: 'number',
    unit: 's',
    ...longestStale,
    hint: 'Without a new value for so long: three times its interval or so.',
  },
]

/** A sensor on a channel that nobody has described yet: hydrometers speak every quarter of an hour. */
export const freshChannelSensor: Draft = {
  name: '',
  board: null,
  driver: { kind: 'channel', channel: '', pointer: '', unit: 'none' },
  staleAfter: 3600,
}
