import { type Brewery, fold, handSwitched } from '../../client/brewery.ts'
import type { Actuator } from '../../data/model/actuator.ts'
import type { Vessel } from '../../data/model/vessel.ts'

const kettle = { id: 'kettle', name: 'Kettle', heater: 'element', cooler: null, version: 2 } as Vessel
const nothing = {
  settings: { breweryName: 'Maelstrom', version: 1 },
  vessels: [kettle],
  sensors: [],
  actuators: [],
  profiles: [],
  emergencyStop: { latched: false, at: null, by: null },
  alarms: [],
  states: {},
  outputs: {},
} as unknown as Brewery

const after = (channel: string, data: unknown, brewery = nothing) =>
  fold(brewery, { channel, sequence: 1, at: 0, data: data as never })

test('states are kept by vessel, outputs by actuator', () => {
  expect(after('data.kettle', { vessel: 'kettle' }).states).toEqual({ kettle: { vessel: 'kettle' } })
  expect(after('data.actuators.pump', { output: 100 }).outputs).toEqual({ pump: { output: 100 } })
})

test.each(['data.sensors.beer', 'data.boards.arduino', 'data', 'data.kettle.more', 'logs', 'configuration.boards'])(
  'what comes on %s changes nothing',
  channel => expect(after(channel, {})).toBe(nothing),
)

test('what is created, updated and deleted changes the collection', () => {
  const created = after('configuration.vessels', { event: 'created', id: 'tun', item: { id: 'tun', version: 1 } })
  expect(created.vessels.map(({ id }) => id)).toEqual(['kettle', 'tun'])
  const updated = after('configuration.vessels', { event: 'updated', id: 'kettle', item: { ...kettle, version: 3 } })
  expect(updated.vessels).toMatchObject([{ version: 3 }])
  expect(after('configuration.vessels', { event: 'deleted', id: 'kettle' }).vessels).toEqual([])
})

test('what is older than what is known changes nothing', () => {
  expect(after('configuration.vessels', { event: 'updated', id: 'kettle', item: kettle })).toBe(nothing)
  expect(after('configuration.vessels', { event: 'deleted', id: 'tun' })).toBe(nothing)
})

test('settings are replaced', () => {
  const settings = { breweryName: 'Charybdis', version: 2 }
  const { settings: now } = after('configuration.settings', { event: 'updated', id: 'settings', item: settings })
  expect(now).toEqual(settings)
})

test('an alarm is there until it is normal, once', () => {
  const alarm = {
    id: 'board.arduino',
    state: 'unacknowledged',
    at: 1,
    priority: 'high',
    source: 'board',
    message: 'lost',
  }
  const raised = after('alarms', alarm)
  expect(raised.alarms).toEqual([alarm])
  expect(after('alarms', { ...alarm, state: 'shelved' }, raised).alarms).toMatchObject([{ state: 'shelved' }])
  expect(after('alarms', { ...alarm, state: 'normal' }, raised).alarms).toEqual([])
})

test.each([null, 7, 'fire', ['a'], { acknowledge: true }, { id: 'x' }, { id: 'x', state: 'unacknowledged' }])(
  'what comes on alarms and is none changes nothing: %j',
  data => expect(after('alarms', data)).toBe(nothing),
)

test('people switch pumps and valves that no vessel drives', () => {
  const actuators = [
    { id: 'element', use: 'heater' },
    { id: 'pump', use: 'pump' },
    { id: 'glycol', use: 'valve' },
  ] as Actuator[]
  const vessels = [{ ...kettle, cooler: 'glycol' }]
  expect(handSwitched({ actuators, vessels }).map(({ id }) => id)).toEqual(['pump'])
})

test.each([null, 7, 'cold', ['a'], { temperature: 20 }, { vessel: 'kettle' }])(
  'what somebody says where there is no vessel changes nothing: %j',
  data => expect(after('data.hydrometer', data)).toBe(nothing),
)
