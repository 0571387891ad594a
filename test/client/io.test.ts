import { z } from 'zod'
import { heartbeatWords, occupantText, phaseWords } from '../../client/board-words.ts'
import type { Brewery } from '../../client/brewery.ts'
import { channelFields, freshChannelSensor } from '../../client/channel-sensor.ts'
import { around, numberOf, typedNumber, valueAt, withValue } from '../../client/drafts.ts'
import { boardFields, nameField, transports } from '../../client/fields.ts'
import { foldIo, type Io, idFor, occupants, pinName } from '../../client/io.ts'
import { abilities, fitting, pinKinds } from '../../client/kinds.ts'
import { freshVessel, vesselFields } from '../../client/vessel-fields.ts'
import { ActuatorBody } from '../../data/model/actuator.ts'
import { BoardBody, type Pin, Transport } from '../../data/model/board.ts'
import { SensorBody } from '../../data/model/sensor.ts'
import { VesselBody } from '../../data/model/vessel.ts'

const analog: Pin = { pin: 14, analog: 0, modes: ['input', 'output', 'analog', 'pullup', 'onewire'] }
const dimmed: Pin = { pin: 5, analog: null, modes: ['input', 'output', 'pwm', 'pullup'] }
const bus: Pin = { pin: 2, analog: null, modes: ['input', 'output', 'onewire'] }

const probe = (id: string) => ({
  ...SensorBody.parse({ id, name: id, board: 'uno', driver: { kind: 'ds18b20', pin: 2 } }),
  version: 1,
})
const pump = {
  ...ActuatorBody.parse({ id: 'pump', name: 'Pump', use: 'pump', board: 'uno', driver: { kind: 'relay', pin: 5 } }),
  version: 1,
}
const room = {
  ...SensorBody.parse({ id: 'room', name: 'Room', board: 'uno', driver: { kind: 'tmp36', channel: 0 } }),
  version: 1,
}
const brewery = { sensors: [probe('beer'), probe('wort'), room], actuators: [pump], vessels: [] as Brewery['vessels'] }

test('what hangs on a pin, by number or by analog channel', () => {
  const ids = (board: string, pin: Pin) => occupants(board, pin, brewery).map(({ thing }) => thing.id)
  expect([ids('uno', bus), ids('uno', analog), ids('uno', dimmed), ids('mega', bus)]).toEqual([
    ['beer', 'wort'],
    ['room'],
    ['pump'],
    [],
  ])
})

test('pins are called as they are printed', () => {
  expect([analog, dimmed, bus].map(pinName)).toEqual(['A0', '~5', '2'])
  expect(abilities(dimmed)).toBe('switches, relays, PWM')
  expect(abilities({ modes: ['i2c'] })).toBe('nothing we use')
})

test('only what a pin can do may hang on it; probes share', () => {
  const ids = (pin: Pin, there: string[] = []) => fitting(pin, there).map(({ id }) => id)
  expect(ids(dimmed)).toEqual(['digital', 'slow-pwm', 'relay', 'pwm'])
  expect(ids(analog)).toContain('ntc')
  expect(ids(bus, ['ds18b20', 'ds18b20'])).toEqual(['ds18b20'])
  expect(ids(dimmed, ['relay'])).toEqual([])
})

test.each(pinKinds)('what $id begins with is what the server takes', ({ collection, fresh }) => {
  const body = { id: 'x', name: 'X', board: 'uno', ...fresh(analog) }
  expect(() => (collection === 'sensors' ? SensorBody : ActuatorBody).parse(body)).not.toThrow()
})

/** Every place in a schema that holds a value, as a JSON pointer; of all variants of a union. */
function places(schema: Json, at = ''): string[] {
  const variants = schema.oneOf ?? schema.anyOf
  if (variants) return [...new Set(variants.flatMap(variant => places(variant, at)))]
  if (schema.type !== 'object' || !schema.properties) return schema.type === 'null' ? [] : [at]
  return Object.entries(schema.properties).flatMap(([name, part]) => places(part, `${at}/${name}`))
}
type Json = { oneOf?: Json[]; anyOf?: Json[]; type?: string; properties?: Record<string, Json> }
const placesOf = (schema: z.ZodType) => places(z.toJSONSchema(schema, { io: 'input' }) as Json)

