import { cleanUp, openHouse } from './house.ts'

afterEach(cleanUp)

test('a kettle without water is not heated, says why, calls, and goes on when it is filled', async () => {
  const house = await openHouse()
  const element = () => house.simulations.of('arduino')!.relays.kettleElement.isClosed
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'manual', output: 50 })
  await house.until(element)

  const unplug = { kind: 'sensor-unplugged', sensor: 'level' }
  expect((await house.call('POST', '/simulations/arduino/faults', unplug)).status).toBe(200)
  await house.until(() => !element())
  for (let second = 0; second < 20; second++) {
    await house.clock.advance(1000)
    expect(element()).toBe(false)
  }
  expect((await house.call('GET', '/vessels/kettle/state')).body).toMatchObject({
    activity: 'waiting',
    waits: [{ actuator: 'element', reason: 'level', until: null }],
  })
  expect((await house.call('GET', '/vessels/kettle/forecast')).body).toMatchObject({
    points: [],
    reasons: [{ kind: 'wait', text: 'Heating is off: its level switch shows no water.' }],
  })
  expect((await house.call('GET', '/alarms')).body.items).toMatchObject([
    { id: 'level.kettle', priority: 'high', state: 'unacknowledged' },
  ])
  const tried = await house.call('POST', '/actuators/element/test', { seconds: 2 })
  expect(tried).toMatchObject({ status: 503, body: { detail: expect.stringMatching('shows no water') } })

  await house.call('DELETE', '/simulations/arduino/faults?sensor=level')
  await house.until(element)
  await house.clock.advance(10_000)
  expect((await house.call('GET', '/alarms')).body.items).toMatchObject([{ id: 'level.kettle', state: 'returned' }])
}, 60_000)

test.each([
  ['level', 'room', 'as its level switch: choose a digital sensor'],
  ['sensor', 'kettle-level', 'as its thermometer: choose a sensor that shows a temperature'],
  ['air', 'kettle-level', 'as its thermometer of the air: choose a sensor that shows a temperature'],
  ['gravity', 'room', 'as its hydrometer: choose a sensor that hears a channel, without a unit'],
])(
  'a vessel takes no sensor as its %s that shows something else',
  async (use, sensor, words) => {
    const house = await openHouse()
    const { version: _, ...kettle } = (await house.call('GET', '/vessels/kettle')).body
    expect(await house.call('PUT', '/vessels/kettle', { ...kettle, [use]: sensor })).toMatchObject({
      status: 409,
      body: { detail: `vessel "kettle" uses sensor "${sensor}" ${words}` },
    })
  },
  60_000,
)

test('a level switch in use is kept, and who uses it is said', async () => {
  const house = await openHouse()
  expect(await house.call('DELETE', '/sensors/kettle-level')).toMatchObject({
    status: 409,
    body: { detail: 'The sensor kettle-level is used by the vessel kettle.' },
  })
}, 60_000)
