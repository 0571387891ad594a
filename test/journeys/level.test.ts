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
  expect((await house.call('GET', '/vessels/kettle/forecast')).body.reasons).toContainEqual({
    kind: 'wait',
    text: 'Heating is off: its level switch shows no water.',
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

test('a switch that is no switch is refused, and one in use is kept', async () => {
  const house = await openHouse()
  const { body: kettle } = await house.call('GET', '/vessels/kettle')
  const { version: _, ...body } = kettle
  expect(await house.call('PUT', '/vessels/kettle', { ...body, level: 'room' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching('choose a digital sensor') },
  })
  expect((await house.call('DELETE', '/sensors/kettle-level')).status).toBe(409)
}, 60_000)