// What the form makes of the name, and where somebody tapped; calibration has a page of its own.
const elsewhere = ['/id', '/board', '/calibration', '/driver/kind']

test.each([
  ['vessels', VesselBody, vesselFields(brewery as Brewery, undefined)],
  ['boards', BoardBody, Object.keys(transports).flatMap(kind => boardFields(kind as 'serial'))],
  ['sensors', SensorBody, [nameField, ...pinKinds.flatMap(({ fields }) => fields), ...channelFields]],
  ['actuators', ActuatorBody, [nameField, ...pinKinds.flatMap(({ fields }) => fields)]],
])('every setting of %s has a field', (_, schema, fields) => {
  const asked = fields.map(({ pointer }) => pointer)
  expect(placesOf(schema).filter(place => !asked.includes(place) && !elsewhere.includes(place))).toEqual([])
})

test('numbers of forms are those that the server takes, at their ends too', () => {
  const vessel = VesselBody.parse({ ...freshVessel, id: 'x', name: 'X', tuning: { kind: 'pid' }, limits: {} })
  const numbers = vesselFields(brewery as Brewery, undefined).filter(({ least }) => least !== undefined)
  expect(numbers.length).toBeGreaterThan(8)
  // Those of other kinds of control, and where one end depends on the other.
  const ends = ['/range/minimum', '/range/maximum', '/tuning/deadband']
  for (const { pointer, least, most } of numbers.filter(field => !ends.includes(field.pointer))) {
    const takes = (value: number) => VesselBody.safeParse(withValue(vessel, pointer, value)).success
    expect([pointer, takes(least!), takes(most!), takes(least! - 1), takes(most! + 1)]).toEqual([
      pointer,
      true,
      true,
      false,
      false,
    ])
  }
})

test('what is typed is read, turned into °C, and refused with the range beside it', () => {
  const field = { pointer: '/x', label: 'X', kind: 'number', unit: 's', least: 2, most: 7200 } as const
  expect(numberOf(field, '4,5', 'celsius')).toEqual({ value: 4.5, problem: '' })
  expect(numberOf(field, '1', 'celsius').problem).toBe('Expected 2 to 7200\u00a0s.')
  const warm = { pointer: '/x', label: 'X', kind: 'temperature', least: -60, most: 200 } as const
  expect(numberOf(warm, '68', 'fahrenheit')).toEqual({ value: 20, problem: '' })
  expect(numberOf(warm, '500', 'fahrenheit').problem).toBe('Expected −76 to 392\u00a0°F.')
  const wide = { pointer: '/w', label: 'W', kind: 'difference', least: 0.05, most: 10 } as const
  expect(numberOf(wide, '0.9', 'fahrenheit')).toEqual({ value: 0.5, problem: '' })
  expect(numberOf(wide, '20', 'fahrenheit').problem).toBe('Expected 0.09 to 18\u00a0°F.')
  expect(numberOf({ pointer: '/x', label: 'X', kind: 'number' }, 'two', 'celsius').problem).toBe('Expected a number.')
})

test('a vessel may choose what another one uses, which is told, and a hydrometer is no thermometer', () => {
  const tilt = {
    ...SensorBody.parse({
      ...freshChannelSensor,
      id: 'tilt',
      name: 'Tilt',
      driver: { kind: 'channel', channel: 'tilt.red', unit: 'none' },
    }),
    version: 1,
  }
  const fridge = { ...pump, id: 'fridge', name: 'Fridge', use: 'cooler' as const }
  const ale = { ...VesselBody.parse({ id: 'ale', name: 'Ale', cooler: 'fridge', priority: 1 }), version: 1 }
  const fields = vesselFields(
    { sensors: [...brewery.sensors, tilt], actuators: [fridge], vessels: [ale] } as unknown as Brewery,
    'lager',
  )
  const choices = (pointer: string) => fields.find(field => field.pointer === pointer)?.choices?.map(({ text }) => text)
  expect(choices('/cooler')).toEqual(['None', 'Fridge (also of Ale)'])
  expect(choices('/gravity')).toEqual(['None', 'Tilt'])
  expect(choices('/sensor')).not.toContain('Tilt')
})

