import type { Pin } from '../data/model/board.ts'
import type { Draft, Field } from './fields.ts'
import type { IconName } from './icons.ts'
import {
  activeLow,
  actuatorFields,
  channelField,
  pinField,
  reference,
  romField,
  stale,
  steinhartHart,
} from './pin-fields.ts'

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

const analog = (kind: 'lm35' | 'tmp36', text: string, hint: string): PinKind => ({
  id: kind,
  text,
  hint,
  icon: 'probe',
  collection: 'sensors',
  needs: 'analog',
  fresh: ({ analog: channel }) => ({ driver: { kind, channel, reference: 5 }, staleAfter: 10 }),
  fields: [reference, stale, channelField],
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
  fields: [...actuatorFields, ...fields, activeLow, pinField],
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
    fields: [stale, romField, pinField],
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
    fresh: ({ analog: channel }) => ({
      driver: { kind: 'ntc', channel, series: 10_000, a: 1.125308852122e-3, b: 2.34711863267e-4, c: 8.5663516e-8 },
      staleAfter: 10,
    }),
    fields: [
      { pointer: '/driver/series', label: 'Fixed resistor', kind: 'number', unit: 'Ω', least: 1, most: 10_000_000 },
      ...steinhartHart,
      stale,
      channelField,
    ],
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
      pinField,
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
        least: 2,
        most: 7200,
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
    fields: [...actuatorFields, pinField],
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
