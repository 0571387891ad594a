import { jest } from '@jest/globals'
import { wiring } from '../../hardware/simulator/wiring.ts'
import { host, tcpBoard } from '../hardware/network-rig.ts'
import { cleanUp, openHouse, type TestHouse } from './house.ts'

// Virtual time is fast, but not on a busy machine.
jest.setTimeout(60_000)

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await cleanUp()
  for (const end of ends.splice(0).reverse()) await end()
})

/** A house in which the kettle heats at full power, and that tells whether the element ever let go. */
const heating = async () => {
  const house = await openHouse()
  const { relays } = house.simulations.of('arduino')!
  const element = () => house.simulations.of('arduino')?.relays.kettleElement.isDriven ?? false
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'manual', output: 100 })
  await house.until(() => relays.kettleElement.isDriven || element())
  let moved = false
  house.clock.every(5, () => {
    moved ||= !element()
  })
  return {
    house,
    element,
    moved: () => moved,
    drive: (pin: number) => house.simulations.of('arduino')!.board.drive(pin),
  }
}

/** Changes a thing as a client does: reads it, and sends it back with something else in it. */
const change = async (house: TestHouse, path: string, more: object) => {
  const { body } = await house.call('GET', path)
  const answer = await house.call('PUT', path, { ...body, ...more })
  expect(answer.status).toBe(200)
}

test('an output on another pin moves there at once, and no other output moves', async () => {
  const { house, drive, moved } = await heating()
  await house.until(() => drive(wiring.kettlePump) === 'high')
  await change(house, '/actuators/pump', { driver: { kind: 'relay', pin: 9 } })
  await house.until(() => drive(9) === 'high', 3000)
  expect(drive(wiring.kettlePump)).not.toBe('high')
  // Active low, and back: off is high now.
  await house.call('PUT', '/actuators/pump/output', { output: 0 })
  await change(house, '/actuators/pump', { driver: { kind: 'relay', pin: wiring.kettlePump, activeLow: true } })
  await house.until(() => drive(wiring.kettlePump) === 'high', 3000)
  await house.clock.advance(3000)
  expect(drive(9)).not.toBe('high')
  await change(house, '/actuators/pump', { driver: { kind: 'pwm', pin: wiring.kettlePump } })
  await house.call('PUT', '/actuators/pump/output', { output: 100 })
  await house.until(() => drive(wiring.kettlePump) === 'high', 3000)
  // The heartbeat has learnt the new pins and not been missed meanwhile.
  await house.clock.advance(8000)
  expect(house.brewery.board('arduino')).toMatchObject({ phase: 'ready', heartbeat: { state: 'armed', trips: 0 } })
  expect(moved()).toBe(false)
})

test('a sensor measures in another way at once, and no output moves', async () => {
  const { house, moved } = await heating()
  const room = async () => (await house.call('GET', '/channels/data.sensors.room')).body.data
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
  expect((await room()).value).toBeCloseTo(20, 0)
  const steps: [object, object][] = [
    [{ driver: { kind: 'lm35', channel: wiring.room } }, { value: expect.closeTo(70, 0), quality: 'good' }],
    [{ driver: { kind: 'lm35', channel: 3 } }, { quality: 'bad', reason: expect.stringContaining('A3') }],
    [{ driver: { kind: 'digital', pin: 4 } }, { value: expect.any(Number), quality: 'good' }],
    [
      { board: null, driver: { kind: 'channel', channel: 'room' } },
      { value: 21.5, quality: 'good' },
    ],
    [{ board: 'arduino', driver: { kind: 'tmp36', channel: wiring.room } }, { value: expect.closeTo(20, 0) }],
  ]
  for (const [more, expected] of steps) {
    await house.call('POST', '/channels/room', '21.5')
    await change(house, '/sensors/room', more)
    await house.clock.advance(2500)
    expect(await room()).toMatchObject(expected)
  }
  expect(moved()).toBe(false)
})

test('a vessel does not go by what its sensor measured elsewhere', async () => {
  const { house, element } = await heating()
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 90 })
  await house.until(() => house.brewery.vessel('kettle').quality === 'good' && element())
  await change(house, '/sensors/wort', { board: null, driver: { kind: 'channel', channel: 'wort' }, staleAfter: 7200 })
  await house.until(() => !element(), 2000)
  expect(house.brewery.vessel('kettle')).toMatchObject({ processValue: null, quality: 'stale' })
  await house.call('POST', '/channels/wort', 60)
  await house.clock.advance(1000)
  expect(element()).toBe(false)
  await house.call('POST', '/channels/wort', 61)
  await house.until(element, 3000)
})

test('a board is reached in another way at once, and no output of another board moves', async () => {
  const { house, moved } = await heating()
  const [first, second] = [await tcpBoard(house.clock), await tcpBoard(house.clock)]
  ends.push(
    () => first.close(),
    () => second.close(),
  )
  const transport = ({ port }: { port: number }) => ({ transport: { kind: 'tcp', host, port } })
  await house.call('POST', '/boards', { id: 'esp', name: 'ESP32', ...transport(first) })
  await house.call('POST', '/actuators', {
    id: 'valve',
    name: 'Valve',
    use: 'valve',
    board: 'esp',
    driver: { kind: 'relay', pin: 6 },
  })
  await house.call('PUT', '/actuators/valve/output', { output: 100 })
  await house.until(() => first.simulated.drive(6) === 'high', 60_000)

  await change(house, '/boards/esp', transport(second))
  await house.until(() => second.simulated.drive(6) === 'high', 60_000)
  expect(first.simulated.drive(6)).toBe('low')
  expect(first.connections()).toBe(0)

  await change(house, '/boards/esp', { transport: { kind: 'simulated' } })
  await house.until(() => house.simulations.of('esp')?.board.drive(6) === 'high')
  expect([second.simulated.drive(6), second.connections()]).toEqual(['low', 0])

  // From one board to another.
  await change(house, '/actuators/valve', { board: 'arduino', driver: { kind: 'relay', pin: 10 } })
  await house.until(() => house.simulations.of('arduino')!.board.drive(10) === 'high')
  expect(house.simulations.of('esp')!.board.drive(6)).not.toBe('high')
  expect((await house.call('DELETE', '/boards/esp')).status).toBe(204)
  expect(moved()).toBe(false)
})

test('the board that everything hangs on is replaced, and the brewing goes on there', async () => {
  const { house, element } = await heating()
  const other = await tcpBoard(house.clock)
  ends.push(() => other.close())
  await change(house, '/boards/arduino', { transport: { kind: 'tcp', host, port: other.port } })
  await house.until(() => !element(), 1000)
  // Without its probe it has nothing to go by: the element rests, the pump does not depend on it.
  await house.until(() => other.simulated.drive(wiring.kettlePump) === 'high', 60_000)
  await house.until(() => house.brewery.vessel('kettle').quality === 'bad', 15_000)
  await house.clock.advance(1500)
  expect(other.simulated.drive(wiring.kettleElement)).toBe('low')
  await change(house, '/boards/arduino', { transport: { kind: 'simulated' } })
  await house.until(element, 60_000)
  expect(other.simulated.drive(wiring.kettlePump)).toBe('low')
})
