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
