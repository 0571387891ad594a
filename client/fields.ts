import type { Board } from '../data/model/board.ts'
import type { Brewery } from './brewery.ts'
import { held, tunings, usual, vesselKinds } from './vessel-choices.ts'

/** A field of a form: where its value is in the document, and how it is asked for. */
export interface Field {
  /** JSON pointer, as the server names it when it is wrong. */
  pointer: string
  label: string
  /** A temperature is °C in the document and in people's unit on the screen. */
  kind: 'text' | 'number' | 'temperature' | 'choice' | 'tick'
  unit?: string
  hint?: string
  /** Empty text is null. */
  nullable?: boolean
  choices?: readonly Choice[]
  /** What a tick means; true and false when left out. */
  ticked?: { on: unknown; off: unknown }
  shown?: (draft: Draft) => boolean
  /** What else a choice sets, by its value. */
  brings?: Record<string, Draft>
}

/** A choice; an empty value is null. `whole` replaces the document around the field: another kind has other fields. */
export interface Choice {
  value: string
  text: string
  whole?: unknown
}

/** What a form works on: a document of the REST interface while it is being written. */
export type Draft = Record<string, unknown>

/** Ways to reach a board: one entry each. */
export const transports: Record<
  Board['transport']['kind'],
  { text: string; hint: string; fresh: Draft; fields: Field[] }
> = {
  simulated: {
    text: 'Simulated',
    hint: 'A simulated Arduino Uno with kettle and fermenter: to try things out without any hardware.',
    fresh: { kind: 'simulated' },
    fields: [],
  },
  serial: {
    text: 'USB or serial port',
    hint: 'An Arduino on a USB cable, with Firmata or better our own firmware, which switches off by itself when this computer fails.',
    fresh: { kind: 'serial', path: '' },
    fields: [
      { pointer: '/transport/path', label: 'Port', kind: 'text', hint: 'As the system names it: /dev/ttyACM0, COM3.' },
      {
        pointer: '/transport/baudRate',
        label: 'Speed',
        kind: 'number',
        unit: 'baud',
        hint: '57600 unless the firmware was built with another.',
      },
    ],
  },
  tcp: {
    text: 'Network (Firmata over TCP)',
    hint: 'An ESP8266 or ESP32 with StandardFirmataWiFi that listens on a port. It cannot switch a heater off by itself.',
    fresh: { kind: 'tcp', host: '', port: 3030 },
    fields: [
      { pointer: '/transport/host', label: 'Host', kind: 'text', hint: 'Name or address: 192.168.1.40.' },
      {
        pointer: '/transport/port',
        label: 'Port',
        kind: 'number',
        hint: '3030 unless the firmware was built with another.',
      },
    ],
  },
  particle: {
    text: 'Spark or Particle',
    hint: 'A board with VoodooSpark. It has no 1-Wire, and cannot switch a heater off by itself.',
    fresh: { kind: 'particle', address: { kind: 'direct', host: '', port: 48_879 } },
    fields: [
      {
        pointer: '/transport/address/kind',
        label: 'Where it is',
        kind: 'choice',
        choices: [
          { value: 'direct', text: 'At an address', whole: { kind: 'direct', host: '', port: 48_879 } },
          { value: 'cloud', text: 'Ask the Particle cloud', whole: { kind: 'cloud', deviceId: '' } },
        ],
      },
      { pointer: '/transport/address/host', label: 'Host', kind: 'text', shown: isAt('direct') },
      { pointer: '/transport/address/port', label: 'Port', kind: 'number', shown: isAt('direct') },
      { pointer: '/transport/address/deviceId', label: 'Device id', kind: 'text', shown: isAt('cloud') },
      {
        pointer: '/transport/address/accessToken',
        label: 'Access token',
        kind: 'text',
        hint: 'Kept here and never shown again; what is not typed stays as it was.',
        shown: isAt('cloud'),
      },
    ],
  },
}

/** Whether a Particle board is reached that way. */
function isAt(kind: 'direct' | 'cloud') {
  return ({ transport }: Draft) => (transport as { address?: { kind?: string } }).address?.kind === kind
}

/** What a thing is called. */
export const nameField: Field = { pointer: '/name', label: 'Name', kind: 'text' }

