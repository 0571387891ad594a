import type { ActuatorUse } from '../data/model/actuator.ts'
import type { Pin } from '../data/model/board.ts'
import type { Draft, Field } from './fields.ts'
import type { IconName } from './icons.ts'
import { acceptedRiskWords } from './risk.ts'

/** Something that can hang on a pin. */
export interface PinKind {
  id: string
  text: string
  hint: string
  icon: IconName
  collection: 'sensors' | 'actuators'
  needs: Pin['modes'][number]
  /** More of the same may share the pin. */
  shared?: boolean
  fresh(pin: Pin): Draft
  fields: Field[]
  /** What goes where: from the part to the board. */
  wires(pin: string): readonly (readonly [string, string])[]
  note?: string
}

const stale: Field = {
  pointer: '/staleAfter',
  label: 'Not to be trusted after',
  kind: 'number',
  unit: 's',
  hint: 'Without a new reading for so long its value counts no more, and outputs that depend on it rest.',
}
const reference: Field = { pointer: '/driver/reference', label: 'Reference voltage', kind: 'number', unit: 'V' }
const activeLow: Field = {
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
const actuatorFields: Field[] = [
  { pointer: '/use', label: 'What it moves', kind: 'choice', choices: uses },
  {
    pointer: '/power',
    label: 'Power',
    kind: 'number',
    unit: 'W',
    hint: 'At full power. Counts against the power budget.',
  },
  { pointer: '/minimumOn', label: 'Stays on for at least', kind: 'number', unit: 's' },
  {
    pointer: '/minimumOff',
    label: 'Stays off for at least',
    kind: 'number',
    unit: 's',
    hint: 'A compressor needs about 300 s between two starts.',
  },
  {
    pointer: '/maximumOn',
    label: 'Runs without a break for at most',
    kind: 'number',
    unit: 's',
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

const analog = (kind: 'lm35' | 'tmp36', text: string, hint: string): PinKind => ({
  id: kind,
  text,
  hint,
  icon: 'probe',
  collection: 'sensors',
  needs: 'analog',
  fresh: ({ analog: channel }) => ({ driver: { kind, channel, reference: 5 }, staleAfter: 10 }),
  fields: [reference, stale],
  wires: pin => [
    ['left (+V)', '5 V'],
    ['middle (Vout)', pin],
    ['right (GND)', 'GND'],
  ],
  note: 'Seen from the flat side. Turned round it gets hot: take it off at once.',
})

const output = (kind: 'relay' | 'slow-pwm', text: string, hint: string, fields: Field[], settings: Draft): PinKind => ({
  id: kind,
  text,
  hint,
  icon: 'power',
  collection: 'actuators',
  needs: 'output',
  fresh: ({ pin }) => ({
    driver: { kind, pin, activeLow: false, ...settings },
    use: 'heater',
    power: 0,
    minimumOn: 0,
    minimumOff: 0,
    maximumOn: null,
    risk: null,
  }),
  fields: [...actuatorFields, ...fields, activeLow],
  wires: pin => [
    ['IN', pin],
    ['VCC', '5 V'],
    ['GND', 'GND'],
  ],
  note: 'Mains voltage kills. What is behind the relay is for an electrician.',
})

/** All that can hang on a pin: one entry each. */
export const pinKinds: PinKind[] = [
  {
    id: 'ds18b20',
    text: 'DS18B20 probe',
    hint: 'Digital thermometer, ±0.5 °C. Many can share one pin.',
    icon: 'probe',
    collection: 'sensors',
    needs: 'onewire',
    shared: true,
    fresh: ({ pin }) => ({ driver: { kind: 'ds18b20', pin, rom: null }, staleAfter: 10 }),
    fields: [stale],
    wires: pin => [
      ['red', '5 V'],
      ['yellow (data)', pin],
      ['black', 'GND'],
    ],
    note: 'One resistor of 4.7 kΩ between data and 5 V, however many probes there are.',
  },
  analog('tmp36', 'TMP36', 'Analog thermometer, −40 to 125 °C.'),
  analog('lm35', 'LM35', 'Analog thermometer, 0 to 150 °C.'),
  {
    id: 'ntc',
    text: 'NTC thermistor',
    hint: 'A resistor that falls with temperature, with a fixed one to 5 V.',
    icon: 'probe',
    collection: 'sensors',
    needs: 'analog',
    fresh: ({ analog: channel }) => ({ driver: { kind: 'ntc', channel, series: 10_000 }, staleAfter: 10 }),
    fields: [{ pointer: '/driver/series', label: 'Fixed resistor', kind: 'number', unit: 'Ω' }, stale],
    wires: pin => [
      ['one leg', pin],
      ['other leg', 'GND'],
      ['fixed resistor', `${pin} to 5 V`],
    ],
  },
  {
    id: 'digital',
    text: 'Switch or level sensor',
    hint: 'Open or closed: a float switch, a pilot light.',
    icon: 'target',
    collection: 'sensors',
    needs: 'input',
    fresh: ({ pin }) => ({ driver: { kind: 'digital', pin, pullUp: true, invert: false }, staleAfter: 10 }),
    fields: [
      { pointer: '/driver/pullUp', label: 'Switches to ground (pull-up on)', kind: 'tick' },
      { pointer: '/driver/invert', label: 'Turn round', kind: 'tick', hint: 'Closed then counts as open.' },
      stale,
    ],
    wires: pin => [
      ['one side', pin],
      ['other side', 'GND'],
    ],
  },
  output(
    'slow-pwm',
    'SSR, share of time',
    'Solid state relay or relay that is on for a share of each period: for heaters and compressors.',
    [
      {
        pointer: '/driver/period',
        label: 'Period',
        kind: 'number',
        unit: 's',
        hint: '4 s for a kettle with an SSR, 1200 s for a compressor.',
      },
    ],
    { period: 10 },
  ),
  output('relay', 'Relay, on or off', 'For pumps and valves, and what must not switch often.', [], {}),
  {
    ...output('relay', '', '', [], {}),
    id: 'pwm',
    text: 'PWM, dimmed',
    hint: 'For DC pumps and fans behind a MOSFET: any share of power.',
    needs: 'pwm',
    fresh: ({ pin }) => ({
      driver: { kind: 'pwm', pin },
      use: 'pump',
      power: 0,
      minimumOn: 0,
      minimumOff: 0,
      maximumOn: null,
      risk: null,
    }),
    fields: actuatorFields,
    wires: pin => [
      ['gate', pin],
      ['10 kΩ', 'gate to GND'],
      ['source', 'GND'],
      ['drain', 'load −'],
    ],
    note: 'The other end of the load goes to + of its own supply, whose − goes to GND. A motor needs a diode across it.',
  },
]

/** What may still be hung on a pin, with what is there already. */
export function fitting({ modes }: Pick<Pin, 'modes'>, there: readonly string[]): PinKind[] {
  return pinKinds.filter(
    kind => modes.includes(kind.needs) && (there.length === 0 || (kind.shared && there.every(id => id === kind.id))),
  )
}

/** What a pin can do, in words. */
export function abilities({ modes }: Pick<Pin, 'modes'>): string {
  const words: [Pin['modes'][number], string][] = [
    ['onewire', '1-Wire probes'],
    ['analog', 'analog thermometers'],
    ['input', 'switches'],
    ['output', 'relays'],
    ['pwm', 'PWM'],
  ]
  const able = words.filter(([mode]) => modes.includes(mode)).map(([, word]) => word)
  return able.length === 0 ? 'nothing we use' : able.join(', ')
}
