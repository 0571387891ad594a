import { cleanUp, connect, openHouse } from './house.ts'

afterEach(cleanUp)

test('through the firmware: a kettle is tuned at 67 °C, and what was found takes it to 72 °C and holds it there', async () => {
  const house = await openHouse()
  const plants = house.simulations.of('arduino')!
  plants.set({ kettle: { element: 66, bottom: 66, bed: 66, probe: 66, past: [] } })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  const { body: before } = await house.call('GET', '/vessels/kettle')
  await house.call('PUT', '/vessels/kettle', { ...before, tuning: { kind: 'pid' } })
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  await house.until(() => house.brewery.vessel('kettle').output > 0, 60_000)
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'data.kettle' })

  expect((await house.call('POST', '/vessels/kettle/autotune', { power: 60 })).status).toBe(200)
  const phase = () => house.brewery.vessel('kettle').autotune?.phase
  await house.until(() => phase() === 'found' || phase() === 'ended', 60 * 60_000)
  await client.until(heard => heard.find(({ data }) => data?.autotune?.phase === 'found'))
  expect(client.heard.some(({ data }) => data?.autotune?.swing === 3)).toBe(true)
  // Not in force before somebody wants it.
  expect(house.brewery.configuration.find('vessels', 'kettle').tuning).toMatchObject({ gain: 20 })
  const applied = await house.call('POST', '/vessels/kettle/autotune/apply')
  expect(applied).toMatchObject({ status: 200, body: { tuning: { kind: 'pid' } } })
  expect(applied.body.tuning.gain).toBeGreaterThan(50)
  expect(house.brewery.vessel('kettle').autotune).toBeUndefined()

  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 72 })
  await house.until(() => plants.kettle.bed >= 71.7, 15 * 60_000)
  let highest = 0
  for (let minute = 0; minute < 8; minute++) {
    await house.clock.advance(60_000)
    highest = Math.max(highest, plants.kettle.bed)
  }
  expect(highest).toBeLessThan(72.3)
  expect(Math.abs(plants.kettle.bed - 72)).toBeLessThan(0.2)
}, 300_000)