/** Fields of a board whose transport is of this kind. */
export function boardFields(kind: Board['transport']['kind']): Field[] {
  const choices = Object.entries(transports).map(([value, { text, fresh }]) => ({ value, text, whole: fresh }))
  const { hint, fields } = transports[kind]
  return [
    nameField,
    { pointer: '/transport/kind', label: 'How it is reached', kind: 'choice', choices, hint },
    ...fields,
  ]
}

const tunedBy = (kind: string) => (draft: Draft) => (draft.tuning as { kind: string }).kind === kind
const pid = tunedBy('pid')
const hysteresis = tunedBy('hysteresis')
const chamber = tunedBy('chamber')

/** Fields of a vessel: thermometers and actuators of its kind that no other vessel uses can be chosen. */
export function vesselFields({ sensors, actuators, vessels }: Brewery, id: string | undefined): Field[] {
  const others = vessels.filter(vessel => vessel.id !== id)
  const none = { value: '', text: 'None' }
  const named = (things: { id: string; name: string }[]) => [
    none,
    ...things.map(thing => ({ value: thing.id, text: thing.name })),
  ]
  const thermometers = sensors.filter(({ driver }) => driver.kind !== 'digital')
  const free = (use: 'heater' | 'cooler') =>
    actuators.filter(one => one.use === use && !others.some(vessel => vessel[use] === one.id))
  return [
    nameField,
    // Only while it is put together: a vessel in service keeps its control and range.
    { pointer: '/kind', label: 'Kind', kind: 'choice', choices: vesselKinds, ...(id ? {} : { brings: usual }) },
    { pointer: '/sensor', label: 'Thermometer', kind: 'choice', nullable: true, choices: named(thermometers) },
    { pointer: '/heater', label: 'Heater', kind: 'choice', nullable: true, choices: named(free('heater')) },
    { pointer: '/cooler', label: 'Cooler', kind: 'choice', nullable: true, choices: named(free('cooler')) },
    {
      pointer: '/volume',
      label: 'Holds',
      kind: 'number',
      unit: 'L',
      nullable: true,
      hint: 'With it, and the power of its heater, safety knows sooner when something is wrong.',
    },
    { pointer: '/range/minimum', label: 'Lowest set point', kind: 'temperature' },
    { pointer: '/range/maximum', label: 'Highest set point', kind: 'temperature' },
    {
      pointer: '/limits/minimum',
      label: 'Cooling is cut off below',
      kind: 'temperature',
      nullable: true,
      hint: 'Empty: 2 °C below the lowest set point.',
    },
    {
      pointer: '/limits/maximum',
      label: 'Heating is cut off above',
      kind: 'temperature',
      nullable: true,
      hint: 'Empty: 10 °C above the highest set point.',
    },
    { pointer: '/tuning/kind', label: 'Control', kind: 'choice', choices: tunings },
    { pointer: '/tuning/holds', label: 'Its thermometer measures', kind: 'choice', choices: held, shown: chamber },
    {
      pointer: '/air',
      label: 'Thermometer of the air or jacket around it',
      kind: 'choice',
      nullable: true,
      choices: named(thermometers),
      shown: chamber,
    },
    { pointer: '/tuning/gain', label: 'Gain', kind: 'number', unit: '% per °C', shown: pid },
    {
      pointer: '/tuning/integralTime',
      label: 'Integral time',
      kind: 'number',
      unit: 's',
      hint: '0: none.',
      shown: pid,
    },
    {
      pointer: '/tuning/derivativeTime',
      label: 'Derivative time',
      kind: 'number',
      unit: 's',
      hint: '0: none.',
      shown: pid,
    },
    {
      pointer: '/tuning/deadband',
      label: 'Goes past the set point by',
      kind: 'number',
      unit: '°C',
      shown: hysteresis,
    },
    {
      pointer: '/changeover',
      label: 'Rest between heating and cooling',
      kind: 'number',
      unit: 's',
      shown: ({ heater, cooler }) => heater !== null && cooler !== null,
    },
  ]
}

/** A vessel nobody has described yet. */
export const freshVessel: Draft = {
  name: '',
  kind: 'fermenter',
  sensor: null,
  air: null,
  heater: null,
  cooler: null,
  changeover: 600,
  ...usual.fermenter,
  volume: null,
}
