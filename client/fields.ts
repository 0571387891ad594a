import type { Board } from '../data/model/board.ts'
import type { Unit } from './format.ts'

/** A field of a form: where its value is in the document, and how it is asked for. */
export interface Field {
  /** JSON pointer, as the server names it when it is wrong. */
  pointer: string
  label: string
  /** A temperature, or a difference of two, is °C in the document and in people's unit on the screen. */
  kind: 'text' | 'number' | 'temperature' | 'difference' | 'choice' | 'tick'
  unit?: string
  /** What a number may be; of temperatures in °C. */
  least?: number
  most?: number
  /** What else there is to know; of temperatures in people's unit. */
  hint?: string | ((unit: Unit) => string)
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

const port = { least: 1, most: 65_535 }

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
        least: 300,
        most: 2_000_000,
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
        ...port,
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
          {
            value: 'cloud',
            text: 'Ask the Particle cloud',
            whole: { kind: 'cloud', deviceId: '', api: 'https://api.particle.io' },
          },
        ],
      },
      { pointer: '/transport/address/host', label: 'Host', kind: 'text', shown: isAt('direct') },
      { pointer: '/transport/address/port', label: 'Port', kind: 'number', ...port, shown: isAt('direct') },
      { pointer: '/transport/address/deviceId', label: 'Device id', kind: 'text', shown: isAt('cloud') },
      {
        pointer: '/transport/address/accessToken',
        label: 'Access token',
        kind: 'text',
        hint: 'Kept here and never shown again; what is not typed stays as it was.',
        shown: isAt('cloud'),
      },
      {
        pointer: '/transport/address/api',
        label: 'Address of the cloud',
        kind: 'text',
        shown: isAt('cloud'),
      },
    ],
  },
}

/** Whether a Particle board is reached that way. */
function isAt(kind: 'direct' | 'cloud') {
  return ({ transport }: Draft) => (transport as { address?: { kind?: string } }).address?.kind === kind
}

/** The longest time in seconds that any field takes: a year. */
export const longest = 31_536_000

/** Seconds for which a value may be trusted. */
export const longestStale = { least: 2, most: 1_209_600 }

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