test('what vessels and transports begin with is what the server takes', () => {
  expect(() => VesselBody.parse({ ...freshVessel, id: 'x', name: 'X' })).not.toThrow()
  const typed = {
    serial: { path: '/dev/ttyACM0' },
    tcp: { host: 'esp' },
    particle: { address: { kind: 'direct', host: 'core' } },
  }
  for (const [kind, { fresh }] of Object.entries(transports)) {
    expect(Transport.parse({ ...fresh, ...typed[kind as 'tcp'] }).kind).toBe(kind)
    expect(boardFields(kind as 'serial')[1]!.pointer).toBe('/transport/kind')
  }
  const shown = vesselFields(brewery as Brewery, undefined).filter(field => field.shown?.(freshVessel) ?? true)
  expect(shown.map(({ pointer }) => pointer)).not.toContain('/tuning/deadband')
})

test.each([
  ['Fermenter 1', 'fermenter-1'],
  ['Gär-Tank (Süd)', 'gar-tank-sud'],
  ['!!!', 'thing'],
  ['Beer', 'beer-2'],
  ['Boards', 'boards-2'],
])('%s gets the id %s', (name, id) => {
  expect(idFor(name, [{ id: 'beer' }])).toBe(id)
})

test('messages change what is known of the boards', () => {
  const board = { id: 'uno', name: 'Uno', transport: { kind: 'simulated' as const }, version: 1 }
  const message = (channel: string, data: object) => ({ channel, sequence: 1, at: 0, data }) as never
  let io: Io = { boards: [], states: {}, readings: {} }
  io = foldIo(io, message('configuration.boards', { event: 'created', id: 'uno', item: board }))
  io = foldIo(io, message('data.boards.uno', { board: 'uno', phase: 'ready' }))
  io = foldIo(io, message('data.sensors.beer', { sensor: 'beer', value: 18 }))
  expect(io).toMatchObject({ boards: [board], states: { uno: { phase: 'ready' } }, readings: { beer: { value: 18 } } })
  expect(foldIo(io, message('data.kettle', {}))).toBe(io)
  expect(foldIo(io, message('configuration.boards', { event: 'updated', id: 'uno', item: board }))).toBe(io)
  expect(foldIo(io, message('configuration.boards', { event: 'deleted', id: 'uno' })).boards).toEqual([])
})

test('drafts are read and changed by pointer', () => {
  const draft = { name: 'X', tuning: { kind: 'pid', gain: 20 } }
  expect(valueAt(draft, '/tuning/gain')).toBe(20)
  expect(valueAt(draft, '/range/minimum')).toBeUndefined()
  expect(withValue(draft, '/tuning/gain', 5)).toEqual({ name: 'X', tuning: { kind: 'pid', gain: 5 } })
  expect(withValue(draft, around('/tuning/kind'), { kind: 'hysteresis' }).tuning).toEqual({ kind: 'hysteresis' })
  expect(['1,5', '−2', '', 'x'].map(typedNumber)).toEqual([1.5, -2, Number.NaN, Number.NaN])
})

test('boards and what hangs on them in words', () => {
  expect(phaseWords(undefined).text).toBe('Connecting')
  expect(phaseWords({ phase: 'flapping' }).text).toContain('outputs rest')
  const heartbeat = { timeoutMs: 5000, trips: 2, resetCause: null }
  expect(heartbeatWords({ ...heartbeat, state: 'armed' })).toBe(
    'Armed: outputs go off by themselves 5 s after this computer falls silent. It has tripped 2 times.',
  )
  expect(heartbeatWords({ ...heartbeat, state: 'tripped' })).toContain('locked')
  const text = (value: number | null, output: number | null) => [
    occupantText(
      { kind: 'sensor', thing: room },
      { room: { sensor: 'room', at: 0, value, quality: 'good' } },
      {},
      'celsius',
    ),
    occupantText(
      { kind: 'actuator', thing: pump },
      {},
      { pump: { actuator: 'pump', output, vessel: null, waits: [] } },
      'celsius',
    ),
  ]
  expect(text(18.54, 40)).toEqual(['18.5\u00a0°C', 'on 40\u00a0%'])
  expect(text(null, null)).toEqual(['–', 'out of reach'])
})
