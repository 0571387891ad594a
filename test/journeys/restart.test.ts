import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { cleanUp, openHouse, temporaryFolder } from './house.ts'

afterEach(cleanUp)

test('after a restart everything goes on where it was', async () => {
  const first = await openHouse()
  await first.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 72 })
  await first.call('PUT', '/actuators/pump/output', { output: 0 })
  await first.call('POST', '/profiles', {
    id: 'fast',
    name: 'Fast',
    by: 'elapsed',
    points: [
      { at: 0, temperature: 10 },
      { at: 600, temperature: 20, approach: 'ramp' },
    ],
  })
  const { body: mode } = await first.call('PUT', '/vessels/fermenter/mode', { kind: 'profile', profile: 'fast' })
  await first.clock.advance(60_000)
  await first.close()

  // Half of the ramp passes while nobody is there.
  await first.clock.advance(240_000)
  const second = await openHouse({ folder: first.folder, clock: first.clock })
  await second.until(() => second.brewery.vessel('fermenter').quality === 'good')
  const { setPoint } = second.brewery.vessel('fermenter')
  const elapsed = (second.clock.now() - mode.startedAt) / 1000
  expect(setPoint).toBeCloseTo(10 + elapsed / 60, 1)
  expect(second.brewery.vessel('kettle')).toMatchObject({ mode: { kind: 'constant', setPoint: 72 } })
  expect(second.brewery.actuator('pump').output).toBe(0)
  expect((await second.call('GET', '/readings/kettle.processValue?limit=1')).body.points).toHaveLength(1)
  expect((await second.call('GET', '/boards')).body.items).toHaveLength(1)
})

test('closing puts every output to rest', async () => {
  const house = await openHouse()
  const plants = house.simulations.of('arduino')!
  await house.until(() => plants.relays.kettleElement.isDriven && plants.relays.kettlePump.isDriven)
  await house.close()
  expect(plants.relays.kettleElement.isDriven || plants.relays.kettlePump.isDriven).toBe(false)
})

test('without the demonstration a new house is empty', async () => {
  const house = await openHouse({ demo: false })
  for (const kind of ['boards', 'sensors', 'actuators', 'vessels', 'profiles']) {
    expect((await house.call('GET', `/${kind}`)).body.items).toEqual([])
  }
})

test('a serial port takes the place of the simulated board', async () => {
  const house = await openHouse({ serialPort: '/dev/none' })
  expect((await house.call('GET', '/boards/arduino')).body.transport).toMatchObject({
    kind: 'serial',
    path: '/dev/none',
  })
  expect(house.simulations.of('arduino')).toBeUndefined()
})

test('a database that is none is refused with advice and left as it is', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'maelstrom.sqlite'), 'my recipes')
  await expect(openHouse({ folder })).rejects.toMatchObject({
    code: 'unusable',
    message: expect.stringContaining('maelstrom.sqlite'),
  })
})

test('a port that is taken is named, with the option that changes it, and nothing stays open', async () => {
  const other = createServer()
  const port = await new Promise<number>(resolve => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
  })
  const [folder, clock] = [temporaryFolder(), virtualClock()]
  const refused = openHouse({ port, folder, clock }).catch(error => error)
  let done = false
  void refused.then(() => {
    done = true
  })
  while (!done) await clock.advance(5)
  expect(await refused).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(`port ${port} is taken.*--port`),
  })
  other.close()
  await openHouse({ port, folder })
})
