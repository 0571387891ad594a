import { cleanUp, openHouse } from './house.ts'

afterEach(cleanUp)

test('off does not wait for the disk', async () => {
  const house = await openHouse()
  const output = () => house.brewery.actuator('element').output
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 90 })
  await house.until(() => (output() ?? 0) > 0, 60_000)
  // Nothing can have been written yet when this returns.
  const told = house.brewery.setMode('kettle', { kind: 'off' })
  expect(output()).toBe(0)
  await told
})

test('what is stored after somebody said off does not come on', async () => {
  const house = await openHouse()
  const on = house.brewery.setMode('kettle', { kind: 'constant', setPoint: 90 })
  const off = house.brewery.setMode('kettle', { kind: 'off' })
  await expect(on).rejects.toMatchObject({ code: 'conflict' })
  expect(house.brewery.mode('kettle')).toEqual({ kind: 'off' })
  await off
  expect((await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 90 })).status).toBe(200)
})
