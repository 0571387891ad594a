import { cleanUp, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

/** A house whose kettle, at 66 °C, has a PID and is held at 67. */
async function withPid() {
  const house = await openHouse()
  const plants = house.simulations.of('arduino')!
  plants.set({ kettle: { element: 66, bottom: 66, bed: 66, probe: 66, past: [] } })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  const { body: vessel } = await house.call('GET', '/vessels/kettle')
  const tuning = { kind: 'pid', gain: 30, integralTime: 900, derivativeTime: 0 }
  expect((await house.call('PUT', '/vessels/kettle', { ...vessel, tuning })).status).toBe(200)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  await house.until(() => house.brewery.vessel('kettle').output > 0)
  return house
}

const begin = (house: TestHouse, power = 50) => house.call('POST', '/vessels/kettle/autotune', { power })
const stateOf = (house: TestHouse) => house.brewery.vessel('kettle').autotune

test('only a PID that holds a constant set point is tuned, and once at a time', async () => {
  const house = await openHouse()
  await house.until(() => house.brewery.vessel('kettle').output > 0, 60_000)
  expect(await begin(house)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/is no PID/) } })
  const { body: vessel } = await house.call('GET', '/vessels/kettle')
  const pid = await house.call('PUT', '/vessels/kettle', { ...vessel, tuning: { kind: 'pid' } })
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  expect(await begin(house)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/constant/) } })
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  expect((await begin(house, 5)).status).toBe(400)
  expect((await begin(house)).body).toMatchObject({ autotune: { phase: 'approach', setPoint: 67 } })
  expect((await begin(house)).status).toBe(409)
  expect((await house.call('POST', '/vessels/kettle/autotune/apply')).status).toBe(409)
  expect((await house.call('DELETE', '/vessels/kettle/autotune')).status).toBe(204)
  expect((await house.call('DELETE', '/vessels/kettle/autotune')).status).toBe(409)
  expect(stateOf(house)).toBeUndefined()
  await house.call('PUT', '/vessels/kettle', { ...pid.body, heater: null })
  expect(await begin(house)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/neither a heater/) } })
  expect((await house.call('POST', '/vessels/nobody/autotune')).status).toBe(404)
}, 60_000)

test('it swings with the power it may use, and whatever else is told ends it; the mode stays', async () => {
  const house = await withPid()
  const mode = house.brewery.mode('kettle')
  await begin(house)
  expect(house.brewery.vessel('kettle').demand).toBe(50)
  await house.until(() => stateOf(house)?.phase === 'swings', 20 * 60_000)
  expect(house.brewery.vessel('kettle')).toMatchObject({ demand: 0, autotune: { swing: 1, of: 3 } })
  expect(house.brewery.mode('kettle')).toEqual(mode)

  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 68 })
  expect(stateOf(house)).toMatchObject({ phase: 'ended', reason: 'the vessel was told something else' })
  await house.until(() => house.brewery.vessel('kettle').demand > 0)

  await begin(house)
  const { body: vessel } = await house.call('GET', '/vessels/kettle')
  await house.call('PUT', '/vessels/kettle', { ...vessel, name: 'Big kettle' })
  expect(stateOf(house)).toMatchObject({ phase: 'ended', reason: 'the settings of the vessel were changed' })

  await begin(house)
  const repair = house.simulations.of('arduino')!.inject({ kind: 'sensor-unplugged', sensor: 'kettle' })
  await house.until(() => stateOf(house)?.phase === 'ended', 60_000)
  expect(house.brewery.vessel('kettle')).toMatchObject({ output: 0, autotune: { phase: 'ended' } })
  repair()
  await house.until(() => house.brewery.vessel('kettle').quality === 'good', 60_000)
  expect(stateOf(house)?.phase).toBe('ended')

  await begin(house)
  await house.call('POST', '/emergency-stop', { by: 'Ann' })
  expect(stateOf(house)).toMatchObject({ phase: 'ended', reason: expect.stringMatching(/emergency stop/) })
  expect((await begin(house)).status).toBe(403)
}, 120_000)
